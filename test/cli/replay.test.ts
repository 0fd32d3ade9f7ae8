import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bridgeYaml } from '../topology/graph-samples';
import { cli, json, type Outcome } from './memory-io';

const http = `GET https://{{api}}/prod/orders/7

### an order
POST /orders/7
Content-Type: application/json

< order.json

###
GET /prod/nowhere

### unreadable
GET /orders/{{id}}
`;
const har = JSON.stringify({
  log: {
    entries: [
      { request: { method: 'GET', url: 'https://shop.example.com/orders/7', headers: [] }, response: { status: 404 } },
      { request: { method: 'GET', url: 'https://cdn.example.com/logo.png', headers: [] }, response: { status: 200 } },
    ],
  },
});
const log = [
  '203.0.113.7 - - [22/Nov/2026:10:00:00 +0000] "GET /orders/{id} HTTP/1.1" 200 512 1',
  '{"httpMethod":"GET","path":"/prod/orders/7","status":"200"}',
  'not a request',
  '{"httpMethod":"GET","path":"/prod/orders/7","status":"200"}',
  '{"httpMethod":"GET","path":"/prod/","status":"200"}',
  '',
].join('\n');
const files = {
  'bridge.yaml': bridgeYaml,
  'after.yaml': bridgeYaml.replace('/orders/{id}\n', '/other/{id}\n'),
  'shop.http': http.replace('{{api}}', 'abc.execute-api.us-east-1.amazonaws.com'),
  'order.json': '{"id":7}',
  'shop.har': har,
  'saved.txt': har,
  'access.log': log,
  'empty.http': '# nothing yet\n',
};

interface Sent {
  readonly requests: readonly {
    readonly line?: number;
    readonly entry?: number;
    readonly recordedStatus: number | null;
    readonly request: { readonly method: string; readonly body: string };
    readonly response: { readonly status: number };
    readonly hops: readonly object[];
  }[];
  readonly skipped: { readonly count: number; readonly first: readonly { readonly reason: string }[] };
}
interface Compared {
  readonly rows: readonly object[];
  readonly proof: object;
  readonly replay: {
    readonly file: string;
    readonly requests: number;
    readonly same: number;
    readonly sampled: number;
    readonly differences: readonly {
      readonly request: string;
      readonly count: number;
      readonly lines: readonly number[];
      readonly why: string;
    }[];
    readonly skipped: { readonly count: number; readonly first: readonly { readonly line: number }[] };
  };
}

describe('simulate --replay', () => {
  test('a .http file: where each request ends, and what was left out', async () => {
    const { exitCode, stdout, stderr } = await cli(['simulate', 'bridge.yaml', '--replay', 'shop.http'], { files });
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /^shop\.http\n {2}→ line 1 GET \/prod\/orders\/7: 200 from ".+" in "\w+"\n/);
    assert.match(
      stdout,
      /\n {2}! line 4 an order: POST \/prod\/orders\/7: 403 from API Gateway \(MISSING_AUTHENTICATION_TOKEN\)\n/,
    );
    assert.match(
      stdout,
      /\n {2}1 line left out\n {6}line 13: \{\{id\}\} has no value in this file\n3 requests sent\n$/,
    );
  });

  test('a host that the file leaves open is said with its line, once', async () => {
    const open = { ...files, 'open.http': 'GET {{host}}/prod/orders/7\n###\nGET {{host}}/prod/orders/8\n' };
    const { exitCode, stderr } = await cli(['simulate', 'bridge.yaml', '--replay', 'open.http'], { files: open });
    assert.equal(exitCode, 0);
    assert.equal(
      stderr.split('\n')[0],
      "open.http:1: {{host}} has no value in this file, so the template's API stands for it",
    );
    assert.equal(stderr.match(/has no value/g)?.length, 1);
  });

  test('JSON holds the whole trace of each', async () => {
    const outcome = await cli(['simulate', 'bridge.yaml', '--replay', 'shop.http', '--format', 'json'], { files });
    const report = json<Sent>(outcome);
    assert.deepEqual(
      report.requests.map(({ line, response }) => [line, response.status]),
      [
        [1, 200],
        [4, 403],
        [10, 403],
      ],
    );
    assert.equal(report.requests[1]!.request.body, '{"id":7}');
    assert.ok(report.requests[0]!.hops.length > 3);
    assert.equal(report.skipped.count, 1);
  });

  for (const name of ['shop.har', 'saved.txt']) {
    test(`a HAR file (${name}) shows where the recorded status differs`, async () => {
      const { stdout } = await cli(['simulate', 'bridge.yaml', '--replay', name], { files });
      assert.match(stdout, /→ entry 1 GET \/prod\/orders\/7: 200 from .+ \(recorded: 404\)\n/);
      assert.match(stdout, /1 entry left out\n {6}entry 2: it goes to cdn\.example\.com:443/);
    });
  }

  test('wrong usage', async () => {
    const stderr = async (...args: string[]): Promise<string> => {
      const outcome = await cli(['simulate', 'bridge.yaml', ...args], { files });
      assert.deepEqual([outcome.exitCode, outcome.stdout], [2, '']);
      return outcome.stderr;
    };
    assert.match(await stderr('--replay', 'shop.http', '-r', 'GET /'), /--replay brings its own requests/);
    assert.equal(await stderr('--replay', 'gone.http'), 'gone.http: cannot be read, no such file or folder\n');
    assert.equal(await stderr('--replay', 'empty.http'), 'empty.http: holds no request\n');
    assert.match(
      await stderr('--replay', 'order.json'),
      /^order\.json: holds no request; line 1: a request is METHOD URL/,
    );
  });

  test('a body that is not there leaves its request out', async () => {
    const { 'order.json': _, ...others } = files;
    const { stdout } = await cli(['simulate', 'bridge.yaml', '--replay', 'shop.http'], { files: others });
    assert.match(stdout, /line 4: its body order\.json cannot be read, no such file or folder/);
  });
});

