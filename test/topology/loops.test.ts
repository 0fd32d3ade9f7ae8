import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createService, type Service } from '../../src/service';

function open(text: string, parameters: Readonly<Record<string, string>> = {}): Service {
  const service = createService({
    parameters,
    onFailure: (id, error) => {
      throw new Error(id, { cause: error });
    },
  });
  service.setDocument('t', `Transform: AWS::LanguageExtensions\n${text}`);
  return service;
}

const idsOf = (service: Service): readonly string[] =>
  service
    .topology('t')
    .nodes.filter(({ kind }) => kind !== 'external')
    .map(({ kind, logicalId }) => `${kind} ${logicalId}`)
    .sort();

const balancer = `'Alb\${Name}': { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Subnets: [subnet-1, subnet-2] } }`;

describe('Fn::ForEach', () => {
  test('over a list makes a resource for each item, with its place in the loop', () => {
    const text = `Resources:
  Fn::ForEach::Balancers:
    - Name
    - [Blue, Green]
    - ${balancer}
      'Web\${Name}':
        Type: AWS::ElasticLoadBalancingV2::Listener
        Properties: { LoadBalancerArn: !Ref 'Alb\${Name}', Port: 80, Protocol: HTTP, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }] }
`;
    const service = open(text);
    assert.deepEqual(idsOf(service), ['alb AlbBlue', 'alb AlbGreen', 'listener WebBlue', 'listener WebGreen']);
    const { edges, nodes } = service.topology('t');
    assert.ok(edges.some(({ from, to, kind }) => from === 'AlbGreen' && to === 'WebGreen' && kind === 'listens'));
    const source = service.document('t')!.text;
    for (const { location } of nodes) {
      assert.ok(location);
      assert.match(source.slice(location.range.start, location.range.end), /^'(Alb|Web)\$\{Name\}'$/);
    }
    assert.deepEqual(service.check('t').failures, []);
  });

  const lists: readonly [what: string, list: string, ids: readonly string[]][] = [
    ['a parameter with a default', '!Ref Names', ['alb AlbA', 'alb AlbB']],
    ['a list with such a parameter', '[!Ref Names, C]', ['alb AlbA', 'alb AlbB', 'alb AlbC']],
    ['a parameter without a value', '!Ref Unknown', []],
    ['what is only known at deployment', '!GetAtt X.Names', []],
    ['nothing', '[]', []],
  ];
  for (const [what, list, ids] of lists) {
    test(`over ${what}`, () => {
      const service = open(`Parameters:
  Names: { Type: CommaDelimitedList, Default: 'A, B' }
  Unknown: { Type: CommaDelimitedList }
Resources:
  Fn::ForEach::Balancers: [Name, ${list}, { ${balancer} }]
`);
      assert.deepEqual(idsOf(service), ids);
    });
  }

  test('over a parameter that was chosen', () => {
    const service = open(
      `Parameters: { Names: { Type: CommaDelimitedList, Default: A } }
Resources:
  Fn::ForEach::Balancers: [Name, !Ref Names, { ${balancer} }]
`,
      { Names: 'X,Y' },
    );
    assert.deepEqual(idsOf(service), ['alb AlbX', 'alb AlbY']);
  });

  test('in a loop, and with a value that an id cannot hold', () => {
    const service = open(`Resources:
  Fn::ForEach::Outer:
    - Zone
    - [eu-1, eu-2]
    - Fn::ForEach::Inner:
        - Name
        - [A, B]
        - 'Alb&{Zone}\${Name}': { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Name: !Sub '\${Zone}-\${Name}', Subnets: [subnet-1, subnet-2] } }
`);
    assert.deepEqual(idsOf(service), ['alb Albeu1A', 'alb Albeu1B', 'alb Albeu2A', 'alb Albeu2B']);
  });

  test('that is half typed or too large makes nothing', () => {
    for (const loop of ['', 'Name', '[Name]', '[Name, [A]]', '[Name, [A], x]', '[[A], [A], { A: { Type: B } }]']) {
      assert.deepEqual(idsOf(open(`Resources:\n  Fn::ForEach::X: ${loop}\n  A: { Type: AWS::EC2::VPC }\n`)), []);
    }
    const many = Array.from({ length: 600 }, (_, index) => `N${index}`).join(', ');
    assert.deepEqual(idsOf(open(`Resources:\n  Fn::ForEach::X: [Name, [${many}], { ${balancer} }]\n`)), []);
  });

  test('keeps what it makes from being converted, with the reason', () => {
    const service = open(`Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Fn::ForEach::Methods:
    - Verb
    - [GET, POST]
    - 'Method\${Verb}':
        Type: AWS::ApiGateway::Method
        Properties:
          RestApiId: !Ref Api
          ResourceId: !GetAtt Api.RootResourceId
          HttpMethod: !Ref Verb
          AuthorizationType: NONE
          Integration:
            Type: HTTP_PROXY
            IntegrationHttpMethod: !Ref Verb
            ConnectionType: VPC_LINK
            ConnectionId: !Ref Link
            Uri: !Sub 'http://\${Nlb.DNSName}/'
  Link: { Type: AWS::ApiGateway::VpcLink, Properties: { Name: a, TargetArns: [!Ref Nlb] } }
  Nlb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Type: network, Scheme: internal, Subnets: [subnet-1, subnet-2] } }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Nlb, Port: 80, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }] }
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: Listener
    Properties: { TargetType: alb, Port: 80, Protocol: TCP, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [sg-1] } }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Alb, Port: 80, Protocol: HTTP, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }] }
`);
    assert.ok(service.check('t').findings.some(({ rule }) => rule === 'nlb-bridge'));
    const { files, failures } = service.convert(['t']);
    assert.deepEqual(failures, []);
    assert.equal(files[0]!.changed, false);
    assert.match(files[0]!.blocked[0]!.reason, /comes from the loop Fn::ForEach::Methods/);
    const { trace } = service.simulate('t', { method: 'POST', path: '/test/', headers: [] });
    assert.equal(trace.response.status, 200);
  });
});

test('Fn::FindInMap takes its default for keys that the map does not have', () => {
  const service = open(`Mappings: { Ports: { dev: { web: 8080 } } }
Resources:
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Subnets: [subnet-1, subnet-2] } }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    DeletionPolicy: !If [IsProd, Retain, Delete]
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: !FindInMap [Ports, prod, web, { DefaultValue: 9090 }]
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`);
  const labels = service.topology('t').nodes.map(({ label }) => label);
  assert.ok(labels.includes('HTTP :9090'));
});
