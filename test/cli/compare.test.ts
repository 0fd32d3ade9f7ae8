import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cli, json } from './memory-io';
import { sampleYaml } from './sample';

const files = {
  'sample.yaml': sampleYaml,
  'other.yaml': sampleYaml.replace('Values: [/customers/*]', 'Values: [/nothing]'),
  'topic.yaml': 'Resources:\n  A: { Type: AWS::SNS::Topic }\n',
  'notes.yaml': 'hello: world\n',
};

interface Document {
  readonly rows: readonly {
    readonly aspect: string;
    readonly before: string;
    readonly after: string;
    readonly figures: { readonly before: object; readonly after: object };
    readonly sources: readonly { readonly url: string }[];
  }[];
  readonly proof: { readonly requests: number; readonly same: number; readonly differences: readonly object[] };
}

test('JSON has the eight rows and the proof, and nothing else', async () => {
  const outcome = await cli(['compare', 'sample.yaml', '--format', 'json'], { files });
  assert.equal(outcome.exitCode, 0, outcome.stderr);
  const report = json<Document>(outcome);
  assert.deepEqual(Object.keys(report), ['rows', 'proof']);
  assert.equal(report.rows.length, 8);
  for (const row of report.rows) {
    assert.deepEqual(Object.keys(row), ['aspect', 'before', 'after', 'figures', 'sources']);
    assert.ok(row.before !== '' && row.after !== '');
  }
  assert.ok(report.proof.requests > 0);
  assert.equal(report.proof.same, report.proof.requests);
});

test('text has both sides of every aspect, the requests and the sources', async () => {
  const { exitCode, stdout } = await cli(['compare', 'sample.yaml'], { files });
  assert.equal(exitCode, 0);
  assert.match(stdout, /^Infrastructure\n {2}before {2}\d+ resources.*\n {2}after {3}\d+ resources/);
  assert.match(
    stdout,
    /\nClarity\n {2}before {2}API Gateway → VPC link V1 .*\n {2}after {3}API Gateway → VPC link V2 /,
  );
  assert.match(stdout, /\nRequests\n {2}Proof: (\d+) of \1 requests are the same/);
  assert.match(stdout, /\nSources\n[\s\S]+ \(2026-09-20\): https:/);
});

test('Markdown is a table of eight rows', async () => {
  const { stdout } = await cli(['compare', 'sample.yaml', '--format', 'markdown'], { files });
  const lines = stdout.split('\n');
  assert.deepEqual(lines.slice(0, 2), ['| Aspect | Before | After |', '| --- | --- | --- |']);
  assert.equal(lines.filter((line) => line.startsWith('| ')).length, 10);
  assert.match(stdout, /\n- \[.+\]\(https:.+\)/);
});

test('the stated load and Region count', async () => {
  const { stdout } = await cli(
    ['compare', 'sample.yaml', '--requests-per-month', '1_000_000', '--gb-per-month', '10', '--region', 'eu-west-1'],
    { files },
  );
  assert.match(stdout, /at 1000000 requests and 10 GB a month/);
  assert.match(stdout, /no dated price of REST API calls in eu-west-1 is known/);
});

test('requests that end elsewhere are exit code 1, and are listed', async () => {
  const outcome = await cli(['compare', 'sample.yaml', 'other.yaml', '--format', 'json'], { files });
  assert.equal(outcome.exitCode, 1, outcome.stderr);
  assert.ok(json<Document>(outcome).proof.differences.length > 0);
  const text = await cli(['compare', 'sample.yaml', 'other.yaml'], { files });
  assert.match(text.stdout, /≠ /);
  const markdown = await cli(['compare', 'sample.yaml', 'other.yaml', '--format', 'markdown'], { files });
  assert.match(markdown.stdout, /\| Request \| Before \| After \| Why \|/);
});

test('where there is nothing to convert, both sides are the same, and that is said', async () => {
  const { exitCode, stdout, stderr } = await cli(['compare', 'topic.yaml'], { files });
  assert.equal(exitCode, 0);
  assert.match(stdout, /^Infrastructure\n {2}both {4}1 resource\n/);
  assert.match(stderr, /^topic\.yaml: nothing to convert, so both sides are the same/);
});

