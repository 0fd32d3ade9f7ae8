import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bridgeYaml } from '../topology/graph-samples';
import { cli, json, type Outcome } from './memory-io';

const template = `Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2] }
`;
const severities = ({ stdout }: Outcome): readonly string[] =>
  [...stdout.matchAll(/^ +\d+:\d+ +(\w+) /gm)].map(([, severity]) => severity!);

interface Report {
  readonly files: readonly { readonly file: string; readonly findings: readonly { readonly rule: string }[] }[];
}

test('without settings, two rules speak about the template', async () => {
  const found = severities(await cli(['check', 'a.yaml'], { files: { 'a.yaml': template } }));
  assert.equal(found.length, 2);
  assert.ok(found.every((severity) => severity !== 'error'));
});

test('the nearest unbridge.yaml sets severities, up to the root of the repository', async () => {
  const rules = (level: string): string => `rules:\n  unused-vpc-link: ${level}\n  link-without-security-group: off\n`;
  const files = {
    '.git/HEAD': '',
    'unbridge.yaml': rules('error'),
    'stacks/a.yaml': template,
    'other/unbridge.yml': rules('off'),
    'other/deep/er/b.yaml': template,
    'inner/.git/HEAD': '',
    'inner/c.yaml': template,
  };
  const found = async (file: string): Promise<readonly string[]> => severities(await cli(['check', file], { files }));
  assert.deepEqual(await found('stacks/a.yaml'), ['error']);
  assert.deepEqual(await found('other/deep/er/b.yaml'), []);
  assert.equal((await found('inner/c.yaml')).length, 2);
});

test('failOn counts where no option says otherwise', async () => {
  const exit = async (settings: string, ...args: string[]): Promise<number> =>
    (await cli(['check', 'a.yaml', ...args], { files: { 'a.yaml': template, 'unbridge.yaml': settings } })).exitCode;
  const quiet = 'rules: { link-without-security-group: off, unused-vpc-link: warning }\n';
  assert.equal(await exit(quiet), 1);
  assert.equal(await exit(`${quiet}failOn: error\n`), 0);
  assert.equal(await exit(`${quiet}failOn: error\n`, '--fail-on', 'info'), 1);
  const hint = 'rules: { link-without-security-group: off, unused-vpc-link: hint }\n';
  assert.equal(await exit(hint), 0);
  assert.equal(await exit(hint, '--fail-on', 'hint'), 1);
  assert.equal(await exit(`${hint}failOn: hint\n`), 1);
  assert.equal(await exit(`failOn: info\nrules: { link-without-security-group: off, unused-vpc-link: info }\n`), 1);
});

test('ignored files are not reported, and the settings are no input', async () => {
  const files = {
    'unbridge.yaml': 'ignore: [vendor, "old/**/*.yaml", ./exact.yaml]\n',
    'a.yaml': template,
    'exact.yaml': template,
    'sub/exact.yaml': template,
    'vendor/x.yaml': template,
    'sub/vendor/y.yaml': template,
    'old/z.yaml': template,
    'old/deep/z.json': template,
  };
  const { files: listed } = json<Report>(await cli(['check', '.', '--format', 'json'], { files }));
  assert.deepEqual(
    listed.map(({ file }) => file),
    ['a.yaml', 'old/deep/z.json', 'sub/exact.yaml'],
  );
});

test('every command leaves out what it found and was to ignore; a named file is always taken', async () => {
  const files = { 'unbridge.yaml': 'ignore: [vendor]\n', 'vendor/template.yaml': bridgeYaml, 'a.yaml': template };
  const written = await cli(['convert', '.', '--write'], { files });
  assert.equal(written.files.get('/work-folder/vendor/template.yaml')!.toString(), bridgeYaml);
  assert.doesNotMatch((await cli(['topology', '.'], { files })).stdout, /nlb/i);
  assert.match((await cli(['topology', 'vendor/template.yaml'], { files })).stdout, /nlb/i);
  assert.match((await cli(['check', 'vendor/template.yaml'], { files })).stdout, /nlb-bridge/);
  const { exitCode, stderr } = await cli(['simulate', 'vendor', '-r', 'GET /'], { files });
  assert.equal(exitCode, 2, stderr);
});

