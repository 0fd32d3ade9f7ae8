import Ajv from 'ajv';
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { kept } from '../../src/convert/bridge/example';
import type { Log } from 'sarif';
import { bridgeYaml } from '../topology/graph-samples';
import { cli, json } from './memory-io';

const clean = `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n`;
const broken = `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Topic:\n    Type: "AWS::SNS::Topic\n`;

interface Report {
  readonly files: readonly {
    readonly file: string;
    readonly dialect: string;
    readonly problems: readonly { readonly message: string; readonly range: Range }[];
    readonly findings: readonly {
      readonly rule: string;
      readonly severity: string;
      readonly message: string;
      readonly range: Range;
      readonly logicalId: string;
      readonly fixes: readonly object[];
    }[];
  }[];
}
interface Range {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

test('JSON names the bridge at its zero-based place, with its fix', async () => {
  const result = await cli(['check', 'bridge.yaml', '--format', 'json'], { files: { 'bridge.yaml': bridgeYaml } });
  assert.equal(result.exitCode, 1);
  assert.equal(result.stderr, '');
  const { files } = json<Report>(result);
  assert.deepEqual(
    files.map(({ file, dialect, problems }) => ({ file, dialect, problems })),
    [{ file: 'bridge.yaml', dialect: 'cloudformation', problems: [] }],
  );
  const bridges = files[0]!.findings.filter(({ rule }) => rule === 'nlb-bridge');
  const bridge = bridges.find(({ logicalId }) => logicalId === 'Link');
  assert.deepEqual(Object.keys(bridge!), ['rule', 'severity', 'message', 'range', 'logicalId', 'fixes']);
  const { start, end } = bridge!.range;
  assert.equal(start.line, end.line);
  assert.equal(bridgeYaml.split('\n')[start.line]!.slice(start.column, end.column), 'Link');
  assert.ok(bridge!.fixes.length > 0);
  assert.deepEqual(Object.keys(bridge!.fixes[0]!), ['step', 'title', 'safety']);
});

test('a template without findings ends with 0', async () => {
  const { exitCode, stdout } = await cli(['check', 'clean.yaml'], { files: { 'clean.yaml': clean } });
  assert.deepEqual([exitCode, stdout], [0, 'No findings in 1 template\n']);
});

test('a file that is no template is ignored politely', async () => {
  const files = {
    'clean.yaml': clean,
    'deployment.yaml': 'apiVersion: apps/v1\nkind: Deployment\n',
    'broken.json': '{ "x": ',
  };
  const text = await cli(['check', '.'], { files });
  assert.deepEqual(
    [text.exitCode, text.stdout],
    [0, 'No findings in 1 template, 2 files are no CloudFormation or SAM template\n'],
  );
  const { files: listed } = json<Report>(await cli(['check', '.', '--format', 'json'], { files }));
  assert.deepEqual(
    listed.map(({ file, dialect }) => `${file} ${dialect}`),
    ['broken.json none', 'clean.yaml cloudformation', 'deployment.yaml none'],
  );
});

const compose = 'services:\n  web: { image: nginx }\n';
const noTemplates: [args: string[], exitCode: number, stderr: RegExp][] = [
  [['compose.yaml'], 2, /^compose\.yaml: no CloudFormation or SAM template\n$/],
  [['broken.json'], 2, /^broken\.json:1: no CloudFormation or SAM template, and it cannot be read: .+\n$/],
  [['-'], 2, /^stdin: is empty, so it is no CloudFormation or SAM template\n$/],
  [['empty.yaml'], 2, /^empty\.yaml: is empty/],
  [['clean.yaml', 'compose.yaml'], 0, /^compose\.yaml: no CloudFormation or SAM template\n$/],
  [['clean.yaml', 'broken.json'], 2, /^broken\.json:1: /],
  [['clean.yaml', 'several.yaml', 'comments.json'], 0, /^several\.yaml: no [^:]+\ncomments\.json: no [^:]+\n$/],
  [['deep'], 0, /^$/],
];

for (const command of ['check', 'convert']) {
  for (const [args, exitCode, stderr] of noTemplates) {
    test(`${command} ${args.join(' ')} tells of what was named and is no template`, async () => {
      const files = {
        'clean.yaml': clean,
        'compose.yaml': compose,
        'broken.json': '{ "Resources": { "A": 1, }',
        'empty.yaml': '\n',
        'several.yaml': 'a: 1\n---\nb: 2\n',
        'comments.json': '{\n  // as editors have it\n  "a": 1\n}\n',
        'deep/broken.json': '{ "x": ',
      };
      const result = await cli([command, ...args], { files });
      assert.equal(result.exitCode, exitCode);
      assert.match(result.stderr.replace(/^Nothing to convert.*\n/gm, ''), stderr);
      if (exitCode === 2 && args.length === 1) assert.equal(result.stdout, '');
    });
  }
}

test('what is copied into the output of a CDK app is only listed when it is a template', async () => {
  const files = {
    'cdk.out/app.template.json': '{"Resources":{"T":{"Type":"AWS::SNS::Topic"}}}',
    'cdk.out/asset.1/package.json': '{}',
  };
  const { files: listed } = json<Report>(await cli(['check', '.', '--format', 'json'], { files }));
  assert.deepEqual(
    listed.map(({ file }) => file),
    ['cdk.out/app.template.json'],
  );
});

test('a bridge that was left standing is for convert, not for the editor', async () => {
  const { stdout } = await cli(['check', 'kept.yaml'], { files: { 'kept.yaml': kept } });
  assert.match(stdout, /unused-nlb-bridge\n/);
  assert.match(stdout, /1 about an NLB bridge, see unbridge convert\n/);
});

test('text groups by file and counts, with one-based places', async () => {
  const { exitCode, stdout } = await cli(['check', 'bridge.yaml', 'broken.yaml'], {
    files: { 'bridge.yaml': bridgeYaml, 'broken.yaml': broken },
  });
  assert.equal(exitCode, 1);
  assert.match(stdout, /^bridge\.yaml\n {2,}\d+:\d+ {2}/);
  assert.match(stdout, /^ +\d+:\d+ {2}warning +.* {2}nlb-bridge$/m);
  assert.match(stdout, /^broken\.yaml\n +\d+:\d+ {2}error {2}.* {2}syntax$/m);
  assert.match(stdout, /\n\d+ errors?, .* in 2 templates; \d+ about an NLB bridge, see unbridge convert/);
  assert.ok(!stdout.includes('\u001b'));
});

test('a terminal gets colours unless NO_COLOR is set', async () => {
  const files = { 'bridge.yaml': bridgeYaml };
  assert.ok((await cli(['check', 'bridge.yaml'], { files, isTTY: true })).stdout.includes('\u001b['));
  assert.ok(
    !(await cli(['check', 'bridge.yaml'], { files, isTTY: true, env: { NO_COLOR: '1' } })).stdout.includes('\u001b['),
  );
});

test('--fail-on sets the mildest severity that counts', async () => {
  const files = { 'bridge.yaml': bridgeYaml };
  const { files: listed } = json<Report>(await cli(['check', 'bridge.yaml', '--format', 'json'], { files }));
  const severities = listed[0]!.findings.map(({ severity }) => severity);
  assert.ok(severities.includes('warning'));
  const exitCodes = [];
  for (const level of ['error', 'warning', 'info'])
    exitCodes.push((await cli(['check', 'bridge.yaml', '--fail-on', level], { files })).exitCode);
  assert.deepEqual(exitCodes, [severities.includes('error') ? 1 : 0, 1, 1]);
});

test('- reads stdin', async () => {
  const { files } = json<Report>(await cli(['check', '-', '--format', 'json'], { stdin: bridgeYaml }));
  assert.equal(files[0]!.file, '-');
  assert.ok(files[0]!.findings.some(({ rule }) => rule === 'nlb-bridge'));
});

test('a byte order mark shifts no position', async () => {
  const positions = async (text: string): Promise<unknown> =>
    json<Report>(await cli(['check', 'a.yaml', '--format', 'json'], { files: { 'a.yaml': text } })).files[0]!.findings;
  assert.deepEqual(await positions(`\ufeff${bridgeYaml}`), await positions(bridgeYaml));
});

test('bytes that are no text make no exception', async () => {
  const { exitCode, stdout } = await cli(['check', 'picture.yaml', '--format', 'json'], {
    files: { 'picture.yaml': Buffer.from([0x89, 0x50, 0, 0xff, 0xfe, 0x0a]) },
  });
  assert.equal(exitCode, 2);
  assert.equal((JSON.parse(stdout) as Report).files[0]!.dialect, 'none');
});

test('github annotations are escaped and one-based', async () => {
  const { exitCode, stdout } = await cli(['check', 'a,b.yaml', '--format', 'github'], {
    files: { 'a,b.yaml': bridgeYaml },
  });
  assert.equal(exitCode, 1);
  assert.match(
    stdout,
    /^::warning file=a%2Cb\.yaml,line=\d+,endLine=\d+,title=unbridge%3A nlb-bridge,col=\d+,endColumn=\d+::.+$/m,
  );
  assert.deepEqual(
    stdout
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('::')),
    [],
  );
});

