import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bridgeYaml } from '../topology/graph-samples';
import { cli, json, type Outcome } from './memory-io';
import { sampleYaml } from './sample';

const header = 'template: bridge.yaml\nrequests:\n';

async function run(requests: string, ...args: string[]): Promise<Outcome> {
  return cli(['test', 'shop.paths.yaml', ...args], {
    files: { 'bridge.yaml': bridgeYaml, 'shop.paths.yaml': header + requests },
  });
}

const passing = `  - request: GET /prod/orders/7
    expect:
      status: 200
      received: { path: /orders/7 }
`;
const failing = `  - name: orders go elsewhere
    request: GET /prod/orders/7
    expect:
      status: 404
      targetGroup: Nowhere
`;

describe('outcomes', () => {
  test('all that comes true is exit code 0', async () => {
    const { exitCode, stdout, stderr } = await run(passing);
    assert.equal(exitCode, 0, stdout + stderr);
    assert.equal(stdout, 'shop.paths.yaml\n  ✔ GET /prod/orders/7\n\n1 passed, 0 failed\n');
  });

  test('what does not is exit code 1, with the line, what was expected and why it is not so', async () => {
    const { exitCode, stdout } = await run(passing + failing);
    assert.equal(exitCode, 1);
    assert.match(stdout, /✖ orders go elsewhere\n {6}shop\.paths\.yaml:10 expected status 404, but it is status 200\n/);
    assert.match(
      stdout,
      /shop\.paths\.yaml:11 expected target group "Nowhere", but it is target group "\w+"\n {6}rule \d+ .+\n/,
    );
    assert.match(stdout, /1 passed, 1 failed\n$/);
  });

  test('every kind of expectation', async () => {
    const { stdout, exitCode } = await run(`  - request: GET /prod/orders/7?x=1
    headers: { X-Team: blue, X-Many: [a, b] }
    sourceIp: 198.51.100.7
    expect:
      status: 200
      rule: Early
      gatewayResponse: null
      headers: { content-type: application/json, X-None: null }
      body: { contains: ['"method":"GET"', X-Team], json: { path: /orders/7, headers: { X-Team: blue } } }
      received: { method: GET, path: /orders/7, query: x=1, headers: { x-team: blue, x-none: null }, body: '' }
  - request: GET /prod/nowhere
    expect:
      status: 403
      gatewayResponse: MISSING_AUTHENTICATION_TOKEN
      targetGroup: null
      target: null
      rule: null
      body: '{"message":"Missing Authentication Token"}'
  - request: get /orders/7
    to: Alb:80
    expect: { rule: 10, status: 200 }
`);
    assert.equal(exitCode, 0, stdout);
  });

  test('every kind of expectation fails where it should', async () => {
    const outcome = await run(
      `  - request: GET /prod/orders/7
    expect:
      status: 500
      target: no-one
      rule: default
      gatewayResponse: DEFAULT_5XX
      headers: { Content-Type: text/html }
      body: { exact: x, contains: absent, json: { headers: { X-Team: blue } } }
      received: { method: POST, path: /x, query: a, headers: { X-Team: blue }, body: b }
`,
      '--format',
      'json',
    );
    assert.equal(outcome.exitCode, 1);
    const report = json<{
      files: { tests: { failures: { expectation: string; range: { start: { line: number } } }[] }[] }[];
    }>(outcome);
    assert.deepEqual(
      report.files[0]!.tests[0]!.failures.map(({ expectation, range }) => `${range.start.line + 1} ${expectation}`),
      [
        ...['5 status', '6 target', '7 rule', '8 gatewayResponse', '9 headers.Content-Type'],
        ...['10 body.exact', '10 body.contains', '10 body.json'],
        ...[
          '11 received.method',
          '11 received.path',
          '11 received.query',
          '11 received.headers.X-Team',
          '11 received.body',
        ],
      ],
    );
  });

  test('the template stands beside the file, and parameters count', async () => {
    const files = {
      'infra/template.yaml': `Parameters: { Answer: { Type: String, Default: '404' } }\n${bridgeYaml.replace("StatusCode: '404'", 'StatusCode: !Ref Answer').replace(/ {2}Late:[\s\S]*?(?= {2}Early:)/, '')}`,
      'infra/a.paths.json': JSON.stringify({
        template: 'template.yaml',
        parameters: { Answer: 410 },
        requests: [{ request: 'GET /elsewhere', to: 'Alb', expect: { status: 410, rule: 'default' } }],
      }),
    };
    const outcome = await cli(['test', 'infra'], { files });
    assert.equal(outcome.exitCode, 0, outcome.stdout + outcome.stderr);
  });
});

