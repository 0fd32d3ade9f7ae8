import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createService, type Service } from '../../src/service';
import { applyEdits } from '../../src/text/index';

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody:
        Fn::Transform:
          Name: AWS::Include
          Parameters: { Location: ./api.yaml }
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
    Properties:
      TargetType: alb
      Port: 8080
      Protocol: TCP
      VpcId: vpc-1
      Targets: [{ Id: !Ref Alb, Port: 8080 }]
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [!Ref AlbSecurity] }
  AlbSecurity:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the ALB
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 10.0.0.0/16 }]
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 8080
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
        uri:
          Fn::Sub: 'http://\${Nlb.DNSName}/orders'
        connectionType: VPC_LINK
        connectionId:
          Ref: Link # the link
`;

function serviceWith(files: Readonly<Record<string, string>>): Service {
  const service = createService({
    onFailure: (id, error) => {
      throw new Error(id, { cause: error });
    },
  });
  for (const [name, text] of Object.entries(files)) service.setDocument(`file:///w/${name}`, text);
  return service;
}

function rulesIn(service: Service, name: string): readonly string[] {
  return service.check(`file:///w/${name}`).findings.map(({ rule }) => rule);
}

describe('an OpenAPI file', () => {
  test('alone is an API of its own, whose link is not known', () => {
    const service = serviceWith({ 'api.yaml': api });
    assert.equal(service.document('file:///w/api.yaml')!.dialect, 'openapi');
    assert.deepEqual(rulesIn(service, 'api.yaml'), []);
    const { nodes } = service.topology('file:///w/api.yaml');
    assert.deepEqual(
      nodes.map(({ kind, label }) => `${kind} ${label}`),
      ['rest-api Orders', 'method GET /orders', 'resource /orders', 'integration http_proxy', 'external unknown'],
    );
    const [file] = service.convert(['file:///w/api.yaml']).files;
    assert.equal(file!.changed, false);
    assert.equal(file!.blocked.length, 1);
    assert.match(file!.blocked[0]!.reason, /together with the template/);
  });

  test('has findings of its own at its own places', () => {
    const wrong = api.replace('connectionId:\n          Ref: Link # the link', 'integration-target: ${balancer}');
    const service = serviceWith({ 'api.yaml': wrong });
    const { findings } = service.check('file:///w/api.yaml');
    assert.deepEqual(
      findings.map(({ rule, range }) => [rule, wrong.slice(range.start, range.end)]),
      [
        ['missing-connection-id', 'VPC_LINK'],
        ['misspelled-integration-target', 'integration-target'],
      ],
    );
  });

  test('that a template includes sees its names, and both files are converted at once', () => {
    const service = serviceWith({ 'template.yaml': template, 'api.yaml': api });
    assert.deepEqual(rulesIn(service, 'template.yaml').includes('nlb-bridge'), true);
    const uris = ['file:///w/template.yaml', 'file:///w/api.yaml'];
    const { files } = service.convert(uris);
    assert.deepEqual(
      files.map(({ changed, blocked }) => [changed, blocked]),
      [
        [true, []],
        [true, []],
      ],
    );
    assert.equal(files[0]!.proof!.differences.length, 0);
    assert.ok(files[0]!.proof!.requests > 0);
    assert.equal(
      applyEdits(api, files[1]!.edits),
      `openapi: 3.0.1
info: { title: Orders, version: '1' }
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri:
          Fn::Sub: 'http://\${Alb.DNSName}:8080/orders'
        connectionType: VPC_LINK
        connectionId:
          Ref: LinkV2 # the link
        integrationTarget:
          Ref: Alb
`,
    );
    assert.match(files[0]!.newText, /AlwaysDeploy: true/);
    assert.doesNotMatch(files[0]!.newText, /\n {2}(Nlb|Link|NlbListener|AlbGroup):/);
    const again = serviceWith({ 'template.yaml': files[0]!.newText, 'api.yaml': files[1]!.newText });
    assert.deepEqual(rulesIn(again, 'template.yaml'), []);
    assert.deepEqual(rulesIn(again, 'api.yaml'), []);
    assert.ok(again.convert(uris).files.every(({ changed }) => !changed));
  });

  test('is simulated through the template that includes it', () => {
    const service = serviceWith({ 'template.yaml': template, 'api.yaml': api });
    const request = { method: 'GET', path: '/prod/orders', headers: [] };
    const { trace } = service.simulate('file:///w/template.yaml', request, { securityGroups: 'ignore' });
    assert.equal(trace.response.status, 200);
  });

  test('that is not at hand may name anything, so nothing is removed on its account', () => {
    const other = template.replace(
      'Resources:\n',
      `Resources:
  Other:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./other.yaml } } }
`,
    );
    const service = serviceWith({ 'template.yaml': other, 'api.yaml': api });
    const [file] = service.convert(['file:///w/template.yaml']).files;
    assert.match(file!.newText, /\n {2}Link:/);
    assert.match(file!.newText, /\n {2}Nlb:/);
    assert.ok(file!.notes.some(({ text }) => text.includes('the file of "Other"')));
  });

  test('that is loaded as it is sees no names, and is not converted', () => {
    const body = /DefinitionBody:[\s\S]*?api\.yaml \}/;
    const service = serviceWith({
      'template.yaml': template.replace(body, 'DefinitionUri: ./api.yaml'),
      'api.yaml': api,
    });
    assert.deepEqual(rulesIn(service, 'api.yaml').includes('dangling-reference'), false);
    assert.ok(
      service.convert(['file:///w/template.yaml', 'file:///w/api.yaml']).files.every(({ changed }) => !changed),
    );
  });

  test('is found by the last part of its key in a bucket', () => {
    const places = [
      'Parameters: { Location: s3://bucket/a/b/api.yaml }',
      "Parameters: { Location: !Sub 's3://${Bucket}/a/api.yaml' }",
      "Parameters: { Location: !Sub 's3://${Bucket}/api.yaml' }",
    ];
    for (const place of places) {
      const service = serviceWith({
        'template.yaml': template.replace('Parameters: { Location: ./api.yaml }', place),
        'api.yaml': api,
      });
      assert.equal(rulesIn(service, 'template.yaml').includes('nlb-bridge'), true, place);
    }
  });

  test('that several templates include has no names of its own', () => {
    const service = serviceWith({ 'a.yaml': template, 'b.yaml': template, 'api.yaml': api });
    for (const name of ['a.yaml', 'b.yaml']) assert.equal(rulesIn(service, name).includes('dangling-reference'), false);
    assert.ok(service.convert(['file:///w/a.yaml', 'file:///w/api.yaml']).files.every(({ changed }) => !changed));
  });

  test('is the body of a RestApi that is given by BodyS3Location', () => {
    const plain = api
      .replace(/uri:\n\s*Fn::Sub: '[^']*'/, 'uri: http://orders.example.com/orders')
      .replace(/connectionId:\n\s*Ref: Link # the link/, 'connectionId: abc123');
    const rest = `Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { BodyS3Location: { Bucket: b, Key: specs/api.yaml } }
`;
    const service = serviceWith({ 'template.yaml': rest, 'api.yaml': plain });
    const { nodes } = service.topology('file:///w/template.yaml');
    assert.ok(nodes.some(({ id, location }) => id === 'Api/GET /orders' && location?.uri === 'file:///w/api.yaml'));
  });

  test('keeps what another tool fills in unknown', () => {
    const filled = api
      .replace(/uri:\n\s*Fn::Sub: '[^']*'/, 'uri: http://${host}/orders')
      .replace(/connectionId:\n\s*Ref: Link # the link/, 'connectionId: ${link}');
    assert.deepEqual(rulesIn(serviceWith({ 'api.yaml': filled }), 'api.yaml'), []);
  });

  test('that is typed letter by letter says what it says when read anew', () => {
    const typing = serviceWith({ 'template.yaml': template, 'api.yaml': '' });
    const uris = ['file:///w/template.yaml', 'file:///w/api.yaml'];
    for (let end = 1; end <= api.length; end += 7) {
      const text = api.slice(0, end);
      typing.setDocument(uris[1]!, text);
      const fresh = serviceWith({ 'template.yaml': template, 'api.yaml': text });
      for (const uri of uris) assert.deepEqual(typing.check(uri), fresh.check(uri));
    }
    for (const line of api.split('\n')) {
      const text = api.replace(`${line}\n`, '');
      typing.setDocument(uris[1]!, text);
      const fresh = serviceWith({ 'template.yaml': template, 'api.yaml': text });
      for (const uri of uris) assert.deepEqual(typing.check(uri), fresh.check(uri));
      assert.deepEqual(typing.tree(uris[0]!).length, fresh.tree(uris[0]!).length);
    }
  });
});
