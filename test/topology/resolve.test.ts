import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, property } from '../../src/template/index';
import { buildTopology, readString, textOf, type Topology } from '../../src/topology/index';

/** What the `Value` of output `name` stands for, one text per outcome, with its assumptions. */
function outcomes(topology: Topology, name: string, uri = 'a.yaml'): readonly string[] {
  const entry = topology.document(uri)!.entry('Outputs', name)!;
  return topology.resolve(readString(property(entry.value, 'Value'))).map(({ value, when }) => {
    const text =
      value.kind === 'unknown'
        ? `unknown: ${value.because}`
        : value.kind === 'external'
          ? `external: ${value.name}`
          : textOf(value);
    return [text, ...when.map(({ condition, holds }) => `${holds ? '' : 'not '}${condition}`)].join(' | ');
  });
}

function topologyOf(values: Readonly<Record<string, string>>, rest = '', chosen = {}): Topology {
  const outputs = Object.entries(values)
    .map(([name, value]) => `  ${name}: { Value: ${value} }`)
    .join('\n');
  const text = `AWSTemplateFormatVersion: "2010-09-09"\n${rest}\nResources:\n  Nlb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" }\nOutputs:\n${outputs}\n`;
  return buildTopology([parse('a.yaml', text)], chosen);
}

const parameters = `Parameters:
  Port: { Type: Number, Default: 8080 }
  Name: { Type: String }
  Secret: { Type: "AWS::SSM::Parameter::Value<String>", Default: /shop/port }
  Zones: { Type: CommaDelimitedList, Default: "a, b" }
  Stage: { Type: String, AllowedValues: [dev, prod] }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Equals [!Ref Stage, dev]
  IsNotProd: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Condition IsDev]
Mappings:
  Ports: { eu: { http: 8081 } }`;

const cases: readonly [name: string, value: string, expected: readonly string[]][] = [
  ['a literal', '80', ['80']],
  ['a parameter with a default', '!Ref Port', ['8080']],
  ['a parameter without a default', '!Ref Name', ['external: Name']],
  ['an SSM parameter, whose default is no value', '!Ref Secret', ['external: Secret']],
  ['a resource', '!Ref Nlb', ['${Nlb}']],
  ['an attribute', '!GetAtt Nlb.DNSName', ['${Nlb.DNSName}']],
  ['a text', '!Sub "http://${Nlb.DNSName}:${Port}/x"', ['http://${Nlb.DNSName}:8080/x']],
  ['a text with a variable of its own', '!Sub ["${A}-b", { A: !Ref Port }]', ['8080-b']],
  ['a join', '!Join [":", [!GetAtt Nlb.DNSName, !Ref Port]]', ['${Nlb.DNSName}:8080']],
  ['a select from a list parameter', '!Select [1, !Ref Zones]', ['b']],
  ['a mapping', '!FindInMap [Ports, eu, http]', ['8081']],
  [
    'a mapping by Region',
    '!FindInMap [Ports, !Ref "AWS::Region", http]',
    ['unknown: its keys are only known at deployment'],
  ],
  ['a condition', '!If [IsProd, a, b]', ['a | IsProd', 'b | not IsProd']],
  [
    'conditions that exclude each other',
    '!If [IsProd, !If [IsDev, both, prod], dev]',
    ['prod | IsProd | not IsDev', 'dev | not IsProd'],
  ],
  [
    'a condition and its negation',
    '!If [IsProd, !If [IsNotProd, never, prod], dev]',
    ['prod | IsProd | not IsNotProd', 'dev | not IsProd'],
  ],
  ['a condition that never holds', '!If [Both, never, always]', ['always | not Both']],
  ['no value', '!If [IsProd, a, !Ref "AWS::NoValue"]', ['a | IsProd', ' | not IsProd']],
  ['a name that is not there', '!Ref Gone', ['unknown: nothing here is called "Gone"']],
  ['an export that is not at hand', '!ImportValue net-Nlb', ['external: net-Nlb']],
  ['a function that runs at deployment', '!GetAZs ""', ['unknown: Fn::GetAZs is worked out at deployment']],
];
for (const [name, value, expected] of cases) {
  test(`resolves ${name}`, () => assert.deepEqual(outcomes(topologyOf({ It: value }, parameters), 'It'), expected));
}

test('a chosen parameter settles values and conditions', () => {
  const topology = topologyOf({ It: '!If [IsProd, !Ref Name, b]' }, parameters, { Stage: 'prod', Name: 'shop' });
  assert.deepEqual(outcomes(topology, 'It'), ['shop | IsProd']);
});

test('a circle of outputs of nested stacks ends', () => {
  const child = parse(
    'b.yaml',
    'Resources:\n  S: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: ./b.yaml } }\nOutputs:\n  O: { Value: !GetAtt S.Outputs.O }\n',
  );
  assert.deepEqual(outcomes(buildTopology([child]), 'O', 'b.yaml'), ['unknown: it refers to itself']);
});

test('exports and nested stacks are followed when the other template is at hand', () => {
  const network = parse(
    'net/network.yaml',
    'Resources:\n  Nlb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" }\nOutputs:\n  Arn: { Value: !Ref Nlb, Export: { Name: net-Nlb } }\n',
  );
  const user = parse(
    'a.yaml',
    'Resources:\n  Net: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: ./net/network.yaml } }\nOutputs:\n  One: { Value: !ImportValue net-Nlb }\n  Two: { Value: !GetAtt Net.Outputs.Arn }\n',
  );
  const topology = buildTopology([network, user]);
  assert.deepEqual(outcomes(topology, 'One'), ['${Nlb}']);
  assert.deepEqual(outcomes(topology, 'Two'), ['${Nlb}']);
});

test('a parameter of a nested stack stands for what its one parent passes', () => {
  const parent = parse(
    'a.yaml',
    'Resources:\n  Nlb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" }\n  Child: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: ./b.yaml, Parameters: { Arn: !Ref Nlb } } }\n',
  );
  const child = parse(
    'b.yaml',
    'Parameters:\n  Arn: { Type: String }\nResources:\n  X: { Type: "Custom::X" }\nOutputs:\n  It: { Value: !Ref Arn }\n',
  );
  assert.deepEqual(outcomes(buildTopology([parent, child]), 'It', 'b.yaml'), ['${Nlb}']);
});
