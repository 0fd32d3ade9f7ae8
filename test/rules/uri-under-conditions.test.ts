import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allRules } from '../../src/rules/index';
import { topologyOf } from '../harness/check-rule';
import { toJson } from '../harness/to-json';

/** A `Uri` that depends on a condition is looked at once for each of its values, and the finding says when it holds. */

const template = (uri: string): string => `
Parameters: { Stage: { Type: String } }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Resources:
  Any:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: ANY
      ResourceId: !Ref Proxy
      RestApiId: !Ref Api
      RequestParameters: { method.request.path.proxy: true }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: ANY
        TimeoutInMillis: 90000
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        RequestParameters: { integration.request.path.proxy: method.request.path.proxy }
        Uri: ${uri}
  Proxy:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{proxy+}' }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders, EndpointConfiguration: { Types: [REGIONAL] } } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 8080
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`;

const right = 'http://orders.example.com:8080/{proxy}';

/** What stands for production, what the rule is and the end of its message. */
const cases: [uri: string, rule: string, end: string][] = [
  ['http://orders.example.com:81/{proxy}', 'disallowed-uri-port', 'let the load balancer listen there'],
  ['http://orders.example.com:8081/{proxy}', 'wrong-listener-port', 'use the port of a listener'],
  ['https://orders.example.com:8080/{proxy}', 'wrong-uri-scheme', 'use http'],
  ['http://orders.example.com:8080/', 'dropped-proxy-path', 'map integration.request.path.proxy'],
  ['http://orders.example.com:8080/{rest}', 'unmapped-path-parameter', 'to RequestParameters of the integration'],
];

for (const [wrong, rule, end] of cases) {
  test(`${rule} looks at both sides of Fn::If`, () => {
    for (const [uri, condition] of [
      [`!If [IsProd, '${wrong}', '${right}']`, 'condition "IsProd" holds'],
      [`!If [IsProd, '${right}', '${wrong}']`, 'condition "IsProd" does not hold'],
      [`!Sub ['\${Url}', { Url: !If [IsProd, '${wrong}', '${right}'] }]`, 'condition "IsProd" holds'],
    ]) {
      for (const text of [template(uri!), toJson(template(uri!))]) {
        const messages = messagesOf(rule, text);
        assert.equal(messages.length, 1, uri);
        assert.ok(messages[0]!.endsWith(`${end} when ${condition}`), messages[0]);
      }
    }
    assert.deepEqual(messagesOf(rule, template(`!If [IsProd, '${right}', '${right}']`)), []);
  });
}

test('a load balancer name over https is found on one side, a port behind a parameter on the other keeps quiet', () => {
  const uri = "!If [IsProd, !Sub 'https://${Alb.DNSName}:8080/{proxy}', !Sub 'http://${Alb.DNSName}:${Port}/{proxy}']";
  const [only, ...others] = messagesOf('balancer-name-over-https', template(uri));
  assert.match(only!, / when condition "IsProd" holds$/);
  assert.deepEqual(others, []);
  assert.deepEqual(messagesOf('wrong-listener-port', template(uri)), []);
});

test('a finding that does not hang on the Uri is reported once', () => {
  assert.equal(messagesOf('timeout-over-idle-timeout', template(`!If [IsProd, '${right}', '${right}?x=1']`)).length, 1);
});

test('a stage variable on one side is needed', () => {
  const stage = `  Live: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: live } }\n`;
  const text = template(
    "!If [IsProd, 'http://${stageVariables.host}:8080/{proxy}', 'http://a.example.com:8080/{proxy}']",
  );
  assert.equal(messagesOf('missing-stage-variable', text + stage).length, 1);
});

function messagesOf(rule: string, text: string): readonly string[] {
  const topology = topologyOf({ [text.startsWith('{') ? 'test.json' : 'test.yaml']: text });
  const found = allRules.find(({ id }) => id === rule);
  return [...found!.check({ topology })].map(({ message }) => message);
}
