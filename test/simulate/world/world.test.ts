import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, type Trace } from '../../../src/simulate/index';
import { toWorld } from '../../../src/simulate/world';
import type { Topology } from '../../../src/topology/index';
import { bridge, topologyOf, withoutBridge } from './templates';

test('a bridge becomes a world in which a request reaches the service, hop by hop', () => {
  const topology = topologyOf(bridge);
  const { world, assumptions } = toWorld(topology);
  const trace = simulate(world, { method: 'GET', path: '/prod/orders/42' });
  assert.deepEqual(hops(trace), [
    'gateway Api',
    'link Link',
    'nlb Nlb',
    'target-group AlbGroup',
    'alb Alb',
    'target-group OrdersGroup',
    'target OrdersService:8080',
  ]);
  assert.equal(trace.response.status, 200);
  assert.equal(received(trace).path, '/orders/42');
  assert.equal(received(trace).headers['Host'], 'nlb-0000000000000000.elb.us-east-1.amazonaws.com');
  assert.deepEqual(assumptions, ['Parameters without a value stand for themselves: <SubnetA>.']);
});

test('without the bridge the V2 link leads straight to the ALB', () => {
  const trace = send(topologyOf(withoutBridge(bridge)), 'GET', '/prod/orders/42');
  assert.deepEqual(hops(trace), [
    'gateway Api',
    'link LinkV2',
    'alb Alb',
    'target-group OrdersGroup',
    'target OrdersService:8080',
  ]);
  assert.equal(received(trace).headers['Host'], 'internal-alb-0000000000.us-east-1.elb.amazonaws.com');
});

test('every hop points at the line of the template that decided', () => {
  const topology = topologyOf(bridge);
  const { hops: all } = simulate(toWorld(topology).world, { method: 'GET', path: '/prod/orders/42' });
  const lines = all.map(({ at }) => {
    assert.ok(at);
    const { range } = topology.locate(at);
    return bridge.slice(bridge.lastIndexOf('\n', range.start) + 1, bridge.indexOf('\n', range.start)).trim();
  });
  assert.deepEqual(lines, [
    'GetOrder:',
    'Properties: { Name: link, TargetArns: [!Ref Nlb] }',
    'DefaultActions: [{ Type: forward, TargetGroupArn: !Ref AlbGroup }]',
    'Properties: { TargetType: alb, Port: 80, Protocol: TCP, VpcId: vpc-1, Targets: [{ Id: !Ref Alb, Port: 80 }] }',
    'Actions: [{ Type: forward, TargetGroupArn: !Ref OrdersGroup }]',
    'OrdersService:',
    'OrdersService:',
  ]);
});

test('JSON with long intrinsics gives the same world as YAML', () => {
  const json = JSON.stringify({
    Resources: {
      Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
      Any: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: { Ref: 'Api' },
          ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
          HttpMethod: 'ANY',
          Integration: {
            Type: 'HTTP_PROXY',
            IntegrationHttpMethod: 'ANY',
            ConnectionType: 'VPC_LINK',
            ConnectionId: { Ref: 'Link' },
            IntegrationTarget: {
              'Fn::Sub':
                'arn:${AWS::Partition}:elasticloadbalancing:${AWS::Region}:${AWS::AccountId}:loadbalancer/${Alb.LoadBalancerFullName}',
            },
            Uri: { 'Fn::Join': ['', ['http://', { 'Fn::GetAtt': ['Alb', 'DNSName'] }, ':8080']] },
          },
        },
      },
      Link: { Type: 'AWS::ApiGatewayV2::VpcLink', Properties: { Name: 'l', SubnetIds: ['subnet-1'] } },
      Alb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Scheme: 'internal' } },
      Http: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: { Ref: 'Alb' },
          Port: 8080,
          Protocol: 'HTTP',
          DefaultActions: [
            {
              Type: 'fixed-response',
              FixedResponseConfig: { StatusCode: 418, ContentType: 'text/plain', MessageBody: 'teapot' },
            },
          ],
        },
      },
    },
  });
  const topology = topologyOf({ 'template.json': json });
  const { assumptions } = toWorld(topology);
  const trace = send(topology, 'GET', '/test');
  assert.deepEqual(hops(trace), ['gateway Api', 'link Link', 'alb Alb']);
  assert.equal(trace.response.status, 418);
  assert.deepEqual(assumptions, ['Nothing here deploys "Api" to a stage; it is taken to have one called "test".']);
});

