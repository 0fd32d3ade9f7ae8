import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { planConversion } from '../../src/convert/index';
import { allRules } from '../../src/rules/index';
import { applyEdits } from '../../src/text/index';
import { topologyOf } from '../harness/check-rule';

/** One mistake at a time in a template that is right but for its bridge. */

const shop = fs.readFileSync(path.resolve('test/rules/shop.yaml'), 'utf8');

/** What is written, what is written instead, and the rules that see it, and no others above a hint. */
const mistakes: [right: string, wrong: string, rules: string][] = [
  [
    '      Port: 8080\n      Protocol: TCP\n      HealthCheckProtocol: HTTP',
    '      Port: 8080\n      Protocol: HTTP\n      HealthCheckProtocol: HTTP',
    'alb-target-not-tcp',
  ],
  [
    '        - Id: !Ref ShopAlb\n          Port: 8080',
    '        - Id: !Ref ShopAlb\n          Port: 80',
    'wrong-alb-target-port',
  ],
  ['      HealthCheckProtocol: HTTP', '      HealthCheckProtocol: TCP', 'alb-target-tcp-health-check'],
  ['    DependsOn: HttpListener', '    Metadata: {}', 'missing-listener-dependency'],
  [
    '      HealthCheckPath: /health\n      Targets',
    '      HealthCheckPath: /nothing\n      Targets',
    'failing-alb-health-check',
  ],
  ["'http://${BridgeNlb.DNSName}/orders'", "'http://${BridgeNlb.DNSName}:8080/orders'", 'wrong-listener-port'],
  ["'http://${BridgeNlb.DNSName}/orders'", "'https://shop.example.com:80/orders'", 'wrong-uri-scheme'],
  ['[!Ref BridgeNlb]', '[!Ref BridgeNlb, !Ref ShopAlb]', 'several-link-targets,alb-behind-v1-link'],
  ['      Priority: 20', '      Priority: 10', 'duplicate-priority'],
  ['      Priority: 20', '      Priority: 60000', 'priority-out-of-range'],
  ['Values: [/customers/*]', "Values: ['/customers/{proxy}']", 'invalid-path-pattern'],
  ['Values: [/customers/*]', 'Values: [customers/*]', 'impossible-condition'],
  ['Values: [/customers/*]', 'Values: [/clients/*]', 'unserved-method'],
  ['Values: [/customers/*]', 'Values: [/orders/archive]', 'shadowed-rule,unserved-method'],
  ['Values: [/customers/*]', 'Values: [/a, /b, /c, /d, /e, /f]', 'too-many-condition-values,unserved-method'],
  [
    'Values: [/customers/*]\n',
    'Values: [/customers/*]\n        - Field: path-pattern\n          PathPatternConfig: {Values: [/x]}\n',
    'repeated-condition',
  ],
  [
    '      Scheme: internal\n      Subnets: !Ref PrivateSubnets\n\n',
    '      Scheme: internal\n      Subnets: !Ref PrivateSubnets\n      SecurityGroups: [!Ref NlbSg]\n  NlbSg:\n    Type: AWS::EC2::SecurityGroup\n    Properties: {GroupDescription: x, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]}\n\n',
    'enforced-private-link-rules',
  ],
  ['DependsOn: [ListOrders, GetOrder, AnyCustomer]', 'DependsOn: [ListOrders, GetOrder]', 'missing-method-dependency'],
  ['        method.request.path.proxy: true', '        method.request.path.rest: true', 'undeclared-request-parameter'],
  [
    '          integration.request.path.proxy: method.request.path.proxy',
    '          integration.request.path.path: method.request.path.proxy',
    'unmapped-path-parameter',
  ],
  [
    '      ResourceId: !Ref Orders\n      HttpMethod: GET',
    '      ResourceId: !Ref Order\n      HttpMethod: GET',
    'duplicate-method',
  ],
  ["PathPart: '{proxy+}'", "PathPart: '{proxy+}x'", 'invalid-path-part'],
  [
    '        ConnectionId: !Ref BridgeLink\n',
    "        ConnectionId: !Sub '${stageVariables.link}'\n",
    'unescaped-stage-variable',
  ],
  [
    '        ConnectionId: !Ref BridgeLink\n',
    '        ConnectionId: ${stageVariables.link}\n',
    'missing-stage-variable',
  ],
  [
    '  BridgeNlb:\n',
    '  SecondLink:\n    Type: AWS::ApiGateway::VpcLink\n    Properties: {Name: x, TargetArns: [!Ref BridgeNlb]}\n  BridgeNlb:\n',
    'nlb-with-two-links,unused-vpc-link',
  ],
  [
    '      Protocol: TCP\n      DefaultActions',
    '      Protocol: TLS\n      DefaultActions',
    'alb-group-behind-other-listener,missing-certificate',
  ],
  [
    '            StatusCode: \'404\'\n            ContentType: application/json\n            MessageBody: \'{"message":"no such service"}\'\n',
    "            StatusCode: '404'\n      Transforms: []\n",
    'transform-on-default-rule',
  ],
  [
    '        - Type: forward\n          TargetGroupArn: !Ref CustomersService',
    '        - Type: jwt-validation\n          Order: 1\n        - Type: forward\n          Order: 2\n          TargetGroupArn: !Ref CustomersService',
    'authenticate-without-https',
  ],
  [
    '        - Type: forward\n          TargetGroupArn: !Ref CustomersService',
    '        - Type: redirect\n          RedirectConfig: {StatusCode: HTTP_301}',
    'redirect-loop,redirect-behind-api',
  ],
  [
    '        - Type: forward\n          TargetGroupArn: !Ref CustomersService',
    '        - Type: forward\n          TargetGroupArn: !Ref BridgeToAlb',
    'alb-group-behind-alb,target-group-on-two-balancers',
  ],
];

test('the template as it is has the findings of its bridge only', () => {
  assert.deepEqual([...new Set(findings(shop))], ['nlb-bridge']);
});

test('its conversion has none worth a warning', () => {
  const plan = planConversion(topologyOf({ 'test.yaml': shop }), { keepBridge: false });
  const converted = applyEdits(shop, plan.files.get('test.yaml') ?? []);
  assert.notEqual(converted, shop);
  assert.deepEqual(findings(converted, ['error', 'warning']), []);
});

for (const [right, wrong, rules] of mistakes) {
  const expected = rules.split(',');
  test(`${expected.join(' and ')}: ${wrong.trim().split('\n')[0]}`, () => {
    assert.ok(shop.includes(right), `the template holds ${right}`);
    const found = findings(
      shop.replace(right, () => wrong),
      ['error', 'warning', 'info'],
    );
    // The bridge itself may be none any more.
    const others = [...new Set(found)].filter((rule) => rule !== 'nlb-bridge');
    assert.deepEqual(others.sort(), expected.sort());
  });
}

function findings(text: string, severities = ['error', 'warning', 'info', 'hint']): string[] {
  const topology = topologyOf({ 'test.yaml': text });
  return allRules
    .filter(({ severity }) => severities.includes(severity))
    .flatMap((rule) => [...rule.check({ topology })].map(() => rule.id));
}
