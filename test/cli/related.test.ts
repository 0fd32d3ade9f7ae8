import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cli, json } from './memory-io';

const template = `Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: ../specs/api.yaml } } }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1, subnet-2] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref AlbGroup }]
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: AlbListener
    Properties: { TargetType: alb, Port: 80, Protocol: TCP, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`;

const api = `openapi: 3.0.1
info: { title: Orders, version: '1' }
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: http://orders.example.com/
        connectionType: VPC_LINK
        connectionId:
          Ref: Link
`;

const files = { 'stacks/template.yaml': template, 'specs/api.yaml': api };

interface Report {
  readonly files: readonly {
    readonly file: string;
    readonly dialect: string;
    readonly changed: boolean;
    readonly findings: readonly { readonly rule: string }[];
  }[];
}

describe('files that templates name', () => {
  test('are read for an API and reported behind what was named', async () => {
    const outcome = await cli(['check', 'stacks/template.yaml', '--format', 'json'], { files });
    assert.deepEqual(
      json<Report>(outcome).files.map(({ file, dialect }) => [file, dialect]),
      [
        ['stacks/template.yaml', 'cloudformation'],
        ['specs/api.yaml', 'openapi'],
      ],
    );
    assert.ok(json<Report>(outcome).files[0]!.findings.some(({ rule }) => rule === 'nlb-bridge'));
  });

  test('are written together with the template', async () => {
    const outcome = await cli(['convert', 'stacks/template.yaml', '--write', '--format', 'json'], { files });
    assert.deepEqual(
      json<Report>(outcome).files.map(({ file, changed }) => [file, changed]),
      [
        ['stacks/template.yaml', true],
        ['specs/api.yaml', true],
      ],
    );
    assert.match(outcome.files.get('/work-folder/specs/api.yaml')!.toString(), /integrationTarget:\n {10}Ref: Alb\n/);
  });

  test('do not fit into --stdout when they change, too', async () => {
    const { exitCode, stdout, stderr } = await cli(['convert', 'stacks/template.yaml', '--stdout'], { files });
    assert.equal(exitCode, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /specs\/api\.yaml changes with stacks\/template\.yaml; use --diff or --write/);
  });

  test('are named where they are missing from the disk', async () => {
    const { stdout, stderr } = await cli(['check', 'stacks/template.yaml'], {
      files: { 'stacks/template.yaml': template },
    });
    assert.equal(
      stderr,
      'stacks/template.yaml: its API file ../specs/api.yaml is missing or cannot be read, so its methods are not known\n',
    );
    assert.doesNotMatch(stdout, /can be converted/);
    const inBucket = template.replace('../specs/api.yaml', 's3://bucket/api.yaml');
    assert.equal((await cli(['check', 't.yaml'], { files: { 't.yaml': inBucket } })).stderr, '');
  });

  test('tell of their requests once', async () => {
    const { stderr } = await cli(['convert', 'stacks/template.yaml'], { files });
    assert.match(stderr, /^stacks\/template\.yaml: can be converted/m);
    assert.match(stderr, /^specs\/api\.yaml: can be converted/m);
    assert.equal(stderr.match(/Proof: /g)?.length, 1);
  });

  test('are no part of it when they are missing or something else', async () => {
    for (const text of [undefined, 'a: 1\n', 'UNREADABLE']) {
      const some = text === undefined ? {} : { 'specs/api.yaml': text };
      const outcome = await cli(['check', 'stacks/template.yaml', '--format', 'json'], {
        files: { 'stacks/template.yaml': template, ...some },
      });
      assert.deepEqual(
        json<Report>(outcome).files.map(({ file }) => file),
        ['stacks/template.yaml'],
      );
      assert.equal(outcome.stderr === '', text === 'a: 1\n');
    }
  });

  test('of nested stacks are read, and reported only when named', async () => {
    const parent = `Resources:
  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./child.yaml } }
  Link: { Type: AWS::ApiGatewayV2::VpcLink, Properties: { Name: a, SubnetIds: [!GetAtt Child.Outputs.Subnet] } }
`;
    const child = `Resources:
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Subnets: [subnet-1, subnet-2] } }
Outputs:
  Subnet: { Value: subnet-1 }
`;
    const nested = { 'parent.yaml': parent, 'child.yaml': child };
    const check = await cli(['check', 'parent.yaml', '--format', 'json'], { files: nested });
    assert.deepEqual(
      json<Report>(check).files.map(({ file }) => file),
      ['parent.yaml'],
    );
    const topology = await cli(['topology', 'parent.yaml'], { files: nested });
    assert.match(topology.stdout, /Alb/);
  });
});