test('a stage that a deployment makes, with stage variables for the link', () => {
  const template = bridge
    .replace('ConnectionId: !Ref Link\n', "ConnectionId: '${stageVariables.link}'\n")
    .replace(
      'Properties: { RestApiId: !Ref Api }',
      'Properties: { RestApiId: !Ref Api, StageName: blue, StageDescription: { Variables: { link: !Ref Link } } }',
    );
  assert.equal(send(topologyOf(template), 'GET', '/blue/orders/1').response.status, 200);
});

test('parameters without a value keep their place, in hosts and in security groups', () => {
  const template = bridge
    .replace('http://${Nlb.DNSName}', 'http://${HostName}')
    .replace('Parameters:', 'Parameters:\n  HostName: { Type: String }');
  const topology = topologyOf(template);
  assert.equal(received(send(topology, 'GET', '/prod/orders/1')).headers['Host'], '<HostName>');
  assert.equal(
    received(send(topologyOf(template, { HostName: 'shop.example.com' }), 'GET', '/prod/orders/1')).headers['Host'],
    'shop.example.com',
  );
});

test('a listener whose port is not known is left out, and a sentence says so', () => {
  const template = bridge
    .replace('LoadBalancerArn: !Ref Alb\n      Port: 80', 'LoadBalancerArn: !Ref Alb\n      Port: !Ref AlbPort')
    .replace('Parameters:', 'Parameters:\n  AlbPort: { Type: Number }');
  const { world, assumptions } = toWorld(topologyOf(template));
  assert.deepEqual(world.albs['Alb']?.listeners, []);
  assert.ok(assumptions.includes('"AlbListener" is left out: its port is not known.'));
});

test('a port in the Uri that is not known leads nowhere', () => {
  const template = bridge
    .replace('${Nlb.DNSName}/', '${Nlb.DNSName}:${Port}/')
    .replace('Parameters:', 'Parameters:\n  Port: { Type: Number }');
  const { world, assumptions } = toWorld(topologyOf(template));
  assert.equal(world.gateways['Api']?.resources[0]?.methods['GET']?.integration?.uri, undefined);
  assert.ok(
    assumptions.some((sentence) => sentence.startsWith('The port in the Uri of "GetOrder" is <Port>')),
    assumptions.join('\n'),
  );
});

test('security groups: rules of their own, standalone ones, and all egress where none is named', () => {
  const groups = `
Resources:
  LinkGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: link, VpcId: !Ref Vpc, SecurityGroupEgress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, DestinationSecurityGroupId: !GetAtt AlbSecurity.GroupId }] }
  AlbSecurity:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: alb, VpcId: !Ref Vpc, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !GetAtt Vpc.CidrBlock }] }
  FromLink:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !Ref AlbSecurity, IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: !Ref LinkGroup }
  FromList:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !Ref AlbSecurity, IpProtocol: -1, SourcePrefixListId: pl-1 }
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.1.0.0/16 } }
  Subnet: { Type: AWS::EC2::Subnet, Properties: { CidrBlock: 10.1.1.0/24, VpcId: !Ref Vpc } }
`;
  const { world } = toWorld(topologyOf(groups));
  const plain = (rules: readonly object[] | undefined) =>
    rules?.map((rule) => Object.fromEntries(Object.entries(rule).filter(([key]) => key !== 'at' && key !== 'spans')));
  assert.deepEqual(plain(world.securityGroups['LinkGroup']?.egress), [
    { protocol: 'tcp', fromPort: 80, toPort: 80, securityGroup: 'AlbSecurity' },
  ]);
  assert.deepEqual(plain(world.securityGroups['AlbSecurity']?.ingress), [
    { protocol: 'tcp', fromPort: 443, toPort: 443, cidr: '10.1.0.0/16' },
    { protocol: 'tcp', fromPort: 80, toPort: 80, securityGroup: 'LinkGroup' },
    { protocol: '-1', unresolved: 'pl-1' },
  ]);
  assert.deepEqual(plain(world.securityGroups['AlbSecurity']?.egress), [
    { protocol: '-1', cidr: '0.0.0.0/0' },
    { protocol: '-1', cidr: '::/0' },
  ]);
  assert.equal(world.subnets['Subnet']?.cidr, '10.1.1.0/24');
});