describe('mistakes in the file are exit code 2 and one line that says which', () => {
  const cases: [name: string, text: string, message: string][] = [
    [
      'a misspelled key',
      'tempate: x\nrequests: []\n',
      'shop.paths.yaml:1: unknown key "tempate"; did you mean "template"? (and 2 more)',
    ],
    [
      'a misspelled expectation',
      `${header}  - request: GET /\n    expect:\n      staus: 200\n`,
      'shop.paths.yaml:5: unknown key "staus"; did you mean "status"?',
    ],
    [
      'a key that is nothing',
      `${header}  - request: GET /\n    zzzz: 1\n    expect: { status: 200 }\n`,
      'shop.paths.yaml:4: unknown key "zzzz"; there are name, request, headers, body, sourceIp, to, expect',
    ],
    [
      'a typo of a key that has to be there',
      'template: shop.yaml\nreqests: []\n',
      'shop.paths.yaml:2: unknown key "reqests"; did you mean "requests"? (and 1 more)',
    ],
    ['no expectation', `${header}  - request: GET /\n`, 'shop.paths.yaml:3: an item of "requests" lacks "expect"'],
    [
      'a wrong type',
      `${header}  - request: GET /\n    expect: { status: OK }\n`,
      'shop.paths.yaml:4: "status" is a whole number, not "OK"',
    ],
    [
      'a path without a method',
      `${header}  - request: /prod\n    expect: { status: 200 }\n`,
      'shop.paths.yaml:3: "request" is a method and a path, such as GET /prod/orders, not "/prod"',
    ],
    ['no YAML', `${header}  - request: "GET /\n`, 'shop.paths.yaml:3: '],
    [
      'a parameter that is not there',
      `template: bridge.yaml\nparameters:\n  Nope: 1\nrequests: [{ request: GET /, expect: { status: 200 } }]\n`,
      'shop.paths.yaml:3: no parameter "Nope"; the template has none',
    ],
    [
      'a load balancer that is not there',
      `${header}  - request: GET /\n    to: Allb\n    expect: { status: 200 }\n`,
      'shop.paths.yaml:4: no API or load balancer "Allb"; there are Api, Nlb, Alb',
    ],
    [
      'a template that is not there',
      'template: gone.yaml\nrequests: [{ request: GET /, expect: { status: 200 } }]\n',
      'shop.paths.yaml:1: gone.yaml: no such file or folder',
    ],
    ['an empty file', '', 'shop.paths.yaml:1: the file is a mapping, not nothing'],
  ];
  for (const [name, text, message] of cases) {
    test(name, async () => {
      const { exitCode, stdout, stderr } = await cli(['test', 'shop.paths.yaml'], {
        files: { 'bridge.yaml': bridgeYaml, 'shop.paths.yaml': text },
      });
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
      assert.ok(stderr.startsWith(message), stderr);
    });
  }
});

test('a file that cannot be run does not keep the others from running', async () => {
  const { exitCode, stdout, stderr } = await cli(['test', '.', '--format', 'tap'], {
    files: {
      'bridge.yaml': bridgeYaml,
      'a.paths.yaml': 'template: gone.yaml\nrequests: [{ request: GET /, expect: { status: 200 } }]\n',
      'b.paths.yaml': `${header}  - request: GET /prod/orders/7\n    expect: { status: 200 }\n`,
    },
  });
  assert.equal(exitCode, 2);
  assert.match(stdout, /^ok 1 - GET \/prod\/orders\/7$/m);
  assert.equal(stderr.split('\n')[0], 'a.paths.yaml:1: gone.yaml: no such file or folder');
});

