import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse, property } from '../../src/template/index';
import { buildTopology, describe as words, readString, soleOf, type Topology } from '../../src/topology/index';

const nlb = 'Nlb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { Type: network } }';

/** A template that exports its NLB under these names, as they are written in YAML. */
function exporting(uri: string, names: readonly string[], head = '') {
  const outputs = names.map((name, index) => `  Out${index}: { Value: !Ref Nlb, Export: { Name: ${name} } }\n`);
  return parse(uri, `${head}Resources:\n  ${nlb}\nOutputs:\n${outputs.join('')}`);
}

/** A template whose output `In0`, `In1`, … import these names. */
function importing(uri: string, names: readonly string[], parameters: readonly string[] = []) {
  const head = parameters.length > 0 ? `Parameters:\n${parameters.map((line) => `  ${line}\n`).join('')}` : '';
  const outputs = names.map((name, index) => `  In${index}: { Value: { "Fn::ImportValue": ${name} } }\n`);
  return parse(uri, `${head}Resources:\n  T: { Type: "AWS::SNS::Topic" }\nOutputs:\n${outputs.join('')}`);
}

/** What the imports of a template stand for: the file of the NLB, or the words for what is not known. */
function found(topology: Topology, uri: string): readonly string[] {
  return topology
    .document(uri)!
    .entries('Outputs')
    .map(({ value }) => {
      const settled = soleOf(topology.resolve(readString(property(value, 'Value'))))!;
      return settled.kind === 'resource' ? settled.resource.uri : words(settled);
    });
}

const stack = ['NetworkStack: { Type: String }'];
const sub = (text: string): string => `!Sub '${text}'`;

const cases: readonly {
  readonly name: string;
  readonly exports: Readonly<Record<string, readonly string[]>>;
  readonly heads?: Readonly<Record<string, string>>;
  readonly imports: readonly string[];
  readonly parameters?: readonly string[];
  readonly expected: readonly string[];
}[] = [
  {
    name: 'a parameter is the name of the one stack that exports such names',
    exports: { 'p.yaml': [sub('${AWS::StackName}-NlbArn'), sub('${AWS::StackName}-Link')] },
    imports: [sub('${NetworkStack}-NlbArn'), sub('${NetworkStack}-Link')],
    parameters: stack,
    expected: ['p.yaml', 'p.yaml'],
  },
  {
    name: 'a default says nothing against it',
    exports: { 'p.yaml': [sub('${AWS::StackName}-NlbArn')] },
    imports: [sub('${NetworkStack}-NlbArn')],
    parameters: ['NetworkStack: { Type: String, Default: network }'],
    expected: ['p.yaml'],
  },
  {
    name: 'Fn::Join on either side',
    exports: {
      'p.yaml': ['!Join ["-", [!Ref "AWS::StackName", NlbArn]]', '!Join ["", [!Ref "AWS::StackName", ":Link"]]'],
    },
    imports: [sub('${NetworkStack}-NlbArn'), '!Join [":", [!Ref NetworkStack, Link]]'],
    parameters: stack,
    expected: ['p.yaml', 'p.yaml'],
  },
  {
    name: 'a name that is written out',
    exports: { 'p.yaml': [sub('${AWS::StackName}-NlbArn')] },
    imports: ['prod-network-NlbArn'],
    expected: ['p.yaml'],
  },
  {
    name: 'a stack whose name is put together',
    exports: { 'p.yaml': [sub('${AWS::StackName}-NlbArn'), sub('${AWS::StackName}-${AWS::Region}-Link')] },
    imports: [sub('${Env}-network-NlbArn'), sub('${Env}-network-${AWS::Region}-Link')],
    parameters: ['Env: { Type: String }'],
    expected: ['p.yaml', 'p.yaml'],
  },
  {
    name: 'a parameter of another name on the other side',
    exports: { 'p.yaml': [sub('${Environment}-NlbArn')] },
    heads: { 'p.yaml': 'Parameters:\n  Environment: { Type: String }\n' },
    imports: [sub('${Env}-NlbArn')],
    parameters: ['Env: { Type: String, Default: dev }'],
    expected: ['p.yaml'],
  },
  {
    name: 'a parameter of the other side is no text that is written out here',
    exports: { 'p.yaml': [sub('${Service}-NlbArn')] },
    heads: { 'p.yaml': 'Parameters:\n  Service: { Type: String }\n' },
    imports: ['shop-NlbArn', sub('${Env}-shop-NlbArn')],
    parameters: ['Env: { Type: String }'],
    expected: ['export "shop-NlbArn"', 'export "${Env}-shop-NlbArn"'],
  },
  {
    name: 'two templates of one shape are told apart by what else is imported',
    exports: {
      'p.yaml': [sub('${AWS::StackName}-NlbArn'), sub('${AWS::StackName}-Link')],
      'db.yaml': [sub('${AWS::StackName}-NlbArn')],
    },
    imports: [sub('${NetworkStack}-NlbArn'), sub('${NetworkStack}-Link')],
    parameters: stack,
    expected: ['p.yaml', 'p.yaml'],
  },
  {
    name: 'two copies of a template: nobody can tell',
    exports: { 'dev.yaml': [sub('${AWS::StackName}-NlbArn')], 'prod.yaml': [sub('${AWS::StackName}-NlbArn')] },
    imports: [sub('${NetworkStack}-NlbArn')],
    parameters: stack,
    expected: ['export "${NetworkStack}-NlbArn"'],
  },
  {
    name: 'one parameter cannot be the names of two stacks',
    exports: { 'p.yaml': [sub('${AWS::StackName}-NlbArn')], 'vpc.yaml': [sub('${AWS::StackName}-VpcId')] },
    imports: [sub('${NetworkStack}-NlbArn'), sub('${NetworkStack}-VpcId')],
    parameters: stack,
    expected: ['export "${NetworkStack}-NlbArn"', 'export "${NetworkStack}-VpcId"'],
  },
  {
    name: 'nor of one that does not export all that is imported from it',
    exports: { 'p.yaml': [sub('${AWS::StackName}-NlbArn')] },
    imports: [sub('${NetworkStack}-NlbArn'), sub('${NetworkStack}-VpcId')],
    parameters: stack,
    expected: ['export "${NetworkStack}-NlbArn"', 'export "${NetworkStack}-VpcId"'],
  },
  {
    name: 'two parameters are two stacks',
    exports: { 'p.yaml': [sub('${AWS::StackName}-NlbArn')] },
    imports: [sub('${Blue}-NlbArn'), sub('${Green}-NlbArn')],
    parameters: ['Blue: { Type: String }', 'Green: { Type: String }'],
    expected: ['export "${Blue}-NlbArn"', 'export "${Green}-NlbArn"'],
  },
  {
    name: 'another text is another name, and so is the same stack',
    exports: { 'p.yaml': [sub('${AWS::StackName}-NlbArn')] },
    imports: [sub('${NetworkStack}-nlb-arn'), sub('${NetworkStack}:NlbArn'), sub('${AWS::StackName}-NlbArn')],
    parameters: stack,
    expected: [
      'export "${NetworkStack}-nlb-arn"',
      'export "${NetworkStack}:NlbArn"',
      'export "${AWS::StackName}-NlbArn"',
    ],
  },
  {
    name: 'values that are known and differ are two environments',
    exports: { 'p.yaml': [sub('${AWS::StackName}-${Env}-NlbArn')] },
    heads: { 'p.yaml': 'Parameters:\n  Env: { Type: String, Default: dev }\n' },
    imports: [sub('${NetworkStack}-${Env}-NlbArn')],
    parameters: [...stack, 'Env: { Type: String, Default: prod }'],
    expected: ['export "${NetworkStack}-prod-NlbArn"'],
  },
  {
    name: 'a name that is surely the same comes first',
    exports: { 'p.yaml': [sub('${AWS::StackName}-NlbArn')], 'q.yaml': ['prod-network-NlbArn'] },
    imports: ['prod-network-NlbArn'],
    expected: ['q.yaml'],
  },
];