test('conditions come out as the defaults have it, or as they are fixed', () => {
  const template = bridge
    .replace(
      'Resources:',
      'Conditions:\n  IsLive: !Equals [!Ref Stage, live]\n  HasRule: !Not [!Condition IsLive]\nResources:',
    )
    .replace(
      'Type: AWS::ElasticLoadBalancingV2::ListenerRule',
      'Type: AWS::ElasticLoadBalancingV2::ListenerRule\n    Condition: HasRule',
    );
  const topology = topologyOf(template);
  const usual = toWorld(topology);
  assert.equal(usual.world.albs['Alb']?.listeners[0]?.rules.length, 1);
  assert.ok(
    usual.assumptions.includes('Condition "HasRule" is taken to hold: so the defaults of its parameters say.'),
    usual.assumptions.join('\n'),
  );
  const live = toWorld(topology, { when: [{ uri: 'template.yaml', condition: 'IsLive', holds: true }] });
  assert.equal(live.world.albs['Alb']?.listeners[0]?.rules.length, 0);
  assert.equal(toWorld(topologyOf(template, { Stage: 'live' })).world.albs['Alb']?.listeners[0]?.rules.length, 0);
});

test('an inline OpenAPI body of a SAM API', () => {
  const body = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      BinaryMediaTypes: [image~1png]
      Variables: { host: shop.example.com }
      DefinitionBody:
        openapi: 3.0.1
        x-amazon-apigateway-request-validators: { all: { validateRequestBody: true, validateRequestParameters: true } }
        components:
          securitySchemes:
            key: { type: apiKey, name: x-api-key, in: header }
            token: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authorizer: { type: token, authorizerUri: arn } }
          schemas: { Order: { type: object, required: [id], properties: { id: { type: string } } } }
        paths:
          /{proxy+}:
            parameters: [{ name: proxy, in: path, required: true, schema: { type: string } }]
            x-amazon-apigateway-any-method:
              security: [{ token: [] }, { key: [] }]
              x-amazon-apigateway-request-validator: all
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
              responses: { '200': { description: ok, headers: { X-Id: { schema: { type: string } } } } }
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: ANY
                connectionType: VPC_LINK
                connectionId: !Ref Link
                uri: http://\${stageVariables.host}/{proxy}
                requestParameters: { integration.request.path.proxy: method.request.path.proxy }
                responses: { default: { statusCode: '200' } }
`;
  const template = body + bridge.slice(bridge.indexOf('  Link:'));
  const topology = topologyOf(template);
  const api = toWorld(topology).world.gateways['Api'];
  const method = api?.resources[0]?.methods['ANY'];
  assert.deepEqual(method?.requestParameters, { 'method.request.path.proxy': true });
  assert.deepEqual(method?.requestModels, { 'application/json': 'Order' });
  assert.equal(method?.requestValidator?.body, true);
  assert.equal(method?.authorizationType, 'CUSTOM');
  assert.equal(method?.authorizer, 'token');
  assert.equal(method?.apiKeyRequired, true);
  assert.equal(method?.integration?.type, 'HTTP_PROXY');
  assert.deepEqual(Object.keys(method?.responses ?? {}), ['200']);
  assert.deepEqual(Object.keys(api?.models ?? {}), ['Order']);
  assert.equal(api?.authorizers?.['token']?.identitySource, 'method.request.header.Authorization');
  assert.deepEqual(api?.binaryMediaTypes, ['image/png']);
  const trace = simulate(
    toWorld(topology).world,
    { method: 'PUT', path: '/live/orders/7', body: '{"id":"7"}' },
    { authorization: 'let-pass', apiKeys: 'let-pass' },
  );
  assert.equal(received(trace).path, '/orders/7');
  assert.equal(received(trace).headers['Host'], 'shop.example.com');
});

test('models, validators, authorizers, keys, plans and gateway responses that are resources', () => {
  const template = `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a, ApiKeySourceType: HEADER } }
  Stage: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: v1, CanarySetting: { PercentTraffic: 12.5, StageVariableOverrides: { a: b } } } }
  Model: { Type: AWS::ApiGateway::Model, Properties: { RestApiId: !Ref Api, ContentType: application/json, Name: Order, Schema: { type: object } } }
  Validator: { Type: AWS::ApiGateway::RequestValidator, Properties: { RestApiId: !Ref Api, ValidateRequestBody: true } }
  Auth: { Type: AWS::ApiGateway::Authorizer, Properties: { RestApiId: !Ref Api, Name: tok, Type: TOKEN, IdentitySource: method.request.header.T } }
  Key: { Type: AWS::ApiGateway::ApiKey, Properties: { Enabled: true, Value: '12345678901234567890' } }
  Plan: { Type: AWS::ApiGateway::UsagePlan, Properties: { ApiStages: [{ ApiId: !Ref Api, Stage: !Ref Stage }] } }
  PlanKey: { Type: AWS::ApiGateway::UsagePlanKey, Properties: { KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan } }
  NotFound: { Type: AWS::ApiGateway::GatewayResponse, Properties: { RestApiId: !Ref Api, ResponseType: MISSING_AUTHENTICATION_TOKEN, StatusCode: '404', ResponseTemplates: { application/json: '{}' } } }
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: POST
      ApiKeyRequired: true
      AuthorizationType: CUSTOM
      AuthorizerId: !Ref Auth
      RequestValidatorId: !Ref Validator
      RequestModels: { application/json: !Ref Model }
      MethodResponses: [{ StatusCode: 200, ResponseParameters: { method.response.header.X: true } }]
      Integration:
        Type: MOCK
        RequestTemplates: { application/json: '{"statusCode": 200}' }
        IntegrationResponses: [{ StatusCode: 200, SelectionPattern: '2..', ResponseParameters: { method.response.header.X: "'y'" } }]