test('SARIF is valid by the published schema, with findings and without', async () => {
  const text = fs.readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8');
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(text) as Record<string, unknown>;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  for (const template of [bridgeYaml, broken, clean]) {
    const log = json<Log>(await cli(['check', 'a.yaml', '--format', 'sarif'], { files: { 'a.yaml': template } }));
    assert.ok(validate(log), JSON.stringify(validate.errors));
  }
  assert.ok(!validate({ version: '2.1.0', runs: [{ results: [{}] }] }));
});

test('SARIF describes every rule that its results name', async () => {
  const result = await cli(['check', 'my stacks/bridge.yaml', 'broken.yaml', '--format', 'sarif'], {
    files: { 'my stacks/bridge.yaml': bridgeYaml, 'broken.yaml': broken },
  });
  assert.equal(result.exitCode, 1);
  const log = json<Log>(result);
  assert.equal(log.version, '2.1.0');
  const [run] = log.runs;
  const descriptors = run!.tool.driver.rules!;
  assert.ok(run!.results!.length >= 2);
  for (const { ruleId, ruleIndex, message, locations } of run!.results!) {
    assert.equal(descriptors[ruleIndex!]!.id, ruleId);
    assert.ok(message.text);
    const { startLine, startColumn } = locations![0]!.physicalLocation!.region!;
    assert.ok(startLine! >= 1 && startColumn! >= 1);
  }
  const uris = run!.results!.map(({ locations }) => locations![0]!.physicalLocation!.artifactLocation!.uri);
  assert.ok(uris.includes('my%20stacks/bridge.yaml') && uris.includes('broken.yaml'));
});