describe('compare with recorded requests', () => {
  test('requests that no stage takes are counted apart, for they tell nothing', async () => {
    const compare = (...args: string[]): Promise<Outcome> =>
      cli(['compare', 'bridge.yaml', '--replay', 'one.http', ...args], {
        files: { ...files, 'one.http': 'GET /no/such/route\n' },
      });
    assert.match(
      (await compare('--stage', 'qa')).stdout,
      /^ {2}1 of them meets no stage and method .* GET \/qa\/no\/such\/route$/m,
    );
    const { replay } = json<{ replay: { same: number; unrouted: number } }>(
      await compare('--stage', 'qa', '--format', 'json'),
    );
    assert.deepEqual([replay.same, replay.unrouted], [1, 1]);
  });

  test('access logs: which requests end elsewhere, how often, and on which lines', async () => {
    const outcome = await cli(
      ['compare', 'bridge.yaml', 'after.yaml', '--access-log', 'access.log', '--format', 'json'],
      { files },
    );
    assert.equal(outcome.exitCode, 1, outcome.stderr);
    const { rows, replay } = json<Compared>(outcome);
    assert.equal(rows.length, 8);
    assert.deepEqual([replay.file, replay.requests, replay.same, replay.sampled], ['access.log', 4, 1, 1]);
    assert.deepEqual(
      replay.differences.map(({ request, count, lines }) => [request, count, lines]),
      [
        ['GET /prod/orders/7', 2, [2, 4]],
        ['GET /prod/orders/1', 1, [1]],
      ],
    );
    assert.deepEqual([replay.skipped.count, replay.skipped.first[0]!.line], [1, 3]);
  });

  test('the same for people', async () => {
    const { stdout } = await cli(['compare', 'bridge.yaml', 'after.yaml', '--access-log', 'access.log'], { files });
    assert.match(stdout, /\nRequests of access\.log\n {2}1 of 4 recorded requests ends where it did\n {2}≠ /);
    assert.match(stdout, /\n {6}2 × GET \/prod\/orders\/7 \(line 2, 4\): 200 from .+ instead of 200 from /);
    assert.match(stdout, /\n {2}1 request names a resource, not a path; samples stand for its parameters\n/);
    assert.match(stdout, /\n {2}1 line left out\n {6}line 3: no request in it: not a request\n/);
    const markdown = await cli(
      ['compare', 'bridge.yaml', 'after.yaml', '--access-log', 'access.log', '-f', 'markdown'],
      { files },
    );
    assert.match(markdown.stdout, /1 of 4 recorded requests \(access\.log\) ends where it did; 1 left out\./);
    assert.match(markdown.stdout, /\| 2 × GET \/prod\/orders\/7 \|/);
  });

  test('a recording that ends where it did is no difference', async () => {
    const outcome = await cli(['compare', 'bridge.yaml', 'bridge.yaml', '--replay', 'shop.http', '--format', 'json'], {
      files,
    });
    assert.equal(outcome.exitCode, 0, outcome.stderr);
    const { replay } = json<Compared>(outcome);
    assert.deepEqual([replay.requests, replay.same, replay.differences], [3, 3, []]);
  });

  test('wrong usage', async () => {
    const both = await cli(['compare', 'bridge.yaml', '--replay', 'shop.http', '--access-log', 'access.log'], {
      files,
    });
    assert.deepEqual([both.exitCode, both.stderr], [2, 'unbridge compare: choose one of --replay and --access-log\n']);
    const stage = await cli(['compare', 'bridge.yaml', '--stage', 'prod'], { files });
    assert.deepEqual(
      [stage.exitCode, stage.stderr],
      [2, 'unbridge compare: --stage goes with --replay or --access-log\n'],
    );
    const one = await cli(['simulate', 'bridge.yaml', '-r', 'GET /prod/orders', '--stage', 'prod'], { files });
    assert.equal(one.exitCode, 2);
    assert.match(one.stderr, /^unbridge simulate: --stage goes with --replay;/);
    const none = await cli(['compare', 'bridge.yaml', '--access-log', 'order.json'], { files });
    assert.match(none.stderr, /^order\.json: holds no request; line 1: no method in it/);
  });
});

test('a HAR file that is no JSON is refused in plain words', async () => {
  const { exitCode, stderr } = await cli(['simulate', 'bridge.yaml', '--replay', 'wrong.har'], {
    files: { 'bridge.yaml': bridgeYaml, 'wrong.har': '{\n  oops }' },
  });
  assert.deepEqual(
    [exitCode, stderr],
    [
      2,
      'wrong.har: holds no request; the file is no JSON, see line 2; save it anew as HAR from the browser or proxy\n',
    ],
  );
});
