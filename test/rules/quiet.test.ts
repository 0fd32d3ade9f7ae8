import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { allRules } from '../../src/rules/index';
import { topologyOf } from '../harness/check-rule';

/** What a template cannot know must keep rules silent that otherwise speak. */

/** Without its outputs, so that it ends with its resources. */
const shop = fs.readFileSync(path.resolve('test/rules/shop.yaml'), 'utf8').replace(/\nOutputs:[^]*$/, '\n');
const wrongPort = shop.replace("'http://${BridgeNlb.DNSName}/orders'", () => "'http://${BridgeNlb.DNSName}:81/orders'");
const unserved = shop.replace('Values: [/customers/*]', 'Values: [/clients/*]');
const unused = shop.replace(/ConnectionId: !Ref BridgeLink/g, 'ConnectionId: !ImportValue link');

/** The rule, the template it speaks about, what is added at the end, and why that silences it. */
const cases: [rule: string, template: string, addition: string, why: string][] = [
  ['wrong-listener-port', wrongPort, output('!Ref BridgeNlb', true), 'another stack may add listeners to an export'],
  [
    'wrong-listener-port',
    wrongPort,
    resource('Shared', 'AWS::SSM::Parameter', '{ Type: String, Value: !Ref BridgeNlb }'),
    'another stack may read it from Systems Manager',
  ],
  [
    'wrong-listener-port',
    wrongPort,
    resource('Child', 'AWS::CloudFormation::Stack', '{ TemplateURL: a.yaml, Parameters: { Nlb: !Ref BridgeNlb } }'),
    'a nested stack may add listeners',
  ],
  [
    'wrong-listener-port',
    wrongPort,
    '\n  Fn::ForEach::Listeners: [Port, [81, 82], { "Listener${Port}": { Type: AWS::ElasticLoadBalancingV2::Listener } }]\n',
    'a loop may make listeners',
  ],
  ['wrong-listener-port', wrongPort, '\nTransform: [MyMacro]\n', 'a macro may make listeners'],
  [
    'wrong-listener-port',
    wrongPort,
    resource(
      'Any',
      'AWS::ElasticLoadBalancingV2::Listener',
      '{ LoadBalancerArn: !Select [0, !Split [",", a]], Port: 81 }',
    ),
    'a listener of an unknown load balancer may be its own',
  ],
  ['unserved-method', unserved, output('!Ref HttpListener', false), 'services nested beside it may add rules'],
  [
    'unserved-method',
    unserved,
    resource(
      'Any',
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      '{ ListenerArn: !Select [0, !Split [",", a]], Priority: 3 }',
    ),
    'a rule of an unknown listener may be its own',
  ],
  ['unused-vpc-link', unused, output('!Ref BridgeLink', false), 'an output hands it out'],
];

for (const [rule, template, addition, why] of cases) {
  test(`${rule} keeps silent, because ${why}`, () => {
    assert.ok(findings(rule, template) > 0, 'it speaks without the addition');
    assert.equal(findings(rule, template + addition), 0);
  });
}

function findings(id: string, text: string): number {
  const rule = allRules.find((candidate) => candidate.id === id);
  assert.ok(rule);
  return [...rule.check({ topology: topologyOf({ 'test.yaml': text }) })].length;
}

/** One more resource. */
function resource(logicalId: string, type: string, properties: string): string {
  return `\n  ${logicalId}:\n    Type: ${type}\n    Properties: ${properties}\n`;
}

function output(value: string, isExported: boolean): string {
  return `\nOutputs:\n  Out: { Value: ${value}${isExported ? ', Export: { Name: out }' : ''} }\n`;
}