describe('a parameter file', () => {
  const parametric = `Parameters: { Public: { Type: String }, Port: { Type: Number, Default: 80 } }
Conditions: { IsPublic: !Equals [!Ref Public, 'yes'] }
Resources:
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: !Ref Port
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: !If [IsPublic, '200', '403'] } }]
`;
  const forms: Readonly<Record<string, string>> = {
    'of create-stack':
      '[{"ParameterKey": "Public", "ParameterValue": "yes"}, {"ParameterKey": "Port", "ParameterValue": 8080}]',
    'of CodePipeline': '{"Parameters": {"Public": "yes", "Port": "8080"}, "Tags": {}}',
    'of deploy': '["Public=yes", "Port=8080"]',
    'with a value that stays': '[{"ParameterKey": "Other", "UsePreviousValue": true}, "Public=yes", "Port=8080"]',
  };

  for (const [form, text] of Object.entries(forms)) {
    test(`${form} gives values`, async () => {
      const world = { files: { 't.yaml': parametric, 'p.json': text } };
      const tree = await cli(['topology', 't.yaml', '--parameters', 'p.json'], world);
      assert.match(tree.stdout, /:8080/);
      const sent = await cli(
        ['simulate', 't.yaml', '--parameters', 'p.json', '--to', 'Alb:8080', '-r', 'GET /', '--format', 'json'],
        world,
      );
      assert.equal(json<{ response: { status: number } }>(sent).response.status, 200);
    });
  }

  test('is outdone by --param', async () => {
    const world = { files: { 't.yaml': parametric, 'p.json': '["Port=8080"]' } };
    const { stdout } = await cli(['topology', 't.yaml', '--parameters', 'p.json', '--param', 'Port=9090'], world);
    assert.match(stdout, /:9090/);
  });

  const mistakes: readonly [what: string, text: string | undefined, message: RegExp][] = [
    ['is missing', undefined, /p\.json: cannot be read, no such file or folder/],
    ['is no JSON', '[', /p\.json:1: /],
    ['has another form', '{"Public": "yes"}', /p\.json:1: expected \[\{ "ParameterKey"/],
    ['has an entry without a value', '[\n{"ParameterKey": "Public"}]', /p\.json:2: expected/],
    ['has a name that no template has', '["Publik=yes"]', /no parameter "Publik"; did you mean Public\?/],
  ];
  for (const [what, text, message] of mistakes) {
    test(`that ${what} is refused`, async () => {
      const files = { 't.yaml': parametric, ...(text === undefined ? {} : { 'p.json': text }) };
      for (const command of ['check', 'topology', 'convert']) {
        const { exitCode, stderr } = await cli([command, 't.yaml', '--parameters', 'p.json'], { files });
        assert.equal(exitCode, 2);
        assert.match(stderr, message);
      }
    });
  }
});

test('findings in what the CDK writes name the construct', async () => {
  const synthesised = JSON.stringify({
    Resources: {
      Link8A: {
        Type: 'AWS::ApiGatewayV2::VpcLink',
        Properties: { Name: 'a', SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] },
        Metadata: { 'aws:cdk:path': 'Shop/Api/Link/Resource' },
      },
    },
  });
  const world = { files: { 'cdk.out/Shop.template.json': synthesised } };
  const report = json<{ files: [{ findings: { rule: string; constructPath?: string }[] }] }>(
    await cli(['check', 'cdk.out', '--format', 'json'], world),
  );
  assert.deepEqual(
    report.files[0].findings.map(({ rule, constructPath }) => [rule, constructPath]),
    [['unused-vpc-link', 'Shop/Api/Link/Resource']],
  );
  assert.match((await cli(['check', 'cdk.out'], world)).stdout, /\(construct Shop\/Api\/Link\/Resource\)/);
  const sarif = json<{
    runs: [{ results: [{ locations: [{ logicalLocations: [{ fullyQualifiedName: string }] }] }] }];
  }>(await cli(['check', 'cdk.out', '--format', 'sarif'], world));
  const [location] = sarif.runs[0].results[0].locations[0].logicalLocations;
  assert.equal(location.fullyQualifiedName, 'Shop/Api/Link/Resource');
  const topology = json<{ nodes: { constructPath?: string }[] }>(
    await cli(['topology', 'cdk.out', '--format', 'json'], world),
  );
  assert.equal(topology.nodes[0]!.constructPath, 'Shop/Api/Link/Resource');
});
