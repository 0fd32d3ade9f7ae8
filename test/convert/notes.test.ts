import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before } from '../../src/convert/bridge/example';
import { planConversion } from '../../src/convert/index';
import { parse } from '../../src/template/index';
import { buildTopology } from '../../src/topology/index';

/** Each note as the line it points at, and its text. */
function notes(text: string): readonly string[] {
  assert.notEqual(text, before);
  const document = parse('t', text);
  return planConversion(buildTopology([document]), { keepBridge: false }).notes.map(({ at, text: note }) => {
    const { start } = document.locate(at);
    return `${text.slice(text.lastIndexOf('\n', start) + 1, text.indexOf('\n', start)).trim()} | ${note}`;
  });
}

const rule = (condition: string): string => `  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref AlbListener
      Priority: 10
      Conditions:
        - ${condition}
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }]
`;

const cases: readonly [name: string, text: string, note: RegExp][] = [
  [
    'a rule by source address',
    before + rule('{ Field: source-ip, SourceIpConfig: { Values: [10.0.0.0/24] } }'),
    /^- \{ Field: source-ip.* \| "Rule" picks requests by their source address, and "Alb" now sees/,
  ],
  [
    'a rule by host, where the Uri named the NLB',
    before + rule('{ Field: host-header, Values: ["*.amazonaws.com"] }'),
    /^- \{ Field: host-header.* \| "Rule" picks requests by their Host header/,
  ],
  [
    'a security group that admits by address',
    before.replace(
      'GroupDescription: ALB,',
      'GroupDescription: ALB, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 10.0.1.0/24 }],',
    ),
    /CidrIp: 10\.0\.1\.0\/24.* \| "AlbGroup" admits by address \(10\.0\.1\.0\/24\)/,
  ],
  [
    'a firewall',
    `${before}  Wall:\n    Type: AWS::WAFv2::WebACLAssociation\n    Properties: { ResourceArn: !Ref Alb, WebACLArn: arn }\n`,
    /^Wall: \| "Wall" puts a firewall in front/,
  ],
  [
    'an alarm on NLB metrics',
    `${before}  Alarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties: { Namespace: AWS/NetworkELB, MetricName: ActiveFlowCount }\n`,
    /^Alarm: \| "Alarm" watches metrics of an NLB/,
  ],
  [
    'a timeout beyond the idle timeout of the ALB',
    before.replace('Type: HTTP_PROXY', 'Type: HTTP_PROXY\n        TimeoutInMillis: 90000'),
    /^TimeoutInMillis: 90000 \| Its timeout is 90 seconds, but "Alb" ends a connection that is idle for 60 seconds/,
  ],
  [
    'a streamed response',
    before.replace('Type: HTTP_PROXY', 'Type: HTTP_PROXY\n        ResponseTransferMode: STREAM'),
    /^ResponseTransferMode: STREAM \| It streams its response/,
  ],
  [
    'stages that were made by hand',
    before.replace('Name: orders }', 'Name: orders-api }'),
    /^Api: \| Stages of "Api" that were made by hand keep calling "Link"/,
  ],
  [
    'a template of the CDK',
    before.replace(
      'Type: AWS::ApiGateway::VpcLink\n',
      'Type: AWS::ApiGateway::VpcLink\n    Metadata: { "aws:cdk:path": Shop/Link }\n',
    ),
    /aws:cdk:path.* \| This template is made by the CDK/,
  ],
  [
    'a parameter that lost its last use',
    before
      .replace('Parameters:\n', 'Parameters:\n  NlbPort: { Type: Number, Default: 80 }\n')
      .replace('Port: 80\n', 'Port: !Ref NlbPort\n'),
    /^NlbPort: .* \| The parameter "NlbPort" is not used any more/,
  ],
  [
    'what stays with an NLB that an alarm names',
    `${before}  Alarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties: { Dimensions: [{ Name: LoadBalancer, Value: !GetAtt Nlb.LoadBalancerFullName }] }\n`,
    /^Nlb: \| "Nlb" stays: "Alarm" uses it\. "NlbListener", "ToAlb" stay with it\.$/,
  ],
  [
    'what stays with an NLB whose group an alarm names',
    `${before}  Alarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties: { Dimensions: [{ Name: TargetGroup, Value: !GetAtt ToAlb.TargetGroupFullName }] }\n`,
    /^Nlb: \| "Nlb" stays: "ToAlb" on it is in use\. "NlbListener" stays with it\.$/,
  ],
  ['a smoke test', before.replace('GET', 'POST'), /^ConnectionId: !Ref Link \| .*send one request after deployment/],
];

for (const [name, text, note] of cases) {
  test(`a reviewer is told of ${name}`, () => {
    const found = notes(text);
    assert.ok(
      found.some((one) => note.test(one)),
      found.join('\n'),
    );
  });
}

test('nothing is said of parts that are not there', () => {
  const said = notes(before.replace('name: x', '').replace('Name: orders }', 'Name: shop }')).join('\n');
  assert.doesNotMatch(
    said,
    /source address|admits by address|firewall|metrics|idle|CDK|not used any more|picks requests/,
  );
});

test('the title of the removal names what goes', () => {
  const titles = (text: string): readonly string[] =>
    planConversion(buildTopology([parse('t', text)]), { keepBridge: false }).applied.flatMap(({ step, change }) =>
      step.id === 'remove-nlb-bridge' ? [`${change.title ?? step.title}: ${change.logicalId}`] : [],
    );
  assert.deepEqual(
    new Set(titles(before).map((title) => title.replace(/: .*/, ''))),
    new Set(['Remove the VPC link V1, the NLB and its target groups']),
  );
  assert.deepEqual(titles(`${before}Outputs:\n  Name: { Value: !GetAtt Nlb.DNSName }\n`), [
    'Remove the VPC link V1: Link',
  ]);
});
