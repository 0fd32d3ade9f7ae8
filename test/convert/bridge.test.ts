import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { prove, type Proof } from '../../src/compare/index';
import { after, before, kept } from '../../src/convert/bridge/example';
import { planConversion, type Plan } from '../../src/convert/index';
import removeUnusedNlbBridge from '../../src/convert/remove-unused-nlb-bridge';
import { parse, references } from '../../src/template/index';
import { applyEdits } from '../../src/text/index';
import { buildTopology, findBridges, type Topology } from '../../src/topology/index';
import { runStep } from '../harness/check-step';
import { toJson } from '../harness/to-json';

function topologyOf(text: string): Topology {
  return buildTopology([parse('t', text)]);
}

function plan(text: string, keepBridge = false): Plan {
  return planConversion(topologyOf(text), { keepBridge });
}

function notesOf({ notes }: Plan): string {
  return notes.map(({ text }) => text).join('\n');
}

function convert(text: string, keepBridge = false): string {
  return applyEdits(text, plan(text, keepBridge).files.get('t') ?? []);
}

/** The template as plain data, `Fn::GetAtt` always as a list. */
function value(text: string): unknown {
  const list = (_: string, inner: unknown): unknown =>
    typeof inner === 'string' && /^\w+\.\w+$/.test(inner) ? inner.split('.') : inner;
  return JSON.parse(toJson(text), list);
}

/** What every conversion of a plain bridge owes, whatever the syntax. */
function owes(text: string): string {
  const converted = convert(text);
  const document = parse('t', converted);
  assert.deepEqual(document.problems, []);
  const topology = buildTopology([document]);
  assert.deepEqual(findBridges(topology), []);
  const declared = new Set(
    ['Resources', 'Parameters', 'Conditions'].flatMap((top) =>
      document.entries(top).map(({ key }) => String(key.value)),
    ),
  );
  for (const section of document.sections) {
    for (const { name } of references(section))
      assert.ok(declared.has(name) || name.startsWith('AWS::'), `${name} is not declared`);
  }
  assert.equal(convert(converted), converted, 'a second run changes nothing');
  return converted;
}

describe('the plain bridge', () => {
  test('YAML with short intrinsics', () => assert.equal(owes(before), after));

  test('the same with CRLF', () => assert.equal(owes(before.replace(/\n/g, '\r\n')), after.replace(/\n/g, '\r\n')));

  test('the same in JSON, with long intrinsics', () => assert.deepEqual(value(owes(toJson(before))), value(after)));

  test('minified JSON stays on one line', () => {
    const minified = JSON.stringify(value(before));
    const converted = owes(minified);
    assert.equal(converted.split('\n').length, 1);
    assert.deepEqual(value(converted), value(after));
  });

  test('YAML with long intrinsics', () => {
    const long = before
      .replace(/!Ref (\w+)/g, '{ Ref: $1 }')
      .replace(/!GetAtt (\w+)\.(\w+)/g, '{ "Fn::GetAtt": [$1, $2] }')
      .replace('!Sub http://${Nlb.DNSName}/orders', '{ "Fn::Sub": "http://${Nlb.DNSName}/orders" }');
    const converted = owes(long);
    assert.doesNotMatch(converted, /!Ref|!GetAtt|!Sub/);
    assert.deepEqual(value(converted), value(after));
  });

  test('a Uri put together by Fn::Join', () => {
    const joined = before.replace(
      '!Sub http://${Nlb.DNSName}/orders',
      '!Join ["", ["http://", !GetAtt Nlb.DNSName, ":80/orders"]]',
    );
    assert.match(owes(joined), /!Join \["", \["http:\/\/", !GetAtt Alb\.DNSName, ":8080\/orders"\]\]/);
  });

  test('a Uri with a variable of its own', () => {
    const listed = before.replace(
      '!Sub http://${Nlb.DNSName}/orders',
      '!Sub ["http://${Host}/orders", { Host: !GetAtt Nlb.DNSName }]',
    );
    assert.match(owes(listed), /!Sub \["http:\/\/\$\{Host\}:8080\/orders", \{ Host: !GetAtt Alb\.DNSName \}\]/);
  });

  test('a host of its own stays', () => {
    const custom = before.replace('!Sub http://${Nlb.DNSName}/orders', 'http://api.example.com/orders');
    assert.match(owes(custom), /Uri: http:\/\/api\.example\.com:8080\/orders\n/);
  });

  test('a host in a Sub without variables gets its port', () => {
    const custom = before.replace('http://${Nlb.DNSName}/orders', "'http://shop.internal/orders'");
    assert.match(owes(custom), /Uri: !Sub 'http:\/\/shop\.internal:8080\/orders'\n/);
  });

  test('equal ports leave the Uri without one', () => {
    assert.match(owes(before.replaceAll('8080', '80')), /Uri: !Sub http:\/\/\$\{Alb\.DNSName\}\/orders\n/);
  });
});