`;
  const api = toWorld(topologyOf(template)).world.gateways['Api'];
  const method = api?.resources[0]?.methods['POST'];
  assert.deepEqual(api?.models, { Order: { type: 'object' } });
  assert.equal(api?.gatewayResponses?.['MISSING_AUTHENTICATION_TOKEN']?.statusCode, '404');
  assert.deepEqual(
    api?.usagePlans?.map(({ stages, keys }) => [stages, keys.map(({ value, enabled }) => [value, enabled])]),
    [[['v1'], [['12345678901234567890', true]]]],
  );
  assert.equal(api?.authorizers?.[method?.authorizer ?? '']?.identitySource, 'method.request.header.T');
  assert.deepEqual([method?.requestValidator?.body, method?.requestValidator?.parameters], [true, false]);
  assert.deepEqual(method?.requestModels, { 'application/json': 'Order' });
  assert.deepEqual(method?.responses?.['200']?.parameters, { 'method.response.header.X': true });
  assert.equal(method?.integration?.responses?.[0]?.selectionPattern, '2..');
  assert.deepEqual(api?.stages[0]?.canary?.percentTraffic, 12.5);
});

test('actions: weights, redirects, sign-in and JWT', () => {
  const template = `
Resources:
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Type: application } }
  Https:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 443
      Protocol: HTTPS
      Certificates: [{ CertificateArn: !Ref Certificate }]
      DefaultActions:
        - { Type: authenticate-cognito, Order: 1, AuthenticateCognitoConfig: { UserPoolDomain: shop, UserPoolClientId: c1, OnUnauthenticatedRequest: deny } }
        - Type: forward
          Order: 2
          ForwardConfig: { TargetGroups: [{ TargetGroupArn: !Ref Blue, Weight: 9 }, { TargetGroupArn: !ImportValue green-group, Weight: 1 }], TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 } }
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Https
      Priority: !Ref Priority
      Conditions:
        - { Field: http-header, HttpHeaderConfig: { HttpHeaderName: X-T, Values: [a] } }
        - { Field: query-string, QueryStringConfig: { Values: [{ Key: k, Value: v }, { Value: w }] } }
        - { Field: host-header, HostHeaderConfig: { Values: [a.example.com] } }
      Transforms: [{ Type: url-rewrite, UrlRewriteConfig: { Rewrites: [{ Regex: ^/a, Replace: / }] } }]
      Actions:
        - { Type: jwt-validation, JwtValidationConfig: { JwksEndpoint: 'https://i/jwks', Issuer: 'https://i', AdditionalClaims: [{ Name: scope, Format: single-string, Values: [read] }] } }
        - { Type: redirect, RedirectConfig: { StatusCode: HTTP_301, Path: /new } }
  Blue: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { Port: 80, Protocol: HTTP, HealthCheckPath: /up, HealthCheckIntervalSeconds: 9, Matcher: { HttpCode: 200-299 } } }
  Certificate: { Type: AWS::CertificateManager::Certificate, Properties: { DomainName: a.example.com, SubjectAlternativeNames: ['*.b.example.com'] } }
