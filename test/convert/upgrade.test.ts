import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before as bridge } from '../../src/convert/bridge/example';
import { after, before } from '../../src/convert/bridge/upgrade-example';
import { planConversion, planSteps, type Plan } from '../../src/convert/index';
import step from '../../src/convert/use-vpc-link-v2-to-nlb';
import { parse } from '../../src/template/index';
import { buildTopology } from '../../src/topology/index';
import { runStep } from '../harness/check-step';
import { schemaFindings } from './schema';

function plan(text: string): Plan {
  return planSteps(buildTopology([parse('t', text)]), [step], { keepBridge: false });
}

test('never in bulk, and never for a bridge', () => {
  assert.equal(planConversion(buildTopology([parse('t', before)]), { keepBridge: false }).files.size, 0);
  assert.equal(plan(bridge).files.size, 0);
});

test('a group of the NLB lets the link in', () => {
  const text =
    before.replace('Scheme: internal,', 'Scheme: internal, SecurityGroups: [!GetAtt Wall.GroupId],') +
    '  Wall:\n    Type: AWS::EC2::SecurityGroup\n    Properties: { GroupDescription: NLB, VpcId: vpc-1 }\n';
  const converted = runStep(step, text);
  assert.match(converted, /LinkV2IngressPort80:\n {4}Type: AWS::EC2::SecurityGroupIngress/);
  assert.match(converted, /GroupId: !GetAtt Wall\.GroupId\n/);
});

test('a link that others use stays, and is said', () => {
  const text = `${before}Outputs:\n  Link: { Value: !Ref Link }\n`;
  assert.match(runStep(step, text), /^ {2}Link:\n {4}Type: AWS::ApiGateway::VpcLink/m);
  assert.match(
    plan(text)
      .notes.map((note) => note.text)
      .join('\n'),
    /"Link" stays/,
  );
});

test('a stage variable is changed where it is set', () => {
  const text = before
    .replace('ConnectionId: !Ref Link', 'ConnectionId: ${stageVariables.link}')
    .replace('StageName: prod,', 'StageName: prod, Variables: { link: !Ref Link },');
  const converted = runStep(step, text);
  assert.match(converted, /ConnectionId: \$\{stageVariables\.link\}\n {8}IntegrationTarget: !Ref Nlb\n/);
  assert.match(converted, /Variables: \{ link: !Ref LinkV2 \}/);
});

const refused: readonly [string, string, RegExp][] = [
  [
    'an NLB of another template',
    before.replace('TargetArns: [!Ref Nlb]', 'TargetArns: [!ImportValue nlb]'),
    /its NLB belongs to another template/,
  ],
  [
    'targets of a type that is not known',
    before
      .replace('TargetType: ip', 'TargetType: !Ref Kind')
      .replace('Resources:', 'Parameters: { Kind: { Type: String } }\nResources:'),
    /not known that "Nlb" leads to targets/,
  ],
];
for (const [name, text, reason] of refused) {
  test(`${name} is refused`, () => {
    const { blocked, files } = plan(text);
    assert.equal(files.size, 0);
    assert.match(blocked.map((one) => one.reason).join(), reason);
  });
}

test('what it makes is stable', () => assert.equal(runStep(step, after), after));

test('tags, policies, condition and metadata are carried', () => {
  const text = before
    .replace('Resources:\n', 'Conditions:\n  Live: !Equals [!Ref "AWS::Region", eu-west-1]\nResources:\n')
    .replace(
      '    Type: AWS::ApiGateway::VpcLink\n    Properties:\n',
      '    Type: AWS::ApiGateway::VpcLink\n    Condition: Live\n    DeletionPolicy: Retain\n    UpdateReplacePolicy: Delete\n    Metadata: { owner: platform }\n    Properties:\n      Tags: [{ Key: team, Value: web }]\n',
    );
  assert.notEqual(text, before);
  const converted = runStep(step, text);
  assert.match(
    converted,
    /LinkV2:\n {4}Type: AWS::ApiGatewayV2::VpcLink\n {4}Condition: Live\n {4}DeletionPolicy: Retain\n {4}UpdateReplacePolicy: Delete\n {4}Metadata: \{ owner: platform \}\n/,
  );
  assert.match(converted, /Tags:\n? *\{? ?team: web/);
  assert.deepEqual(schemaFindings(converted), []);
});