test('milliseconds are named where a run measured them, and nowhere else', async () => {
  const measured = {
    ...files,
    'v1.json': JSON.stringify({ latency: { p50: 12, p99: 40 }, requests: { total: 5000 } }),
    'odd.json': '{"latency":{}}',
  };
  const { stdout } = await cli(['compare', 'sample.yaml', '--measured-before', 'v1.json'], { files: measured });
  assert.match(
    stdout,
    /before .+; 12 ms at the median and 40 ms at the 99th percentile of 5000 requests, measured in v1\.json\n/,
  );
  assert.match(stdout, /after .+; milliseconds are only told by measuring\n/);
  const odd = await cli(['compare', 'sample.yaml', '--measured-after', 'odd.json'], { files: measured });
  assert.equal(odd.exitCode, 2);
  assert.match(odd.stderr, /^odd\.json: is no result of autocannon --json/);
});

test('of a folder, templates that have nothing to do with each other are not mixed', async () => {
  const { exitCode, stderr } = await cli(['compare', 'all'], {
    files: { 'all/sample.yaml': sampleYaml, 'all/topic.yaml': files['topic.yaml'] },
  });
  assert.equal(exitCode, 0);
  assert.match(stderr, /^all\/topic\.yaml: left out, for all\/sample\.yaml and it do not refer to each other\n/);
});

describe('wrong usage is exit code 2 and one line', () => {
  const cases: [args: string[], message: string][] = [
    [[], 'unbridge compare: BEFORE is missing; name a template, a folder or - for stdin'],
    [['a', 'b', 'c'], 'unbridge compare: BEFORE and AFTER are two names, and 3 were given'],
    [['gone.yaml'], 'gone.yaml: no such file or folder'],
    [['sample.yaml', 'gone.yaml'], 'gone.yaml: no such file or folder'],
    [['notes.yaml'], 'notes.yaml: no CloudFormation or SAM template'],
    [['sample.yaml', 'notes.yaml'], 'notes.yaml: no CloudFormation or SAM template'],
    [
      ['sample.yaml', '--requests-per-month', 'many'],
      'unbridge compare: --requests-per-month is a number such as 1000000, not "many"',
    ],
    [['sample.yaml', '--gb-per-month=-1'], 'unbridge compare: --gb-per-month is a number such as 1000000, not "-1"'],
    [['sample.yaml', '--region', 'Ireland'], 'unbridge compare: --region is a Region such as us-east-1, not "Ireland"'],
    [['sample.yaml', '--param', 'Nope=1'], 'unbridge compare: --param: no parameter "Nope"'],
  ];
  for (const [args, message] of cases) {
    test(args.join(' ') || 'no operand', async () => {
      const { exitCode, stdout, stderr } = await cli(['compare', ...args], { files });
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.ok(stderr.startsWith(message) && stderr.trimEnd().split('\n').length === 1, stderr);
    });
  }
});

test('a live run and a recorded one are told apart', async () => {
  const both = await cli(['compare', 'sample.yaml', '--measure', '--measured-after', 'x.json'], { files });
  assert.deepEqual([both.exitCode, both.stdout], [2, '']);
  assert.match(both.stderr, /choose one of --measure and/);
});

test('unbridge.yaml says Region and load, options say it better', async () => {
  const settings = 'compare: { region: eu-west-1, requestsPerMonth: 1000000, gbPerMonth: 10 }\n';
  const costOf = async (more: Record<string, string>, ...args: string[]): Promise<object> => {
    const outcome = await cli(['compare', 'sample.yaml', '--format', 'json', ...args], {
      files: { ...files, ...more },
    });
    return json<Document>(outcome).rows.find(({ aspect }) => aspect === 'cost')!.figures.before;
  };
  const asked = ['--requests-per-month', '1000000', '--gb-per-month', '10', '--region', 'eu-west-1'];
  const wanted = await costOf({}, ...asked);
  assert.notDeepEqual(await costOf({}), wanted);
  assert.deepEqual(await costOf({ 'unbridge.yaml': settings }), wanted);
  const inFolder = { 'sub/unbridge.yaml': settings, 'sub/sample.yaml': files['sample.yaml'] };
  const folder = await cli(['compare', 'sub', '--format', 'json'], { files: inFolder });
  assert.deepEqual(json<Document>(folder).rows.find(({ aspect }) => aspect === 'cost')!.figures.before, wanted);
  const other = await costOf({}, ...asked.slice(0, 4));
  assert.deepEqual(await costOf({ 'unbridge.yaml': settings }, '--region', 'us-east-1'), other);
});