Parameters: { Priority: { Type: Number } }
`;
  const { world, assumptions } = toWorld(topologyOf(template));
  const listener = world.albs['Alb']?.listeners[0];
  const [rule] = listener?.rules ?? [];
  assert.deepEqual(listener?.certificateNames, ['a.example.com', '*.b.example.com']);
  assert.deepEqual(
    listener?.defaultActions.map(({ type, order }) => [type, order]),
    [
      ['authenticate-cognito', 1],
      ['forward', 2],
    ],
  );
  const [signIn, forward] = listener?.defaultActions ?? [];
  assert.ok(
    signIn?.type === 'authenticate-cognito' && signIn.onUnauthenticatedRequest === 'deny' && signIn.clientId === 'c1',
  );
  assert.ok(forward?.type === 'forward');
  assert.deepEqual(
    forward.targetGroups.map(({ targetGroup, weight }) => [targetGroup, weight]),
    [
      ['Blue', 9],
      ['<green-group>', 1],
    ],
  );
  assert.deepEqual(forward.stickiness, { enabled: true, durationSeconds: 60 });
  assert.equal(rule?.priority, 50_001);
  assert.deepEqual(
    rule?.conditions.map(({ field, values }) => [field, values]),
    [
      ['http-header', ['a']],
      ['query-string', [{ key: 'k', value: 'v' }, { value: 'w' }]],
      ['host-header', ['a.example.com']],
    ],
  );
  assert.deepEqual(rule?.transforms?.[0]?.rewrites, [{ regex: '^/a', replace: '/' }]);
  const [jwt, redirect] = rule?.actions ?? [];
  assert.ok(jwt?.type === 'jwt-validation' && jwt.additionalClaims?.[0]?.values[0] === 'read');
  assert.ok(
    redirect?.type === 'redirect' &&
      redirect.statusCode === 'HTTP_301' &&
      redirect.path === '/new' &&
      redirect.host === undefined,
  );
  assert.deepEqual(
    world.targetGroups['Blue']?.targets.map(({ id }) => id),
    ['<targets of Blue>'],
  );
  assert.equal(world.targetGroups['Blue']?.healthCheck?.intervalSeconds, 9);
  assert.ok(world.targetGroups['<green-group>']);
  assert.ok(assumptions.some((sentence) => sentence.startsWith('The priority of "Rule" is not known')));
});

test('an NLB of another template that a listener here extends, over a link that the same stack exports', () => {
  const template = `