describe('what is kept', () => {
  test('--keep-bridge leaves link, NLB, listener and group', () => {
    const kept = convert(before, true);
    for (const id of ['Link', 'Nlb', 'NlbListener', 'ToAlb']) assert.match(kept, new RegExp(`^  ${id}:`, 'm'));
    assert.match(kept, /IntegrationTarget: !Ref Alb/);
    assert.equal(convert(kept, true), kept);
  });

  test('what --keep-bridge leaves is what remove-unused-nlb-bridge takes out', () => {
    assert.equal(convert(before, true), kept);
    assert.deepEqual(plan(kept).blocked, []);
    assert.equal(runStep(removeUnusedNlbBridge, kept), after);
  });

  for (const [what, value] of [
    ['link', '!Ref Link'],
    ['NLB', '!GetAtt Nlb.DNSName'],
    ['group', '!Ref ToAlb'],
  ] as const) {
    test(`a plain output of the ${what} is told of after the conversion, and goes when outputs are dropped`, () => {
      const converted = convert(`${before}Outputs:\n  Id: { Value: ${value} }\n`);
      assert.match(converted, /^ {2}Nlb:/m);
      assert.equal(convert(converted), converted, 'a second run changes nothing');
      assert.match(notesOf(plan(converted)), /any more, and only Outputs "Id" still names (it|them)\..*--drop-outputs/);
      const dropped = planConversion(topologyOf(converted), { keepBridge: false, dropOutputs: true });
      assert.match(notesOf(dropped), /The output "Id" goes, too.* \(people, scripts, a stack .* must stop first/);
      assert.equal(applyEdits(converted, dropped.files.get('t') ?? []), after);
    });
  }

  test('with the link kept, a plain output of the NLB goes with both when outputs are dropped', () => {
    const text = `${kept}Outputs:\n  Name: { Value: !GetAtt Nlb.DNSName }\n`;
    assert.doesNotMatch(convert(text), /^ {2}Link:/m);
    const dropped = planConversion(topologyOf(text), { keepBridge: false, dropOutputs: true });
    assert.equal(applyEdits(text, dropped.files.get('t') ?? []), after);
  });

  for (const [name, addition] of [
    ['an alarm', '  Alarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties: { Namespace: !Ref Nlb }\n'],
    ['a DNS record', '  Dns:\n    Type: AWS::Route53::RecordSet\n    Properties: { ResourceRecords: [!Ref Nlb] }\n'],
  ] as const) {
    test(`${name} keeps the NLB and its output, also when outputs are dropped`, () => {
      const converted = convert(`${before}${addition}Outputs:\n  Name: { Value: !GetAtt Nlb.DNSName }\n`);
      const { files } = planConversion(topologyOf(converted), { keepBridge: false, dropOutputs: true });
      assert.equal(files.size, 0);
    });
  }

  const uses: readonly [string, string, RegExp][] = [
    ['an output of the NLB', 'Outputs:\n  Nlb: { Value: !Ref Nlb }\n', /"Nlb" stays: Outputs "Nlb" uses it/],
    [
      'an output of the link',
      'Outputs:\n  Link: { Value: !Ref Link, Export: { Name: link } }\n',
      /"Link" stays: Outputs "Link" uses it/,
    ],
    [
      'another listener',
      '  Tls:\n    Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties: { LoadBalancerArn: !Ref Nlb, Port: 8443, Protocol: TLS, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Service }] }\n',
      /"Nlb" stays: its listener "Tls" lead/,
    ],
    [
      'an alarm',
      '  Alarm:\n    Type: AWS::CloudWatch::Alarm\n    Properties: { Dimensions: [{ Name: LoadBalancer, Value: !GetAtt Nlb.LoadBalancerFullName }] }\n',
      /"Nlb" stays: "Alarm" uses it/,
    ],
  ];
  for (const [name, addition, reason] of uses) {
    test(`${name} keeps the NLB, with the reason`, () => {
      const text = before + addition;
      const { notes } = plan(text);
      assert.match(notes.map((note) => note.text).join('\n'), reason);
      assert.match(convert(text), /^ {2}Nlb:/m);
      assert.match(convert(text), /IntegrationTarget: !Ref Alb/);
    });
  }

  test('names in DependsOn of others go with the parts', () => {
    const text = before.replace('DependsOn: Orders\n', 'DependsOn: [Orders, Link]\n');
    assert.match(convert(text), /DependsOn: \[Orders\]\n/);
  });

  test('a deployment gets the methods it must wait for', () => {
    const text = before.replace('    DependsOn: Orders\n', '');
    assert.match(owes(text), /DeploymentV2:\n {4}Type: AWS::ApiGateway::Deployment\n {4}DependsOn:\n {6}- Orders\n/);
  });

  test('condition and policies of the link are those of what replaces it', () => {
    const text = before
      .replace('Resources:\n', 'Conditions:\n  Private: !Equals [!Ref AWS::Region, eu-west-1]\nResources:\n')
      .replace(
        '  Link:\n    Type: AWS::ApiGateway::VpcLink\n',
        '  Link:\n    Type: AWS::ApiGateway::VpcLink\n    Condition: Private\n    DeletionPolicy: Retain\n',
      );
    const converted = convert(text);
    for (const id of ['LinkV2', 'LinkV2SecurityGroup', 'LinkV2Ingress'])
      assert.match(converted, new RegExp(`  ${id}:\\n    Type: .*\\n    Condition: Private\\n`));
  });

  test('an ALB that admits everybody gets no rule', () => {
    const open = before.replace(
      'GroupDescription: ALB, VpcId: !Ref Vpc',
      'GroupDescription: ALB, VpcId: !Ref Vpc, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 0.0.0.0/0 }]',
    );
    assert.doesNotMatch(convert(open), /SecurityGroupIngress"?:?$/m);
    assert.doesNotMatch(convert(open), /LinkV2Ingress/);
  });

  test('tags change from a list to a mapping', () => {
    const tagged = before.replace(
      '      Name: orders\n      TargetArns',
      '      Name: orders\n      Tags: [{ Key: team, Value: shop }]\n      TargetArns',
    );
    assert.match(convert(tagged), /Tags:\n {8}team: shop\n/);
  });
});

describe('what no file tells', () => {
  test('an ALB of another stack: its DNS name and group become parameters, its ARN is the one registered', () => {
    const text = before.replace('Targets: [{ Id: !Ref Alb }]', 'Targets: [{ Id: !ImportValue alb }]');
    const converted = owes(text);
    assert.match(converted, /AlbDnsName:\n? *\{? ?Type: String/);
    assert.match(converted, /AlbSecurityGroup:\n? *\{? ?Type: ['"]?AWS::EC2::SecurityGroup::Id/);
    assert.match(converted, /IntegrationTarget: !ImportValue alb\n/);
    assert.match(converted, /Uri: !Sub http:\/\/\$\{AlbDnsName\}:8080\/orders\n/);
    assert.match(
      plan(text)
        .notes.map((note) => note.text)
        .join('\n'),
      /"AlbDnsName" has no default/,
    );
    const differences = (changed: string): Proof['differences'] =>
      prove(topologyOf(text), topologyOf(changed)).differences;
    assert.deepEqual(differences(converted), [], 'the parameter stands for the name of the ALB');
    assert.match(differences(converted.replaceAll('AlbDnsName', 'Shop'))[0]!.why, /the Host header <Shop>/);
  });
});

describe('what is refused', () => {
  const cases: readonly [string, (text: string) => string, RegExp][] = [
    [
      'a port that no leg has',
      (text) => text.replace('${Nlb.DNSName}/orders', '${Nlb.DNSName}:9000/orders'),
      /goes to port 9000 of the NLB/,
    ],
    [
      'TLS that ends at the NLB',
      (text) => text.replace('Port: 80\n      Protocol: TCP', 'Port: 80\n      Protocol: TLS'),
      /no TCP listener/,
    ],
    [
      'an ALB without that listener',
      (text) =>
        text.replace(
          '      LoadBalancerArn: !Ref Alb\n      Port: 8080',
          '      LoadBalancerArn: !Ref Alb\n      Port: 9090',
        ),
      /has no listener on port 8080/,
    ],
    [
      'an integration that something else uses by an alias',
      (text) =>
        text.replace('Integration:\n', 'Integration: &integration\n') +
        '  Other:\n    Type: AWS::SNS::Topic\n    Metadata: { Copy: *integration }\n',
      /also used elsewhere as "\*integration"/,
    ],
  ];
  for (const [name, change, reason] of cases) {
    test(name, () => {
      const text = change(before);
      assert.notEqual(text, before);
      const { blocked, files } = plan(text);
      assert.equal(files.size, 0);
      assert.match(blocked.map((block) => block.reason).join('\n'), reason);
    });
  }
});

describe('in two phases', () => {
  test('what phase one kept, phase two removes', () => {
    const kept = convert(before, true);
    assert.notEqual(kept, after);
    assert.equal(convert(kept), after);
    assert.deepEqual(plan(kept).blocked, []);
  });

  test('and leaves what is used elsewhere, with the reason', () => {
    const kept = convert(`${before}Outputs:\n  Nlb: { Value: !Ref Nlb }\n`, true);
    assert.match(convert(kept), /^ {2}Nlb:/m);
    assert.doesNotMatch(convert(kept), /AWS::ApiGateway::VpcLink/);
  });
});

test('listeners stay where the NLB is known by its name and has others', () => {
  const text = `${before}  Tls:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Nlb, Port: 8443, Protocol: TLS, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Service }] }
  Dns:
    Type: AWS::Route53::RecordSet
    Properties: { Name: nlb.example.com, Type: CNAME, ResourceRecords: [!GetAtt Nlb.DNSName] }
`;
  assert.match(convert(text), /^ {2}NlbListener:/m);
  assert.match(convert(text), /IntegrationTarget: !Ref Alb/);
  assert.match(
    plan(text)
      .notes.map((note) => note.text)
      .join('\n'),
    /"NlbListener" stays: "Dns" uses its NLB "Nlb"/,
  );
});

test('a file with a syntax error is not converted before it is mended', () => {
  const text = `${before}  Half:\n    Type: AWS::SNS::Topic\n    Prop\n`;
  const { files, blocked } = plan(text);
  assert.equal(files.size, 0);
  assert.match(blocked.map(({ reason }) => reason).join(), /mend this first/);
});

describe('Fn::If around a whole integration', () => {
  const conditions = (text: string): string =>
    text.replace('Resources:\n', 'Conditions:\n  Private: !Equals [!Ref "AWS::Region", eu-west-1]\nResources:\n');
  const block = `      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        Uri: !Sub http://\${Nlb.DNSName}/orders
`;
  const flow = (path: string, link = 'Link', name = 'Nlb'): string =>
    `{ Type: HTTP_PROXY, IntegrationHttpMethod: GET, ConnectionType: VPC_LINK, ConnectionId: !Ref ${link}, Uri: !Sub "http://\${${name}.DNSName}${path}" }`;
  const withIntegration = (value: string): string => {
    const text = conditions(before).replace(block, `      Integration: ${value}\n`);
    assert.notEqual(text, conditions(before));
    return text;
  };

  test('the branch that is a bridge is converted, the other stays', () => {
    const text = withIntegration(`!If [Private, ${flow('/orders')}, { Type: MOCK }]`);
    assert.match(
      owes(text),
      /Integration: !If \[Private, \{ Type: HTTP_PROXY, IntegrationHttpMethod: GET, ConnectionType: VPC_LINK, ConnectionId: !Ref LinkV2, IntegrationTarget: !Ref Alb, Uri: !Sub "http:\/\/\$\{Alb\.DNSName\}:8080\/orders" \}, \{ Type: MOCK \}\]\n/,
    );
  });

  test('so are both, where both are', () => {
    const text = withIntegration(`!If [Private, ${flow('/a')}, ${flow('/b')}]`);
    const converted = owes(text);
    assert.match(converted, /Uri: !Sub "http:\/\/\$\{Alb\.DNSName\}:8080\/a"/);
    assert.match(converted, /Uri: !Sub "http:\/\/\$\{Alb\.DNSName\}:8080\/b"/);
  });

  test('in a block, in JSON and in an OpenAPI body', () => {
    const text = withIntegration(`!If
        - Private
        - Type: HTTP_PROXY
          IntegrationHttpMethod: GET
          ConnectionType: VPC_LINK
          ConnectionId: !Ref Link
          Uri: !Sub http://\${Nlb.DNSName}/orders
        - !Ref AWS::NoValue`);
    assert.match(owes(text), /ConnectionId: !Ref LinkV2\n {10}IntegrationTarget: !Ref Alb\n/);
    assert.deepEqual(value(owes(toJson(text))), value(owes(text)));
    const integration = `{ type: http_proxy, httpMethod: GET, connectionType: VPC_LINK, connectionId: !Ref Link, uri: !Sub "http://\${Nlb.DNSName}/orders" }`;
    const body = conditions(before)
      .replace(
        'Properties: { Name: orders }',
        `Properties: { Body: { openapi: 3.0.1, paths: { /orders: { get: { x-amazon-apigateway-integration: !If [Private, ${integration}, { type: mock }] } } } } }`,
      )
      .replace(/ {2}Orders:\n[\s\S]*?(?= {2}Deployment:)/, '')
      .replace('    DependsOn: Orders\n', '');
    assert.match(
      owes(body),
      /connectionId: !Ref LinkV2, integrationTarget: !Ref Alb, uri: !Sub "http:\/\/\$\{Alb\.DNSName\}:8080\/orders"/,
    );
  });

  test('the proof tries both branches', () => {
    const text = withIntegration(`!If [Private, ${flow('/orders')}, { Type: MOCK }]`);
    const proof = prove(topologyOf(text), topologyOf(convert(text)));
    assert.ok(proof.requests > 2);
    assert.ok(proof.differences.every(({ request }) => !request.includes('does not hold')));
  });
});

describe('security groups of the NLB', () => {
  const wall = (uses = ''): string => `  Wall:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: NLB, VpcId: !Ref Vpc }
  WallRule:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !Ref Wall, IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8 }
${uses}`;
  const walled = before.replace('Scheme: internal, Subnets', 'Scheme: internal, SecurityGroups: [!Ref Wall], Subnets');
  /** A second bridge, whose NLB is in the same group. */
  const second = ['Orders', 'Link', 'Nlb', 'NlbListener', 'ToAlb']
    .map((id) => {
      const start = walled.indexOf(`  ${id}:\n`);
      const rest = walled.slice(start + 1);
      const next = /^ {2}\w+:$/m.exec(rest);
      return walled.slice(start, next ? start + 1 + next.index : undefined);
    })
    .join('')
    .replaceAll(/\b(Orders|Link|Nlb|NlbListener|ToAlb)\b/g, '$1B')
    .replace('HttpMethod: GET', 'HttpMethod: POST');

  test('go with it, and with their rules', () => {
    const converted = owes(walled + wall());
    assert.doesNotMatch(converted, /Wall/);
  });

  test('go with the last of several NLBs', () => {
    assert.doesNotMatch(owes(walled + second + wall()), /Wall/);
  });

  test('stay while one of them stays', () => {
    const text = `${walled + second + wall()}Outputs:\n  Name: { Value: !GetAtt NlbB.DNSName }\n`;
    const converted = convert(text);
    assert.match(converted, /^ {2}Wall:/m);
    assert.match(converted, /^ {2}NlbB:/m);
    assert.doesNotMatch(converted, /^ {2}Nlb:/m);
  });

  test('stay while only one bridge is converted', () => {
    const topology = topologyOf(walled + second + wall());
    const [bridge] = findBridges(topology);
    const one = planConversion(topology, { keepBridge: false, accept: ({ group }) => group === bridge!.nlbIdentity });
    const converted = applyEdits(walled + second + wall(), one.files.get('t')!);
    assert.match(converted, /^ {2}Wall:/m);
    assert.match(converted, /^ {2}NlbB:/m);
    assert.doesNotMatch(converted, /^ {2}Nlb:/m);
  });

  test('stay where another group names them, and that is said', () => {
    const text = walled.replace(
      '{ GroupDescription: ALB, VpcId: !Ref Vpc }',
      '{ GroupDescription: ALB, VpcId: !Ref Vpc, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !Ref Wall }] }',
    );
    const { notes } = plan(text + wall());
    assert.match(convert(text + wall()), /^ {2}Wall:/m);
    assert.match(
      notes.map((note) => note.text).join('\n'),
      /"Wall" stays, though nothing is in it any more: "AlbGroup" uses it\./,
    );
  });
});

describe('anchors and aliases', () => {
  const other = (integration: string): string =>
    `  Other:\n    Type: AWS::ApiGateway::Method\n    Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: POST, AuthorizationType: NONE, Integration: ${integration} }\n`;

  test('an integration that methods share is changed once', () => {
    const text = before.replace('Integration:\n', 'Integration: &integration\n') + other('*integration');
    const converted = owes(text);
    assert.match(converted, /Integration: &integration\n {8}Type: HTTP_PROXY/);
    assert.match(converted, /Integration: \*integration \}/);
    assert.equal(converted.split('IntegrationTarget').length, 2);
  });

  test('so is a link; a Uri is written out', () => {
    const text =
      before
        .replace('ConnectionId: !Ref Link', 'ConnectionId: &link !Ref Link')
        .replace('Uri: !Sub', 'Uri: &uri !Sub') +
      other(
        '{ Type: HTTP_PROXY, IntegrationHttpMethod: POST, ConnectionType: VPC_LINK, ConnectionId: *link, Uri: *uri }',
      );
    const converted = owes(text);
    assert.match(converted, /ConnectionId: &link !Ref LinkV2\n/);
    assert.match(converted, /Uri: &uri !Sub http:\/\/\$\{Alb\.DNSName\}:8080\/orders\n/);
    assert.match(
      converted,
      /ConnectionId: \*link, IntegrationTarget: !Ref Alb, Uri: !Sub "http:\/\/\$\{Alb\.DNSName\}:8080\/orders" \}/,
    );
  });

  test('what the NLB shares with parts that stay moves there', () => {
    const text = before
      .replace(
        'Scheme: internal, Subnets: !Ref Subnets }',
        'Scheme: &scheme internal, Subnets: &subnets !Ref Subnets }',
      )
      .replace('VpcId: !Ref Vpc\n      Targets', 'VpcId: &vpc !Ref Vpc\n      Targets')
      .replace('Scheme: internal\n      Subnets: !Ref Subnets', 'Scheme: *scheme\n      Subnets: *subnets')
      .replace('{ GroupDescription: ALB, VpcId: !Ref Vpc }', '{ GroupDescription: ALB, VpcId: *vpc }');
    const converted = owes(text);
    assert.match(converted, /Scheme: &scheme internal\n {6}Subnets: &subnets !Ref Subnets\n/);
    assert.match(converted, /\{ GroupDescription: ALB, VpcId: &vpc !Ref Vpc \}/);
    assert.equal(
      converted,
      after
        .replace('Scheme: internal\n      Subnets: !Ref', 'Scheme: &scheme internal\n      Subnets: &subnets !Ref')
        .replace('ALB, VpcId: !Ref', 'ALB, VpcId: &vpc !Ref'),
    );
  });
});

describe('what a reviewer of a running stack would miss', () => {
  test('a canary that sets the link itself', () => {
    const text = before
      .replace('ConnectionId: !Ref Link', 'ConnectionId: ${stageVariables.link}')
      .replace(
        'DeploymentId: !Ref Deployment\n',
        'DeploymentId: !Ref Deployment\n      Variables: { link: !Ref Link }\n      CanarySetting: { PercentTraffic: 5, StageVariableOverrides: { link: !GetAtt Link.VpcLinkId } }\n',
      );
    const converted = owes(text);
    assert.match(converted, /StageVariableOverrides: \{ link: !Ref LinkV2 \}/);
    assert.doesNotMatch(converted, /AWS::ApiGateway::VpcLink\n/);
    const sam = before.replace(
      / {2}Api:[\s\S]*?(?= {2}Link:)/,
      `  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Variables: { link: !Ref Link }
      CanarySetting: { PercentTraffic: 5, StageVariableOverrides: { link: !Ref Link } }
      DefinitionBody: { openapi: 3.0.1, paths: { /orders: { get: { x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, connectionType: VPC_LINK, connectionId: "\${stageVariables.link}", uri: !Sub "http://\${Nlb.DNSName}/orders" } } } } }
`,
    );
    assert.match(owes(sam), /StageVariableOverrides: \{ link: !Ref LinkV2 \}/);
  });

  test('a group that admits the range of the VPC needs no rule more', () => {
    const text =
      before
        .replaceAll('!Ref Vpc', '!Ref Network')
        .replace(
          '{ GroupDescription: ALB, VpcId: !Ref Network }',
          '{ GroupDescription: ALB, VpcId: !Ref Network, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: !GetAtt Network.CidrBlock }] }',
        ) + '  Network: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }\n';
    assert.doesNotMatch(owes(text), /SecurityGroupIngress\n/);
  });

  test('metadata, tags that are no text, and tags whose key is not written out', () => {
    const text = before
      .replace(
        'Type: AWS::ApiGateway::VpcLink\n',
        'Type: AWS::ApiGateway::VpcLink\n    Metadata: { owner: platform }\n',
      )
      .replace(
        '      TargetArns: [!Ref Nlb]\n',
        '      TargetArns: [!Ref Nlb]\n      Tags:\n        - { Key: !Sub team, Value: web }\n        - { Key: cost, Value: 42 }\n        - { Key: !Ref Vpc, Value: x }\n',
      );
    const converted = owes(text);
    assert.match(converted, /Type: AWS::ApiGatewayV2::VpcLink\n {4}Metadata: \{ owner: platform \}\n/);
    assert.match(converted, /Tags:\n {8}team: web\n {8}cost: "42"\n/);
    assert.match(
      plan(text)
        .notes.map((note) => note.text)
        .join('\n'),
      /The key of this tag is not written out/,
    );
  });
});

test('a port at the start of a piece of Fn::Join is quoted where YAML 1.1 wants it', () => {
  for (const [list, expected] of [
    ['[http://, !GetAtt Nlb.DNSName, /orders]', "[http://, !GetAtt Alb.DNSName, ':8080/orders']"],
    ['[http://, !GetAtt Nlb.DNSName]', "[http://, !GetAtt Alb.DNSName, ':8080']"],
  ] as const) {
    const text = before.replace('!Sub http://${Nlb.DNSName}/orders', `!Join ['', ${list}]`);
    assert.ok(owes(text).replaceAll('"', "'").includes(expected), owes(text));
  }
});

describe('a V2 link that is there', () => {
  const method = before
    .slice(before.indexOf('  Orders:\n'), before.indexOf('  Deployment:\n'))
    .replace('Orders:', 'More:')
    .replaceAll('GET', 'POST');
  const later = kept.replace('  DeploymentV2:\n', `${method}  DeploymentV2:\n`);
  const links = (text: string): number => [...convert(text).matchAll(/AWS::ApiGatewayV2::VpcLink/g)].length;
  /** Only the method that follows goes over the old link, and the first API stands in another template. */
  const alone = (text: string): string =>
    text.slice(0, text.indexOf('  Orders:\n')) + text.slice(text.indexOf('  More:\n'));

  test('serves a method that follows later', () => {
    const { notes, applied } = plan(later);
    assert.match(notes.map(({ text }) => text).join('\n'), /"LinkV2" reaches "Alb" already, so it is used again/);
    assert.doesNotMatch(notes.map(({ text }) => text).join('\n'), /quota/);
    assert.ok(applied.some(({ change }) => change.logicalId === 'More'));
    assert.equal(links(later), 1);
    assert.equal(links(alone(later)), 1);
    assert.match(convert(alone(later)), /ConnectionId: !Ref LinkV2\n {8}IntegrationTarget: !Ref Alb\n/);
    assert.doesNotMatch(convert(later), /LinkV2Ingress2|AWS::ApiGateway::VpcLink\b/);
  });

  const open = '{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 0.0.0.0/0 }';
  const misfits: readonly [name: string, change: (text: string) => string][] = [
    [
      'lets out to another port only',
      (text) => text.replace(/(SecurityGroupEgress:\n.*\n.*FromPort: )8080(\n.*ToPort: )8080/, '$1443$2443'),
    ],
    ['is not let in', (text) => text.replace(/ {2}LinkV2Ingress:\n(?: {4}.*\n)+/, '')],
    ['is let in elsewhere', (text) => text.replace(/(LinkV2Ingress:[^]*?FromPort: 8080\n +ToPort: )8080/, '$18079')],
    [
      'lets out to another group',
      (text) => text.replace('!GetAtt AlbGroup.GroupId\n  LinkV2Ingress', 'sg-1\n  LinkV2Ingress'),
    ],
    ['has groups of another template', (text) => text.replace('- !GetAtt LinkV2SecurityGroup.GroupId', '- sg-2')],
    [
      'has no group and other subnets than an ALB that is open to all',
      (text) =>
        text
          .replace('GroupDescription: ALB, ', `GroupDescription: ALB, SecurityGroupIngress: [${open}], `)
          .replace(/(Name: orders\n +SubnetIds: )!Ref Subnets\n.*\n.*\n/, '$1[subnet-9]\n'),
    ],
    [
      'stands under a condition',
      (text) =>
        text
          .replace('Resources:\n', 'Conditions:\n  Some: !Equals [!Ref Vpc, vpc-1]\nResources:\n')
          .replace('Type: AWS::ApiGatewayV2::VpcLink\n', 'Type: AWS::ApiGatewayV2::VpcLink\n    Condition: Some\n'),
    ],
  ];
  for (const [name, change] of misfits) {
    test(`that ${name} is left alone`, () => {
      const text = change(alone(later));
      assert.notEqual(text, alone(later));
      assert.equal(links(text), 2);
    });
  }

  test('serves where everybody is let out and in, and the subnets are those of the ALB', () => {
    const text = alone(later)
      .replace('GroupDescription: ALB, ', `GroupDescription: ALB, SecurityGroupIngress: [${open}], `)
      .replace(/ {6}SecurityGroupEgress:\n(?: {8}.*\n)+/, '')
      .replace(/ {2}LinkV2Ingress:\n(?: {4}.*\n)+/, '');
    assert.equal(links(text), 1);
  });
});
