import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before } from '../../src/convert/bridge/example';
import { planConversion } from '../../src/convert/index';
import { parse } from '../../src/template/index';
import { applyEdits } from '../../src/text/index';
import { buildTopology } from '../../src/topology/index';

const byVariable = before
  .replace('Uri: !Sub http://${Nlb.DNSName}/orders', 'Uri: http://${stageVariables.host}/orders')
  .replace('StageName: prod', 'StageName: prod\n      Variables: { host: !GetAtt Nlb.DNSName, other: x }');

function plan(text: string) {
  return planConversion(buildTopology([parse('t', text)]), { keepBridge: false });
}

function convert(text: string): string {
  return applyEdits(text, plan(text).files.get('t') ?? []);
}

test('a stage variable that gives the NLB as host gives the ALB, so that the NLB can go', () => {
  const converted = convert(byVariable);
  assert.match(converted, /Uri: http:\/\/\$\{stageVariables\.host\}:8080\/orders/);
  assert.match(converted, /Variables: \{ host: !GetAtt Alb\.DNSName, other: x \}/);
  assert.doesNotMatch(converted, /^ {2}Nlb:/m);
  assert.equal(convert(converted), converted);
  assert.match(
    plan(byVariable)
      .notes.map(({ text }) => text)
      .join('\n'),
    /The Host header becomes the DNS name of "Alb"/,
  );
});

test('it stays where something else uses it, and where it holds a name of its own', () => {
  const mapped = byVariable.replace(
    'Uri: http',
    'RequestParameters: { integration.request.header.X-Backend: stageVariables.host }\n        Uri: http',
  );
  assert.match(convert(mapped), /host: !GetAtt Nlb\.DNSName/);
  assert.match(convert(mapped), /^ {2}Nlb:/m);
  const custom = byVariable.replace('!GetAtt Nlb.DNSName', 'orders.example.com');
  assert.match(convert(custom), /host: orders\.example\.com/);
  assert.doesNotMatch(convert(custom), /^ {2}Nlb:/m);
});

test('an ALB port that API Gateway does not call is a reason to refuse', () => {
  const text = before
    .replace('Port: 80\n', 'Port: 8000\n')
    .replaceAll('8080', '81')
    .replace('DNSName}/', 'DNSName}:8000/');
  const { files, blocked } = plan(text);
  assert.equal(files.size, 0);
  assert.deepEqual(
    blocked.map(({ reason }) => reason),
    ['the ALB listens on port 81, and API Gateway calls 80, 443 and 1024 to 65535 only: give "Alb" a listener there'],
  );
});

test('a stage variable that also connects what stays on the V1 link is left alone', () => {
  const second = `  Users:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: POST
      AuthorizationType: NONE
      Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: POST, ConnectionType: VPC_LINK, ConnectionId: "\${stageVariables.link}", Uri: "http://users.example.com:9999" }
`;
  const text = `${before
    .replace('ConnectionId: !Ref Link', 'ConnectionId: ${stageVariables.link}')
    .replace('StageName: prod', 'StageName: prod\n      Variables: { link: !Ref Link }')}${second}`;
  const { files, blocked } = plan(text);
  assert.equal(files.size, 0);
  assert.deepEqual(
    blocked.map(({ logicalId, reason }) => `${logicalId}: ${reason}`),
    [
      'Users: its Uri goes to port 9999 of the NLB, and the listener there does not lead to an ALB',
      'Orders: the stage variable of its ConnectionId is also that of Users, which stays on the VPC link V1',
    ],
  );
});

test('methods that merge their properties change with the method that they merge', () => {
  const text = before
    .replace(
      '    Properties:\n      RestApiId: !Ref Api\n      ResourceId',
      '    Properties: &orders\n      RestApiId: !Ref Api\n      ResourceId',
    )
    .replace(
      '  Deployment:\n',
      '  Create:\n    Type: AWS::ApiGateway::Method\n    Properties:\n      <<: *orders\n      HttpMethod: POST\n  Deployment:\n',
    )
    .replace('DependsOn: Orders', 'DependsOn: [Orders, Create]');
  const converted = convert(text);
  assert.deepEqual(plan(text).blocked, []);
  assert.match(converted, /ConnectionId: !Ref LinkV2\n {8}IntegrationTarget: !Ref Alb/);
  assert.match(converted, /<<: \*orders/);
  assert.equal(convert(converted), converted);
});