Parameters: { Net: { Type: String } }
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: { Fn::ImportValue: !Sub '\${Net}-Link' }
        Uri: !Sub ['http://\${Host}:8080/x', { Host: { Fn::ImportValue: !Sub '\${Net}-NlbDns' } }]
  Tcp:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: { Fn::ImportValue: !Sub '\${Net}-Nlb' }
      Port: 8080
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }]
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Port: 80, Protocol: TCP, Targets: [{ Id: { Fn::ImportValue: !Sub '\${Net}-Alb' } }] }
`;
  const topology = topologyOf(template);
  const trace = send(topology, 'GET', '/test');
  assert.equal(trace.response.status, 200);
  assert.deepEqual(
    trace.hops.map(({ kind }) => kind),
    ['gateway', 'link', 'nlb', 'target-group', 'alb', 'target-group', 'target'],
  );
  const { assumptions } = toWorld(topology);
  assert.ok(
    assumptions.some((sentence) => sentence.includes('belongs to another stack')),
    assumptions.join('\n'),
  );
  assert.ok(
    assumptions.some((sentence) => sentence.includes('its listener on port 80 is taken to speak HTTP')),
    assumptions.join('\n'),
  );
});

test('templates that refer to each other become one world, equal logical ids and all', () => {
  const network = `
Resources:
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Scheme: internal } }
  Listener: { Type: AWS::ElasticLoadBalancingV2::Listener, Properties: { LoadBalancerArn: !Ref Alb, Port: 80, Protocol: HTTP, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '204' } }] } }
Outputs:
  Arn: { Value: !Ref Alb, Export: { Name: alb-arn } }
  Dns: { Value: !GetAtt Alb.DNSName, Export: { Name: alb-dns } }
`;
  const api = `
Resources:
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Scheme: internal } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a } }
  Link: { Type: AWS::ApiGatewayV2::VpcLink, Properties: { Name: l, SubnetIds: [s] } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: GET, ConnectionType: VPC_LINK, ConnectionId: !Ref Link, IntegrationTarget: !ImportValue alb-arn, Uri: !Sub ['http://\${H}', { H: !ImportValue alb-dns }] }
`;
  const trace = send(topologyOf({ 'network.yaml': network, 'api.yaml': api }), 'GET', '/test');
  assert.equal(trace.response.status, 204);
});

test('a template that only a stack under a false condition nests is not there', () => {
  const parent = `
Parameters: { Kind: { Type: String, Default: plain } }
Conditions: { IsRich: !Equals [!Ref Kind, rich] }
Resources:
  Child: { Type: AWS::CloudFormation::Stack, Condition: IsRich, Properties: { TemplateURL: ./child.yaml } }
`;
  const child = `
Resources:
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Scheme: internal } }
`;
  const files = { 'parent.yaml': parent, 'child.yaml': child };
  assert.deepEqual(Object.keys(toWorld(topologyOf(files)).world.albs), []);
  assert.deepEqual(Object.keys(toWorld(topologyOf(files, { Kind: 'rich' })).world.albs), ['Alb']);
});

test('methods of an API that belongs to another template', () => {
  const template = `
Parameters: { ApiId: { Type: String }, ParentId: { Type: String } }
Resources:
  Orders: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref ApiId, ParentId: !Ref ParentId, PathPart: orders } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref ApiId
      ResourceId: !Ref Orders
      HttpMethod: GET
      Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: 'http://example.com/orders' }
  Deployment: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref ApiId, StageName: v2 } }
`;
  const { world, assumptions } = toWorld(topologyOf(template));
  const gateway = world.gateways['<ApiId>'];
  assert.deepEqual(
    gateway?.resources.map(({ path }) => path),
    ['/<ParentId>/orders'],
  );
  assert.deepEqual(
    gateway?.stages.map(({ name }) => name),
    ['v2'],
  );
  assert.ok(
    assumptions.includes(
      'The API <ApiId> belongs to another template; only the methods that are declared here are known.',
    ),
  );
});

test('a V2 link to a load balancer of another template is followed as far as it is known', () => {
  const template = (target: string, uri: string): string => `