test('a baseline that lies in the folder is no stranger', async () => {
  const { files: after } = await cli(['check', '.', '--write-baseline', 'known.json'], {
    files: { 'a.yaml': template },
  });
  const files = { 'a.yaml': template, 'known.json': after.get('/work-folder/known.json')! };
  const { stdout } = await cli(['check', '.', '--baseline', 'known.json'], { files });
  assert.equal(stdout, 'No findings in 1 template; 2 known from the baseline\n');
});

const mistakes: [settings: string, message: string][] = [
  ['rules:\n  legacy-link: off\n', 'unbridge.yaml:2: unknown rule "legacy-link"; did you mean "legacy-vpc-link"?'],
  ['rules:\n  nlb-bridge: fatal\n', 'unbridge.yaml:2: "nlb-bridge" is off, hint, info, warning or error, not "fatal"'],
  ['ignore: vendor\n', 'unbridge.yaml:1: "ignore" is a list of patterns, not "vendor"'],
  ['ignore:\n  - vendor\n  - 7\n', 'unbridge.yaml:3: an item of "ignore" is a pattern, such as vendor/**, not 7'],
  [
    'failon: error\nrules: 1\n',
    'unbridge.yaml:1: unknown key "failon"; did you mean "failOn"?\nunbridge.yaml:2: "rules" is a mapping, not 1\n',
  ],
  ['failOn: never\n', 'unbridge.yaml:1: "failOn" is error, warning, info or hint, not "never"'],
  ['- a\n', 'unbridge.yaml:1: the file is a mapping, not ["a"]'],
  [
    'compare: { region: Dublin }\n',
    'unbridge.yaml:1: "region" is the name of a Region, such as eu-west-1, not "Dublin"',
  ],
  ["rules: { nlb-bridge: 'off }\n", 'unbridge.yaml:1: This quote is never closed'],
];

for (const [settings, message] of mistakes) {
  test(`a mistake in the settings is named with its line: ${settings.trim().split('\n').at(-1)}`, async () => {
    const { exitCode, stderr, stdout } = await cli(['check', 'a.yaml'], {
      files: { 'a.yaml': template, 'unbridge.yaml': settings },
    });
    assert.deepEqual([exitCode, stdout], [2, '']);
    assert.ok(stderr.includes(message), stderr);
  });
}

test('empty settings say nothing', async () => {
  for (const settings of ['', '# nothing yet\n', 'rules:\n', 'ignore:\ncompare:\n']) {
    const files = { 'a.yaml': template, 'unbridge.yaml': settings };
    assert.equal(severities(await cli(['check', 'a.yaml'], { files })).length, 2, settings);
  }
});

test('a baseline keeps what is known quiet, and nothing else', async () => {
  const written = await cli(['check', '.', '--write-baseline', 'known.json'], {
    files: { 'a.yaml': template, 'deep/b.yaml': template },
  });
  assert.deepEqual([written.exitCode, written.stdout], [0, 'No findings in 2 templates; 4 known from the baseline\n']);
  assert.equal(written.stderr, 'known.json: 4 findings are known from now on\n');
  const baseline = written.files.get('/work-folder/known.json')!;

  const moved = `Description: moved\n\n\n${template}`;
  const check = (files: Record<string, string | Buffer>, ...args: string[]): Promise<Outcome> =>
    cli(['check', 'a.yaml', '--baseline', 'known.json', ...args], { files: { 'known.json': baseline, ...files } });
  assert.equal((await check({ 'a.yaml': moved })).exitCode, 0);

  const another = `${moved}  Second:\n    Type: AWS::ApiGatewayV2::VpcLink\n    Properties: { Name: b, SubnetIds: [subnet-8, subnet-9] }\n`;
  const grown = await check({ 'a.yaml': another }, '--format', 'json');
  const { files } = json<Report & { files: { findings: { logicalId: string }[] }[] }>(grown);
  assert.ok(files[0]!.findings.length > 0);
  assert.deepEqual(
    [...new Set((files[0]!.findings as unknown as { logicalId: string }[]).map((one) => one.logicalId))],
    ['Second'],
  );

  const mended = await check({ 'a.yaml': template.replace('] }', '], SecurityGroupIds: [sg-1] }') });
  assert.equal(
    mended.stderr,
    'known.json: 1 known finding does not occur any more; write it anew with --write-baseline known.json\n',
  );
});

