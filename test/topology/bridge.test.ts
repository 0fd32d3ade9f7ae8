import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before } from '../../src/convert/bridge/example';
import { parse } from '../../src/template/index';
import { buildTopology, findBridges, type Topology } from '../../src/topology/index';

function topologyOf(text: string): Topology {
  return buildTopology([parse('file:///t.yaml', text)]);
}

function summary(text: string): readonly string[] {
  return findBridges(topologyOf(text)).map(
    ({ nlb, links, legs, integrations }) =>
      `${links.map(({ logicalId }) => logicalId).join()} > ${nlb?.logicalId ?? '?'} > ${legs.map(({ port, alb, albPort }) => `${port ?? '?'}:${alb?.logicalId ?? '?'}:${albPort ?? '?'}`).join()} < ${integrations.map(({ integration, leg }) => `${integration.method.httpMethod ?? '?'} ${integration.method.path ?? '?'} ${leg ? 'over' : 'beside'}`).join()}`,
  );
}

test('the plain bridge is proven', () => assert.deepEqual(summary(before), ['Link > Nlb > 80:Alb:8080 < GET / over']));

test('an NLB without a link is no bridge', () => {
  assert.deepEqual(summary(before.replace('AWS::ApiGateway::VpcLink', 'Custom::Link')), []);
});

test('a group of another type is no bridge', () => {
  for (const type of ['ip', 'instance', 'lambda'])
    assert.deepEqual(summary(before.replace('TargetType: alb', `TargetType: ${type}`)), []);
});

test('a link whose target is not known proves nothing', () => {
  assert.deepEqual(summary(before.replace('TargetArns: [!Ref Nlb]', 'TargetArns: [!GetAtt Custom.Arn]')), []);
});

test('an integration to a port without a leg goes beside the bridge', () => {
  assert.deepEqual(summary(before.replace('${Nlb.DNSName}/orders', '${Nlb.DNSName}:9000/orders')), [
    'Link > Nlb > 80:Alb:8080 < GET / beside',
  ]);
});

test('exports of one other stack prove a bridge on its NLB, exports of two do not', () => {
  const template = (listenerStack: string): string => `Parameters:
  Net: { Type: String }
  Other: { Type: String }
Resources:
  Api: { Type: "AWS::ApiGateway::RestApi" }
  Root:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      Integration:
        Type: HTTP_PROXY
        ConnectionType: VPC_LINK
        ConnectionId: { "Fn::ImportValue": !Sub "\${Net}-Link" }
        Uri: !Sub ["http://\${Dns}", { Dns: { "Fn::ImportValue": !Sub "\${Net}-NlbDns" } }]
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: { "Fn::ImportValue": !Sub "\${${listenerStack}}-Nlb" }
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref ToAlb }]
  ToAlb:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" }
`;
  assert.deepEqual(summary(template('Net')), [' > ? > 80:Alb:80 < GET / over']);
  assert.deepEqual(summary(template('Other')), []);
});

test('ports that are one parameter without a value meet', () => {
  const text = before
    .replace('Parameters:\n', 'Parameters:\n  Port: { Type: Number }\n')
    .replace('Port: 80\n      Protocol: TCP', 'Port: !Ref Port\n      Protocol: TCP')
    .replaceAll('Port: 8080\n', 'Port: !Ref Port\n')
    .replace('${Nlb.DNSName}/orders', '${Nlb.DNSName}:${Port}/orders');
  const [bridge] = findBridges(topologyOf(text));
  assert.equal(bridge!.integrations[0]!.leg, bridge!.legs[0]);
  assert.equal(bridge!.legs[0]!.albListener!.logicalId, 'AlbListener');
});

test('an integration that is private under a condition goes over the bridge', () => {
  const text = before.replace('ConnectionType: VPC_LINK', 'ConnectionType: !If [Private, VPC_LINK, INTERNET]');
  assert.deepEqual(summary(text), ['Link > Nlb > 80:Alb:8080 < GET / over']);
});

test('a target that depends on a condition proves nothing', () => {
  const text = before.replace('[{ Id: !Ref Alb }]', '[!If [Blue, { Id: !Ref Alb }, { Id: !Ref Green }]]');
  assert.deepEqual(summary(text), []);
});