Parameters: { AlbArn: { Type: String }, AlbDns: { Type: String } }
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: api } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: ${target}
        Uri: ${uri}
  Link: { Type: AWS::ApiGatewayV2::VpcLink, Properties: { Name: link, SubnetIds: [subnet-1, subnet-2] } }
  Deployment: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api, StageName: v1 } }
`;
  const arn = (kind: string): string =>
    `arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/${kind}/shop/50dc6c495c0c9188`;
  const cases: [target: string, uri: string, trail: readonly string[]][] = [
    ['!Ref AlbArn', "!Sub 'http://${AlbDns}:8080/x'", ['alb <AlbArn>', 'target-group targets of <AlbArn>']],
    ['!ImportValue shop-alb', 'https://shop.example.com', ['alb <shop-alb>', 'target-group targets of <shop-alb>']],
    [arn('app'), 'http://shop.example.com/x', [`alb ${arn('app')}`, `target-group targets of ${arn('app')}`]],
    [arn('net'), 'http://shop.example.com:81/x', [`nlb ${arn('net')}`, `target-group targets of ${arn('net')}`]],
  ];
  for (const [target, uri, trail] of cases) {
    const { world, assumptions } = toWorld(topologyOf(template(target, uri)));
    const trace = simulate(world, { method: 'GET', path: '/v1' });
    assert.equal(trace.response.status, 200, target);
    assert.deepEqual(hops(trace).slice(2, 4), trail);
    assert.match(assumptions.join(' '), /belongs to another template; its listener on port \d+ is taken/);
  }
  const unnamed = simulate(toWorld(topologyOf(template('shop', 'http://a.example.com'))).world, {
    method: 'GET',
    path: '/v1',
  });
  assert.equal(unnamed.response.status, 500);
});

test('templates that name their parts alike stay apart', () => {
  const other = bridge
    .replaceAll('Default: prod', 'Default: test')
    .replace('forward, TargetGroupArn: !Ref OrdersGroup', "fixed-response, FixedResponseConfig: { StatusCode: '418' }");
  const { world } = toWorld(topologyOf({ 'one.yaml': bridge, 'two.yaml': other }));
  assert.equal(simulate(world, { method: 'GET', path: '/prod/orders/42' }).response.status, 200);
  const trace = simulate(world, { method: 'GET', path: '/test/orders/42' });
  assert.equal(trace.response.status, 418);
  assert.deepEqual(hops(trace), [
    'gateway Api@two.yaml',
    'link Link@two.yaml',
    'nlb Nlb@two.yaml',
    'target-group AlbGroup@two.yaml',
    'alb Alb@two.yaml',
  ]);
  for (const named of [world.gateways, world.albs, world.nlbs, world.targetGroups, world.links, world.securityGroups])
    for (const [key, { logicalId }] of Object.entries(named ?? {})) assert.equal(logicalId, key);
});

test('any text gives a world', () => {
  const cyclic =
    'Resources:\n  A: { Type: AWS::ElasticLoadBalancingV2::Listener, Properties: { LoadBalancerArn: !Ref A, Port: x, DefaultActions: 7 } }\n  B: { Type: AWS::ApiGateway::Resource, Properties: { ParentId: !Ref B } }\n  C: { Type: AWS::ApiGateway::Method, Properties: { ResourceId: !Ref B, RestApiId: !Ref Nope } }\n';
  const broken = bridge.slice(0, 1500);
  for (const text of ['', 'Resources:', cyclic, broken, 'Resources: { X: { Type: AWS::ApiGateway::RestApi } }']) {
    assert.ok(toWorld(topologyOf(text)).world.gateways, text);
  }
});

function send(topology: Topology, method: string, path: string): Trace {
  return simulate(toWorld(topology).world, { method, path });
}

function hops(trace: Trace): readonly string[] {
  return trace.hops.map(({ kind, logicalId }) => `${kind} ${logicalId}`);
}

function received(trace: Trace): { readonly path: string; readonly headers: Readonly<Record<string, string>> } {
  const target = trace.hops.find(({ kind }) => kind === 'target');
  assert.ok(target, hops(trace).join(', '));
  return { path: target.request.path, headers: Object.fromEntries(target.request.headers) };
}