test('ALBs that share a security group get one rule for each port', () => {
  const second = before
    .slice(before.indexOf('  ToAlb:'))
    .replace(/^ {2}(ToAlb|AlbListener|Alb):/gm, '  $1Two:')
    .replace('DependsOn: AlbListener', 'DependsOn: AlbListenerTwo')
    .replaceAll('!Ref Alb ', '!Ref AlbTwo ')
    .replaceAll('!Ref Alb\n', '!Ref AlbTwo\n');
  const parts = second.split(/(?=^ {2}\w+:)/m).filter((part) => /^ {2}\w+Two:/.test(part));
  const text = `${before}${parts.join('')}  Users:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: POST
      AuthorizationType: NONE
      Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: POST, ConnectionType: VPC_LINK, ConnectionId: !Ref Link, Uri: !Sub "http://\${Nlb.DNSName}:81/users" }
  NlbListenerTwo:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Nlb, Port: 81, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref ToAlbTwo }] }
`;
  const converted = convert(text);
  assert.deepEqual(plan(text).blocked, []);
  assert.match(converted, /IntegrationTarget: !Ref AlbTwo/);
  assert.equal(converted.match(/DestinationSecurityGroupId/g)?.length, 1);
  assert.equal(converted.match(/Type: AWS::EC2::SecurityGroupIngress/g)?.length, 1);
});

test('a Uri put together by functions in functions', () => {
  const uri = (value: string): string => before.replace('Uri: !Sub http://${Nlb.DNSName}/orders', `Uri: ${value}`);
  const cases: [string, RegExp][] = [
    [
      "!Join [/, [!Sub 'http://${Nlb.DNSName}:80', orders]]",
      /Uri: !Join \[\/, \[!Sub 'http:\/\/\$\{Alb\.DNSName\}:8080', orders\]\]/,
    ],
    ["!Join [/, [!Sub 'http://${Nlb.DNSName}', orders]]", /Uri: !Sub '?http:\/\/\$\{Alb\.DNSName\}:8080\/orders/],
    [
      "!Sub ['${Base}/orders', { Base: !Join ['', ['http://', !GetAtt Nlb.DNSName, ':80']] }]",
      /Base: !Join \['', \['http:\/\/', !GetAtt Alb\.DNSName, ':8080'\]\]/,
    ],
  ];
  for (const [written, expected] of cases) {
    const text = uri(written);
    assert.deepEqual(plan(text).blocked, [], written);
    assert.match(convert(text), expected);
    assert.doesNotMatch(convert(text), /Nlb\b/);
  }
  const hidden = uri("!Join [/, ['http://orders.example.com', !Select [0, !Split ['.', !GetAtt Nlb.DNSName]]]]");
  assert.match(
    plan(hidden)
      .blocked.map(({ reason }) => reason)
      .join(),
    /names "Nlb" inside a function that cannot be edited safely/,
  );
  assert.equal(convert(hidden), hidden);
});

test('why a link is left that no method goes over', () => {
  const converted = before.replace(/ {2}Orders:\n(?: {4,}.*\n)+/, '').replace('    DependsOn: Orders\n', '');
  const reasonFor = (resource: string): string =>
    plan(`${converted}${resource}`)
      .blocked.map(({ reason }) => reason)
      .join();
  assert.match(
    reasonFor('  Name: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: !Ref Link } }\n'),
    /"Name" hands it on to somebody else/,
  );
  assert.match(
    reasonFor(
      '  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET } }\n  Send: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Chat, IntegrationType: HTTP_PROXY, ConnectionType: VPC_LINK, ConnectionId: !Ref Link } }\n',
    ),
    /"Send" belongs to a WebSocket API/,
  );
});
