import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createService } from '../../../src/service';
import { staleDeployment } from '../../../src/service/history/stale-deployment';
import { withoutMarks } from '../../harness/check-rule';
import { toJson } from '../../harness/to-json';

const orders = `Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !Ref Orders
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: !Sub 'http://\${Alb.DNSName}/orders'
  Orders:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders }
  Validator: { Type: AWS::ApiGateway::RequestValidator, Properties: { RestApiId: !Ref Api } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] } }
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn: Get
    Properties: { RestApiId: !Ref Api }
`;

const changes: [what: string, from: string, to: string, names: string | undefined][] = [
  ['an integration', "/orders'\n", "/orders/all'\n", '"Get"'],
  ['a path', 'PathPart: orders', 'PathPart: order', '"Orders"'],
  [
    'a validator',
    'Properties: { RestApiId: !Ref Api } }\n  Api',
    'Properties: { RestApiId: !Ref Api, ValidateRequestBody: true } }\n  Api',
    '"Validator"',
  ],
  ['a link that is replaced', 'subnet-2], SecurityGroupIds', 'subnet-3], SecurityGroupIds', '"Link"'],
  ['a method that is gone', 'Type: AWS::ApiGateway::Method', 'Type: AWS::SNS::Topic', '"Get"'],
  [
    'only the spelling',
    "!Sub 'http://${Alb.DNSName}/orders'",
    '{ "Fn::Sub": "http://${Alb.DNSName}/orders" }',
    undefined,
  ],
  ['only a comment', '  Orders:\n', '  # the list\n  Orders:\n', undefined],
  ['the name of the link', '{ Name: orders, SubnetIds', '{ Name: order-link, SubnetIds', undefined],
  ['the logical id of the deployment', '  Deployment:\n', '  Deployment2:\n', undefined],
  ['something else', 'Scheme: internal, ', 'Scheme: internal, Name: orders, ', undefined],
];

for (const [what, from, to, names] of changes) {
  test(`${what}: ${names === undefined ? 'nothing' : `the deployment is stale for ${names}`}`, () => {
    assert.ok(orders.includes(from));
    const after = orders.replace(from, () => to);
    for (const [old, now] of [
      [orders, after],
      [toJson(orders), toJson(after)],
    ] as const) {
      const messages = stale(old, now);
      assert.equal(messages.length, names === undefined ? 0 : 1, messages.join('\n'));
      if (names !== undefined)
        assert.ok(messages[0]!.startsWith(`"Deployment" keeps its logical id, but ${names} changed`));
    }
  });
}

test('both at once: a new id and a changed method', () => {
  const after = orders.replace("/orders'\n", () => "/all'\n").replace('  Deployment:\n', '  Deployment2:\n');
  assert.deepEqual(stale(orders, after), []);
});

test('a body that changed', () => {
  const api = (path: string): string => `Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a, Body: { openapi: 3.0.1, paths: { ${path}: {} } } } }
  Deployment: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api } }
`;
  assert.equal(stale(api('/a'), api('/b')).length, 1);
  assert.equal(stale(api('/a'), api('/a')).length, 0);
});

test('SAM does not see a link that is replaced under its name', () => {
  const api = (subnet: string, more = ''): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: a, SubnetIds: [subnet-1, ${subnet}], SecurityGroupIds: [sg-1] }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
${more}      DefinitionBody:
        openapi: 3.0.1
        paths:
          /a:
            get:
              x-amazon-apigateway-integration:
                { type: http_proxy, httpMethod: GET, uri: 'http://a.example.com/a', connectionType: VPC_LINK, connectionId: !Ref Link, integrationTarget: arn }
`;
  assert.equal(stale(api('subnet-2'), api('subnet-3')).length, 1);
  assert.deepEqual(stale(api('subnet-2'), api('subnet-3', '      AlwaysDeploy: true\n')), []);
  assert.deepEqual(stale(api('subnet-2'), api('subnet-2')), []);
});

test('an old text that is no template, or has other things, says nothing', () => {
  for (const old of ['', 'x: [', '{}', 'Resources: { Deployment: { Type: AWS::SNS::Topic } }'])
    assert.deepEqual(stale(old, orders), []);
});

test('the examples are true', () => {
  const old = (text: string): string =>
    withoutMarks(text)
      .replace('https://new.example.com/', 'https://old.example.com/')
      .replace('Deployment2', 'Deployment');
  for (const bad of staleDeployment.bad) {
    const [message] = stale(old(bad), withoutMarks(bad));
    assert.ok(bad.includes(`(${message})`), message);
  }
  for (const good of staleDeployment.good) assert.deepEqual(stale(old(good), good), []);
});

function stale(before: string, after: string): readonly string[] {
  const service = createService({ onFailure: (id, error) => assert.fail(`${id}: ${String(error)}`) });
  const uri = after.startsWith('{') ? 'file:///a.json' : 'file:///a.yaml';
  service.setDocument(uri, after);
  return service
    .check(uri, { before })
    .findings.filter(({ rule }) => rule === 'stale-deployment')
    .map(({ message }) => message);
}
