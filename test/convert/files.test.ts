import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { before as example } from '../../src/convert/bridge/example';
import { createService, type ConversionView } from '../../src/service';

function convert(files: Readonly<Record<string, string>>): ConversionView & { text(name: string): string } {
  const service = createService();
  for (const [name, text] of Object.entries(files)) service.setDocument(`file:///${name}`, text);
  const view = service.convert(Object.keys(files).map((name) => `file:///${name}`));
  assert.deepEqual(view.failures, []);
  const again = createService();
  for (const { uri, newText } of view.files) {
    assert.deepEqual(again.setDocument(uri, newText).problems, []);
  }
  const second = again.convert(view.files.map(({ uri }) => uri));
  assert.deepEqual(
    second.files.filter(({ changed }) => changed),
    [],
    'a second run changes nothing',
  );
  return { ...view, text: (name) => view.files.find(({ uri }) => uri === `file:///${name}`)!.newText };
}

/** The NLB's addresses are let in, so that requests get through before as well as after. */
const before = example.replace(
  '{ GroupDescription: ALB, VpcId: !Ref Vpc }',
  '{ GroupDescription: ALB, VpcId: !Ref Vpc, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 10.0.0.0/8 }] }',
);

/** The resources of the example from one logical id up to another. */
function part(from: string, to?: string): string {
  const start = before.indexOf(`  ${from}:\n`);
  return before.slice(start, to === undefined ? undefined : before.indexOf(`  ${to}:\n`));
}

const parameters = before.slice(0, before.indexOf('Resources:'));