describe('imports of names that are put together', () => {
  for (const { name, exports, heads = {}, imports, parameters, expected } of cases) {
    test(name, () => {
      const documents = Object.entries(exports).map(([uri, names]) => exporting(uri, names, heads[uri] ?? ''));
      const api = importing('api.yaml', imports, parameters);
      for (const order of [
        [...documents, api],
        [api, ...documents.toReversed()],
      ])
        assert.deepEqual(found(buildTopology(order), 'api.yaml'), expected);
    });
  }

  test('a value that was chosen for the parameter of both sides is known', () => {
    const documents = ['dev', 'prod'].map((env) => exporting(`${env}.yaml`, [`${env}-NlbArn`]));
    const api = importing('api.yaml', [sub('${Env}-NlbArn')], ['Env: { Type: String }']);
    assert.deepEqual(found(buildTopology([...documents, api]), 'api.yaml'), ['export "${Env}-NlbArn"']);
    assert.deepEqual(found(buildTopology([...documents, api], { Env: 'prod' }), 'api.yaml'), ['prod.yaml']);
  });

  test('imports in an OpenAPI file are those of its template', () => {
    const platform = exporting('p.yaml', [sub('${AWS::StackName}-Link'), sub('${AWS::StackName}-NlbArn')]);
    const api = parse(
      'api.yaml',
      `Parameters: { NetworkStack: { Type: String } }
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Body: { "Fn::Transform": { Name: "AWS::Include", Parameters: { Location: body.yaml } } } }
`,
    );
    const body = parse(
      'body.yaml',
      `openapi: 3.0.1
paths:
  /a:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        connectionType: VPC_LINK
        connectionId: { "Fn::ImportValue": { "Fn::Sub": "\${NetworkStack}-Link" } }
        uri: http://a.example.com/
`,
    );
    const topology = buildTopology([platform, api, body]);
    const { integration } = topology.methods[0]!;
    const settled = soleOf(topology.resolve(integration!.connectionId));
    assert.equal(settled?.kind === 'resource' && settled.resource.uri, 'p.yaml');
  });
});