test('SARIF says what code scanning wants to know', async () => {
  const silenced = bridgeYaml.replace(/^Resources:$/m, '# unbridge-disable nlb-bridge -- until spring\nResources:');
  assert.notEqual(silenced, bridgeYaml);
  const files = { 'stacks/a.yaml': bridgeYaml, 'stacks/b.yaml': silenced };
  const [run] = json<Log>(await cli(['check', 'stacks', '--format', 'sarif'], { files })).runs;
  assert.equal(run!.columnKind, 'utf16CodeUnits');
  for (const { helpUri, help, shortDescription, fullDescription, defaultConfiguration } of run!.tool.driver.rules!) {
    assert.match(helpUri!, /^https:/);
    assert.ok(help!.text && help!.markdown && shortDescription!.text && fullDescription!.text);
    assert.match(defaultConfiguration!.level!, /^(error|warning|note)$/);
  }
  for (const { locations, level, partialFingerprints } of run!.results!) {
    const { uri, uriBaseId } = locations![0]!.physicalLocation!.artifactLocation!;
    assert.match(uri!, /^stacks\/[ab]\.yaml$/);
    assert.ok(run!.originalUriBaseIds![uriBaseId!]);
    assert.match(level!, /^(error|warning|note)$/);
    assert.match(partialFingerprints!['primaryLocationLineHash']!, /^[0-9a-f]{16}:1$/);
  }
  const bridges = run!.results!.filter(({ ruleId }) => ruleId === 'nlb-bridge');
  const silence = [{ kind: 'inSource', justification: 'until spring' }];
  assert.deepEqual(
    bridges.map(({ suppressions }) => suppressions),
    [undefined, undefined, silence, silence],
  );
  const [first, , second] = bridges.map(({ partialFingerprints }) => partialFingerprints!['unbridge/v1']);
  assert.equal(first, second);
});

test('what an import hides is said, and not where the exporting file is given, too', async () => {
  const api = `AWSTemplateFormatVersion: '2010-09-09'
Parameters: { Network: { Type: String } }
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        Uri: http://orders.example.com/
        ConnectionType: VPC_LINK
        ConnectionId: !ImportValue
          Fn::Sub: \${Network}-Link
`;
  const network = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Link: { Type: AWS::ApiGateway::VpcLink, Properties: { Name: orders, TargetArns: [!Ref Nlb] } }
Outputs:
  Link: { Value: !Ref Link, Export: { Name: !Sub '\${AWS::StackName}-Link' } }
`;
  const alone = await cli(['check', 'api.yaml'], { files: { 'api.yaml': api } });
  assert.equal(
    alone.stderr,
    'api.yaml:16: "Get" was not followed to its target, its VPC link is imported: give the file that exports "${Network}-Link" too\n',
  );
  const both = await cli(['check', 'api.yaml', 'network.yaml'], {
    files: { 'api.yaml': api, 'network.yaml': network },
  });
  assert.equal(both.stderr, '');
  const quiet = await cli(['check', 'api.yaml', '--format', 'json'], { files: { 'api.yaml': api } });
  assert.equal(quiet.stderr, '');
});