describe('nested stacks', () => {
  const root = (link: string): string => `Parameters:
  Vpc: { Type: "AWS::EC2::VPC::Id" }
  Subnets: { Type: "List<AWS::EC2::Subnet::Id>" }
Resources:
  Web:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: web.yaml
      Parameters: { Vpc: !Ref Vpc, Subnets: !Join [",", !Ref Subnets] }
${link}`;

  test('an API in the root and everything else in a child', () => {
    const api = part('Api', 'Link')
      .replace('!Ref Link', '!GetAtt Web.Outputs.Link')
      .replace('${Nlb.DNSName}', '${Web.Outputs.NlbName}');
    const web = `${parameters}Resources:\n${part('Link')}Outputs:\n  Link: { Value: !Ref Link }\n  NlbName: { Value: !GetAtt Nlb.DNSName }\n`;
    const converted = convert({ 'root.yaml': root(api), 'web.yaml': web });
    assert.match(converted.text('root.yaml'), /ConnectionId: !GetAtt Web\.Outputs\.LinkV2Id\n/);
    assert.match(converted.text('root.yaml'), /IntegrationTarget: !GetAtt Web\.Outputs\.AlbId\n/);
    assert.match(converted.text('root.yaml'), /Uri: !Sub http:\/\/\$\{Web\.Outputs\.AlbDNSName\}:8080\/orders\n/);
    assert.match(converted.text('web.yaml'), /Type: AWS::ApiGatewayV2::VpcLink/);
    assert.match(converted.text('web.yaml'), /AlbDNSName: ?\{? ?\n? *Value: !GetAtt Alb\.DNSName/);
    const [first] = converted.files;
    assert.deepEqual(first!.proof!.differences, []);
    assert.ok(first!.proof!.requests > 0);
    // The outputs that others may read keep the old parts; both are said.
    const notes = converted.files.flatMap((file) => file.notes.map(({ text }) => text)).join('\n');
    assert.match(notes, /"Link" stays: Outputs "Link" uses it/);
  });

  test('an API in a child gets the values as parameters', () => {
    const api =
      `Parameters:\n  LinkId: { Type: String }\n  NlbName: { Type: String }\nResources:\n${part('Api', 'Link')}`
        .replace('!Ref Link', '!Ref LinkId')
        .replace('${Nlb.DNSName}', '${NlbName}');
    const stack = `  Orders:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: api.yaml
      Parameters:
        LinkId: !Ref Link
        NlbName: !GetAtt Nlb.DNSName
`;
    const text = `${parameters}Resources:\n${stack}${part('Link')}`;
    const converted = convert({ 'root.yaml': text, 'api.yaml': api });
    assert.match(converted.text('api.yaml'), /ConnectionId: !Ref LinkV2Id\n/);
    assert.match(converted.text('api.yaml'), /IntegrationTarget: !Ref AlbId\n/);
    assert.match(converted.text('api.yaml'), /Uri: !Sub http:\/\/\$\{AlbDNSName\}:8080\/orders\n/);
    assert.match(converted.text('root.yaml'), /AlbDNSName: !GetAtt Alb\.DNSName\n/);
    assert.match(converted.text('root.yaml'), /LinkV2Id: !Ref LinkV2\n/);
  });

  test('an output that the root reads is not said to be read by nobody', () => {
    const nested = `${before}Outputs:\n  NlbName: { Value: !GetAtt Nlb.DNSName }\n`;
    const reader = `Outputs:\n  Name: { Value: !GetAtt Web.Outputs.NlbName }\n`;
    const first = convert({ 'root.yaml': root('') + reader, 'web.yaml': nested });
    const service = createService();
    for (const { uri, newText } of first.files) service.setDocument(uri, newText);
    const uris = first.files.map(({ uri }) => uri);
    assert.ok(service.convert(uris, { dropOutputs: true }).files.every(({ changed }) => !changed));
    for (const uri of uris) assert.ok(service.check(uri).findings.every(({ rule }) => rule !== 'unused-nlb-bridge'));
  });

  test('an ALB under a condition of another file is refused with the reason', () => {
    const api = part('Api', 'Link')
      .replace('!Ref Link', '!GetAtt Web.Outputs.Link')
      .replace('${Nlb.DNSName}', '${Web.Outputs.NlbName}');
    const web =
      `${parameters}Conditions:\n  On: !Equals [!Ref Vpc, x]\nResources:\n${part('Link')}Outputs:\n  Link: { Value: !Ref Link }\n  NlbName: { Value: !GetAtt Nlb.DNSName }\n`.replace(
        '  Alb:\n',
        '  Alb:\n    Condition: On\n',
      );
    const converted = convert({ 'root.yaml': root(api), 'web.yaml': web });
    assert.ok(converted.files.every(({ changed }) => !changed));
    assert.match(converted.files[0]!.blocked[0]!.reason, /"Alb" stands under the condition "On"/);
  });
});

test('a template that two stacks are made of is refused with the reason', () => {
  const api = part('Api', 'Link')
    .replace('!Ref Link', '!GetAtt Blue.Outputs.Link')
    .replace('${Nlb.DNSName}', '${Blue.Outputs.NlbName}');
  const stack = (name: string): string =>
    `  ${name}: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: web.yaml } }\n`;
  const web = `${parameters}Resources:\n${part('Link')}Outputs:\n  Link: { Value: !Ref Link }\n  NlbName: { Value: !GetAtt Nlb.DNSName }\n`;
  const { files } = convert({ 'root.yaml': `Resources:\n${stack('Blue')}${stack('Green')}${api}`, 'web.yaml': web });
  assert.match(files[0]!.blocked[0]!.reason, /"Alb" stands in web\.yaml, which "Blue" and "Green" are all made of/);
});

test('a file that two templates include is refused with the reason', () => {
  const including = `${parameters}Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Body: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: body.yaml } } } }
${part('Link')}`;
  const body = `openapi: 3.0.1
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        connectionType: VPC_LINK
        connectionId: { Ref: Link }
        uri: { Fn::Sub: 'http://\${Nlb.DNSName}/orders' }
`;
  const { files } = convert({ 'dev.yaml': including, 'prod.yaml': including, 'body.yaml': body });
  assert.ok(files.every(({ changed }) => !changed));
  assert.match(files[0]!.blocked[0]!.reason, /body\.yaml names it, which dev\.yaml and prod\.yaml include/);
});

describe('exports', () => {
  const platform = `${parameters}Resources:\n${part('Link')}Outputs:
  Link: { Value: !Ref Link, Export: { Name: net-Link } }
  NlbName: { Value: !GetAtt Nlb.DNSName, Export: { Name: net-NlbName } }
`;
  const api = `Resources:\n${part('Api', 'Link')}`
    .replace('!Ref Link', '!ImportValue net-Link')
    .replace('!Sub http://${Nlb.DNSName}/orders', '!Join ["", ["http://", !ImportValue net-NlbName, "/orders"]]');

  test('new exports stand beside the old ones, which stay while they are imported', () => {
    const converted = convert({ 'platform.yaml': platform, 'api.yaml': api });
    assert.match(converted.text('api.yaml'), /ConnectionId: !ImportValue net-LinkV2Id\n/);
    assert.match(converted.text('api.yaml'), /IntegrationTarget: !ImportValue net-AlbId\n/);
    assert.match(
      converted.text('api.yaml'),
      /!Join \["", \["http:\/\/", !ImportValue net-AlbDNSName, ":8080\/orders"\]\]/,
    );
    for (const name of ['net-Link', 'net-NlbName', 'net-LinkV2Id', 'net-AlbId', 'net-AlbDNSName'])
      assert.match(converted.text('platform.yaml'), new RegExp(`Name: ${name}\\b`));
    assert.match(converted.text('platform.yaml'), /^ {2}Nlb:/m);
    assert.deepEqual(converted.files[0]!.proof!.differences, []);
  });

  test('the first run leaves the outputs, also when they are to be dropped, and says what to do first', () => {
    const service = createService();
    service.setDocument('file:///platform.yaml', platform);
    service.setDocument('file:///api.yaml', api);
    const uris = ['file:///platform.yaml', 'file:///api.yaml'];
    const { files } = service.convert(uris, { dropOutputs: true });
    const notes = files.flatMap((file) => file.notes.map(({ text }) => text));
    assert.deepEqual(
      notes.filter((text) => text.includes('--drop-outputs')),
      [
        'Outputs "Link", Outputs "NlbName" stay for now, for the stacks that read them run their old templates until they are deployed as converted. Deploy all of these, then run "unbridge convert --drop-outputs" again.',
      ],
    );
    assert.deepEqual(
      notes.filter((text) => text.includes('must be deployed before')),
      [
        'The new exports "net-AlbId", "net-AlbDNSName" and "net-LinkV2Id" must be deployed before the templates that import them.',
      ],
    );
    assert.ok(
      notes.some((text) =>
        text.startsWith('"Nlb" stays: the VPC link "Link" needs it. "NlbListener", "ToAlb" stay with it.'),
      ),
    );
    assert.deepEqual(
      files[0]!.steps.filter(({ logicalId }) => /^Alb|Id$/.test(logicalId)).map(({ title }) => title),
      Array(3).fill('Export what the templates that import it need'),
    );
    assert.ok(service.convert(uris).files.every((file) => file.notes.every(({ text }) => !text.includes('--drop'))));
  });

  test('an API that follows later goes over the link and the exports of the first one', () => {
    const first = convert({ 'platform.yaml': platform, 'api.yaml': api });
    const network = first.text('platform.yaml');
    const second = convert({ 'platform.yaml': network, 'second.yaml': api });
    assert.equal(second.text('platform.yaml'), network);
    assert.equal(second.text('second.yaml'), first.text('api.yaml'));
    assert.match(
      second.files[0]!.notes.map(({ text }) => text).join('\n'),
      /The VPC link V2 "LinkV2" reaches "Alb" already, so it is used again/,
    );
  });

  test('on the NLB of a platform the own listener and group go, and what is theirs stays', () => {
    const theirs = `${parameters}Resources:\n${part('Link', 'NlbListener')}Outputs:
  Link: { Value: !Ref Link, Export: { Name: net-Link } }
  NlbArn: { Value: !Ref Nlb, Export: { Name: net-Nlb } }
  NlbName: { Value: !GetAtt Nlb.DNSName, Export: { Name: net-NlbName } }
`;
    const ours = `${parameters}Resources:\n${part('Api', 'Link')}${part('NlbListener')}`
      .replace('!Ref Link', '!ImportValue net-Link')
      .replace('LoadBalancerArn: !Ref Nlb\n', 'LoadBalancerArn: !ImportValue net-Nlb\n')
      .replace('!Sub http://${Nlb.DNSName}/orders', '!Join ["", ["http://", !ImportValue net-NlbName, "/orders"]]');
    const converted = convert({ 'platform.yaml': theirs, 'api.yaml': ours });
    assert.equal(converted.text('platform.yaml'), theirs);
    const text = converted.text('api.yaml');
    assert.match(text, /ConnectionId: !Ref LinkV2\n *IntegrationTarget: !Ref Alb\n/);
    assert.match(text, /!Join \["", \["http:\/\/", !GetAtt Alb\.DNSName, ":8080\/orders"\]\]/);
    assert.doesNotMatch(text, /^ {2}(NlbListener|ToAlb):/m);
    const notes = converted.files.flatMap((file) => file.notes.map((note) => note.text)).join('\n');
    assert.match(notes, /"Link" stays: Outputs "Link" uses it/);
    assert.deepEqual(converted.files.find(({ uri }) => uri.endsWith('api.yaml'))!.proof!.differences, []);
  });

  describe('with names that are put together', () => {
    const environment = 'Parameters:\n  Env: { Type: String }\n';
    const exporting = platform
      .replace('Parameters:\n', environment)
      .replaceAll(/Name: net-(\w+)/g, "Name: !Sub '${Env}-$1'");
    const importing =
      environment +
      api
        .replace('!ImportValue net-Link', "{ Fn::ImportValue: !Sub '${Env}-Link' }")
        .replace('!ImportValue net-NlbName', "{ Fn::ImportValue: !Sub '${Env}-NlbName' }");

    test('from parameters of the same name, they are the same', () => {
      const converted = convert({ 'platform.yaml': exporting, 'api.yaml': importing });
      const text = converted.text('api.yaml');
      assert.match(text, /ConnectionId:\n? *\{? ?Fn::ImportValue: !Sub '?\$\{Env\}-LinkV2Id/);
      assert.match(text, /IntegrationTarget:\s+\{? ?Fn::ImportValue: !Sub ["']\$\{Env\}-AlbId/);
      assert.match(converted.text('platform.yaml'), /Name: !Sub ["']\$\{Env\}-AlbDNSName/);
      assert.deepEqual(converted.files[1]!.proof!.differences, []);
    });

    test('a default on one side says nothing against it, two that differ do', () => {
      const withDefault = (text: string, value: string): string =>
        text.replace('Env: { Type: String }', `Env: { Type: String, Default: ${value} }`);
      assert.ok(convert({ 'p.yaml': withDefault(exporting, 'dev'), 'a.yaml': importing }).files[1]!.changed);
      assert.ok(
        !convert({ 'p.yaml': withDefault(exporting, 'dev'), 'a.yaml': withDefault(importing, 'prod') }).files[1]!
          .changed,
      );
    });

    describe('from the name of the stack on the one side and a parameter on the other', () => {
      const own = exporting.replaceAll('${Env}-', '${AWS::StackName}-');
      const reasons = ({ files }: ConversionView): string =>
        files.flatMap(({ uri, blocked }) => blocked.map(({ reason }) => `${uri.slice(8)}: ${reason}`)).join('\n');

      test('they are the same where one template alone exports such names, and a note says so', () => {
        const converted = convert({ 'net/platform.yaml': own, 'api.yaml': importing });
        assert.match(converted.text('api.yaml'), /IntegrationTarget:\s+\{? ?Fn::ImportValue: !Sub ["']\$\{Env\}-AlbId/);
        assert.match(converted.text('net/platform.yaml'), /Name: !Sub ["']\$\{AWS::StackName\}-AlbDNSName/);
        const { notes, proof } = converted.files[1]!;
        const [note, ...more] = notes.filter(({ text }) => text.includes(' is taken to be '));
        const words = '"Env" is taken to be the stack of platform.yaml, as it alone exports a name of this shape.';
        assert.deepEqual([note!.text, more], [words, []]);
        assert.equal(importing.slice(note!.range.start, note!.range.end), "!Sub '${Env}-Link'");
        assert.deepEqual(proof!.differences, []);
      });

      test('an export that the platform has already is used', () => {
        const more = `${own}  Target: { Value: !Ref Alb, Export: { Name: !Sub 'alb-of-\${AWS::StackName}' } }\n`;
        const converted = convert({ 'platform.yaml': more, 'api.yaml': importing });
        assert.match(
          converted.text('api.yaml'),
          /IntegrationTarget:\s+\{? ?Fn::ImportValue: !Sub ["']alb-of-\$\{Env\}/,
        );
        assert.doesNotMatch(converted.text('platform.yaml'), /AlbId/);
      });

      test('copies of the platform block, and the reason names them', () => {
        const converted = convert({ 'dev/p.yaml': own, 'prod/p.yaml': own, 'api.yaml': importing });
        assert.ok(converted.files.every(({ changed }) => !changed));
        assert.match(
          reasons(converted),
          /^api\.yaml: .*"\$\{Env\}-Link" may be an export of dev\/p\.yaml and prod\/p\.yaml/m,
        );
        assert.match(
          reasons(converted),
          /^prod\/p\.yaml: "Orders" goes over an import, .* dev\/p\.yaml and prod\/p\.yaml/m,
        );
      });

      test('two parameters for one export block as well', () => {
        const blue = importing
          .replace('Env:', 'Blue: { Type: String }\n  Env:')
          .replace('${Env}-NlbName', '${Blue}-NlbName');
        const green = `${blue}  Other:\n    Type: AWS::SNS::Topic\n    Properties: { TopicName: { Fn::ImportValue: !Sub '\${Blue}-Link' } }\n`;
        const converted = convert({ 'p.yaml': own, 'api.yaml': green });
        assert.match(reasons(converted), /"Env" and "Blue" would both be the stack of p\.yaml/);
      });
    });
  });

  test('with the platform out of sight nothing is guessed', () => {
    const converted = convert({ 'api.yaml': api });
    assert.equal(converted.files[0]!.changed, false);
    assert.deepEqual(
      converted.files[0]!.blocked.map(({ reason }) => reason),
      ['its VPC link is imported: give the file that exports "net-Link" too'],
    );
  });
});