test('settings may name the baseline, relative to themselves', async () => {
  const files = {
    'app/a.yaml': template,
    'app/unbridge.yaml': 'baseline: known/unbridge.json\n',
    'app/known/keep': '',
  };
  const { files: after } = await cli(['check', 'app', '--write-baseline', 'app/known/unbridge.json'], { files });
  const baseline = after.get('/work-folder/app/known/unbridge.json')!;
  assert.match(baseline.toString(), /"\.\.\/a\.yaml"/);
  const all = { ...files, 'app/known/unbridge.json': baseline };
  assert.equal(
    (await cli(['check', 'app/a.yaml'], { files: all })).stdout,
    'No findings in 1 template; 2 known from the baseline\n',
  );
});

test('a baseline is written anew over itself; files that were not checked keep theirs', async () => {
  const files = { 'a.yaml': template, 'b.yaml': template };
  const first = await cli(['check', '.', '--write-baseline', 'known.json'], { files });
  const known = first.files.get('/work-folder/known.json')!;
  const second = await cli(['check', 'a.yaml', '--write-baseline', 'known.json'], {
    files: { 'a.yaml': 'Resources: { T: { Type: AWS::SNS::Topic } }\n', 'b.yaml': template, 'known.json': known },
  });
  const left = JSON.parse(second.files.get('/work-folder/known.json')!.toString()) as { files: object };
  assert.deepEqual(Object.keys(left.files), ['b.yaml']);
});

test('a baseline that is missing or none is a clear error', async () => {
  const check = (files: Record<string, string>): Promise<Outcome> =>
    cli(['check', 'a.yaml', '--baseline', 'known.json'], { files: { 'a.yaml': template, ...files } });
  const missing = await check({});
  assert.equal(missing.exitCode, 2);
  assert.match(
    missing.stderr,
    /known\.json: no such baseline; write it with unbridge check --write-baseline known\.json/,
  );
  assert.match((await check({ 'known.json': '{}' })).stderr, /known\.json: this is no baseline/);
  assert.match((await check({ 'known.json': '{"version":9,"files":{}}' })).stderr, /known\.json: version 9/);
});

test('--before tells deployments that would not be renewed', async () => {
  const api = (uri: string): string => `Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: '${uri}' }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Deployment: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api } }
`;
  const files = { 'new.yaml': api('https://b.example.com/'), 'old.yaml': api('https://a.example.com/') };
  assert.equal((await cli(['check', 'new.yaml'], { files })).exitCode, 0);
  const { exitCode, stdout } = await cli(['check', 'new.yaml', '--before', 'old.yaml'], { files });
  assert.equal(exitCode, 1);
  assert.match(stdout, /warning +"Deployment" keeps its logical id, but "Get" changed.* stale-deployment$/m);
  const piped = await cli(['check', 'new.yaml', '--before', '-'], { files, stdin: files['old.yaml'] });
  assert.equal(piped.exitCode, 1);
  for (const args of [['new.yaml', 'old.yaml'], ['.'], []]) {
    const wrong = await cli(['check', ...args, '--before', 'old.yaml'], { files });
    assert.equal(wrong.exitCode, 2, args.join(' '));
  }
});