describe('reports', () => {
  test('TAP', async () => {
    const { stdout } = await run(passing + failing, '--format', 'tap');
    const [version, plan, first, second] = stdout.split('\n');
    assert.deepEqual(
      [version, plan, first, second],
      ['TAP version 14', '1..2', 'ok 1 - GET /prod/orders/7', 'not ok 2 - orders go elsewhere'],
    );
    assert.match(
      stdout,
      / {2}---\n {2}message: "expected status 404, but it is status 200"\n {2}at: "shop\.paths\.yaml:10"\n/,
    );
  });

  test('JUnit', async () => {
    const { stdout } = await run(passing + failing.replace('elsewhere', '"<&>"'), '--format', 'junit');
    assert.match(
      stdout,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="unbridge" tests="2" failures="1">\n/,
    );
    assert.match(
      stdout,
      /<testcase name="orders go &quot;&lt;&amp;&gt;&quot;" classname="shop\.paths\.yaml" file="shop\.paths\.yaml" line="7">/,
    );
    assert.match(stdout, /<failure type="expectation" message="expected status 404, but it is status 200">/);
  });

  test('JSON', async () => {
    const outcome = await run(passing + failing, '--format', 'json');
    const report = json<{
      passed: number;
      failed: number;
      files: { file: string; templates: string[]; tests: { result: string }[] }[];
    }>(outcome);
    assert.deepEqual([report.passed, report.failed], [1, 1]);
    assert.deepEqual(report.files[0]!.templates, ['bridge.yaml']);
    assert.deepEqual(
      report.files[0]!.tests.map(({ result }) => result),
      ['passed', 'failed'],
    );
  });
});

describe('--init', () => {
  test('what it writes holds, and still holds after the conversion', async () => {
    const written = await cli(['test', '--init', 'sample.yaml'], { files: { 'sample.yaml': sampleYaml } });
    assert.equal(written.exitCode, 0, written.stderr);
    assert.match(written.stdout, /^sample\.paths\.yaml: written, \d+ requests\n$/);
    const scenario = written.files.get('/work-folder/sample.paths.yaml')!;
    assert.match(
      scenario.toString(),
      /^# Where requests end, as the template has it now\. Run it with: unbridge test sample\.paths\.yaml\ntemplate: sample\.yaml\n/,
    );
    const now = { 'sample.yaml': sampleYaml, 'sample.paths.yaml': scenario };
    const again = await cli(['test', 'sample.paths.yaml'], { files: now });
    assert.equal(again.exitCode, 0, again.stdout + again.stderr);

    const converted = await cli(['convert', 'sample.yaml', '--write'], { files: now });
    assert.notEqual(converted.files.get('/work-folder/sample.yaml')!.toString(), sampleYaml);
    const kept = await cli(['test', 'sample.paths.yaml'], {
      files: { ...now, 'sample.yaml': converted.files.get('/work-folder/sample.yaml')! },
    });
    assert.equal(kept.exitCode, 0, kept.stdout + kept.stderr);
  });

  test('it does not overwrite, unless told to', async () => {
    const files = { 'bridge.yaml': bridgeYaml, 'bridge.paths.yaml': '# mine\n' };
    const refused = await cli(['test', '--init', 'bridge.yaml'], { files });
    assert.deepEqual(
      [refused.exitCode, refused.stderr],
      [2, 'bridge.paths.yaml: is there already; --force writes it anew\n'],
    );
    assert.equal(refused.files.get('/work-folder/bridge.paths.yaml')!.toString(), '# mine\n');
    const forced = await cli(['test', '--init', 'bridge.yaml', '--force'], { files });
    assert.equal(forced.exitCode, 0);
    assert.match(forced.files.get('/work-folder/bridge.paths.yaml')!.toString(), /request: GET \/prod\/orders\/1/);
  });

  test('a template without an API has nothing to test', async () => {
    const { exitCode, stderr } = await cli(['test', '--init', 'a.yaml'], {
      files: { 'a.yaml': 'Resources:\n  A: { Type: AWS::SNS::Topic }\n' },
    });
    assert.deepEqual([exitCode, stderr], [2, 'a.yaml: no CloudFormation or SAM template with a REST API\n']);
  });
});

test('a template in place of a paths file is wrong usage that says how to get one', async () => {
  const { exitCode, stderr } = await cli(['test', 'a.yaml'], {
    files: { 'a.yaml': 'Resources:\n  T: { Type: AWS::SNS::Topic }\n' },
  });
  assert.equal(exitCode, 2);
  assert.match(stderr, /^a\.yaml: is a template; unbridge test --init a\.yaml writes/);
});

test('a folder without such files, and no file at all, are wrong usage', async () => {
  const empty = await cli(['test', '.'], { files: { 'bridge.yaml': bridgeYaml } });
  assert.deepEqual([empty.exitCode, empty.stderr], [2, '.: no .paths.yaml or .paths.json file in this folder\n']);
  assert.equal((await cli(['test'])).exitCode, 2);
  assert.equal((await cli(['test', 'x.paths.yaml', '--force'])).exitCode, 2);
});
