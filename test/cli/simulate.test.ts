import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bridgeYaml } from '../topology/graph-samples';
import { cli, json } from './memory-io';
import { sampleYaml } from './sample';

const files = { 'template.yaml': sampleYaml, 'bridge.yaml': bridgeYaml, 'order.json': '{"id":7}' };

interface Message {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string;
}
interface Report {
  readonly request: Message;
  readonly response: Message;
  readonly hops: readonly {
    readonly kind: string;
    readonly logicalId: string;
    readonly decision: string;
    readonly why: string;
    readonly file: string | null;
    readonly range: object | null;
    readonly request: Message;
    readonly response: Message | null;
  }[];
}

test('JSON tells request, response and every hop with its line', async () => {
  const result = await cli(
    ['simulate', 'bridge.yaml', '--request', 'GET /prod/orders/7?x=1', '-H', 'X-Team: blue', '--format', 'json'],
    { files },
  );
  assert.equal(result.exitCode, 0, result.stderr);
  const report = json<Report>(result);
  assert.deepEqual(Object.keys(report), ['request', 'response', 'hops']);
  assert.deepEqual(
    [report.request.method, report.request.path, report.request.query],
    ['GET', '/prod/orders/7', 'x=1'],
  );
  assert.equal(report.request.headers['X-Team'], 'blue');
  assert.deepEqual(
    report.hops.map(({ kind }) => kind),
    ['gateway', 'link', 'nlb', 'target-group', 'alb', 'target-group', 'target'],
  );
  assert.deepEqual(Object.keys(report.hops[0]!), [
    'kind',
    'logicalId',
    'decision',
    'why',
    'file',
    'range',
    'request',
    'response',
  ]);
  assert.ok(
    report.hops
      .slice(0, -1)
      .every(({ file, range, decision, why }) => file === 'bridge.yaml' && range && decision && why),
  );
  assert.equal(report.response.status, 200);
});

test('a response with an error status is an answer too', async () => {
  const result = await cli(['simulate', 'bridge.yaml', '--request', 'GET /prod/nowhere', '--format', 'json'], {
    files,
  });
  assert.equal(result.exitCode, 0);
  assert.equal(json<Report>(result).response.status, 403);
});

test('text shows the hops in order, with reason and line, then the response', async () => {
  const { exitCode, stdout } = await cli(['simulate', 'bridge.yaml', '--request', 'GET /prod/orders/7'], { files });
  assert.equal(exitCode, 0);
  assert.match(stdout, /^GET \/prod\/orders\/7\n\n {2}→ {2}gateway Api: .+\n {5}.+\n {5}bridge\.yaml:\d+\n/);
  assert.match(stdout, /\n\n200 OK\n/);
});

test('a body comes from the command line, a file or stdin', async () => {
  const bodyOf = async (data: string, stdin = ''): Promise<string> =>
    json<Report>(
      await cli(['simulate', 'bridge.yaml', '-r', 'POST /prod/orders/7', '-d', data, '--format', 'json'], {
        files,
        stdin,
      }),
    ).request.body;
  assert.equal(await bodyOf('{"a":1}'), '{"a":1}');
  assert.equal(await bodyOf('@order.json'), '{"id":7}');
  assert.equal(await bodyOf('@-', 'piped'), 'piped');
});

test('the address of the client is what an ALB tells its target', async () => {
  const result = await cli(
    [
      'simulate',
      'bridge.yaml',
      '-r',
      'GET /orders/7',
      '--to',
      'Alb',
      '--source-ip',
      '198.51.100.7',
      '--format',
      'json',
    ],
    { files },
  );
  assert.equal(json<Report>(result).hops.at(-1)?.request.headers['X-Forwarded-For'], '198.51.100.7');
});

test('an unknown parameter is refused, with the nearest or all that there are', async () => {
  const wrong = async (param: string): Promise<string> =>
    (await cli(['simulate', 'template.yaml', '-r', 'GET /', '--param', `${param}=x`], { files })).stderr;
  assert.equal(await wrong('VpcIdd'), 'unbridge simulate: --param: no parameter "VpcIdd"; did you mean VpcId?\n');
  assert.match(await wrong('Completely'), /^unbridge simulate: --param: no parameter "Completely"; there are VpcId, /);
});

test('a value that the template does not allow is refused, from an option and from a file', async () => {
  const stages = `Parameters:
  Env: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  Zones: { Type: CommaDelimitedList, Default: a, AllowedValues: [a, b] }
  Size: { Type: Number, Default: 1, AllowedValues: [1, 2] }
${bridgeYaml.slice(bridgeYaml.indexOf('Resources:'))}`;
  const all = { ...files, 'stages.yaml': stages, 'qa.json': '["Env=qa"]' };
  const errorOf = async (...args: string[]): Promise<string> => {
    const { exitCode, stderr } = await cli(args, { files: all });
    return `${exitCode} ${stderr.split('\n')[0]}`;
  };
  const simulateIt = ['simulate', 'stages.yaml', '-r', 'GET /prod/orders/7'];
  const said = '"qa" is no allowed value of Env; there are dev, prod';
  assert.equal(await errorOf(...simulateIt, '-p', 'Env=qa'), `2 unbridge simulate: --param: ${said}`);
  assert.equal(await errorOf(...simulateIt, '--parameters', 'qa.json'), `2 unbridge simulate: --param: ${said}`);
  assert.equal(await errorOf('compare', 'stages.yaml', '-p', 'Env=qa'), `2 unbridge compare: --param: ${said}`);
  assert.equal(await errorOf('serve', 'stages.yaml', '-p', 'Env=qa'), `2 --param: ${said}`);
  for (const command of ['check', 'convert', 'topology'])
    assert.equal(await errorOf(command, 'stages.yaml', '-p', 'Env=qa'), `2 unbridge ${command}: ${said}`);
  assert.match(await errorOf(...simulateIt, '-p', 'Zones=a, c'), /^2 .*no allowed value of Zones; there are a, b$/);
  assert.match(await errorOf(...simulateIt, '-p', 'Zones=b,a', '-p', 'Size=2.0', '-p', 'Env=prod'), /^0 /);
});

test('--to sends the request straight to a load balancer', async () => {
  const result = await cli(['simulate', 'bridge.yaml', '-r', 'GET /orders/7', '--to', 'Alb:80', '--format', 'json'], {
    files,
  });
  assert.equal(json<Report>(result).hops[0]?.kind, 'alb', result.stderr);
  const wrong = await cli(['simulate', 'bridge.yaml', '-r', 'GET /', '--to', 'Albb'], { files });
  assert.deepEqual(
    [wrong.exitCode, wrong.stderr],
    [2, 'unbridge simulate: --to: no API or load balancer "Albb"; there are Api, Nlb, Alb\n'],
  );
});

test('of several templates the one whose API has the stage takes the request, and --to names one by its file', async () => {
  const two = bridgeYaml.replaceAll('prod', 'test');
  const all = { 'one.yaml': bridgeYaml, 'two.yaml': two };
  const run = (...args: string[]) => cli(['simulate', 'one.yaml', 'two.yaml', ...args], { files: all });
  const first = async (...args: string[]): Promise<string> => {
    const result = await run(...args, '--format', 'json');
    const hop = json<Report>(result).hops[0]!;
    return `${hop.file} ${hop.kind} ${json<Report>(result).response.status}`;
  };
  assert.equal(await first('-r', 'GET /test/orders/7'), 'two.yaml gateway 200');
  assert.equal(await first('-r', 'GET /prod/orders/7'), 'one.yaml gateway 200');
  assert.equal(await first('-r', 'GET /test/orders/7', '--to', 'Api'), 'two.yaml gateway 200');
  assert.equal(await first('-r', 'GET /test/orders/7', '--to', 'one.yaml#Api'), 'one.yaml gateway 403');
  assert.equal(await first('-r', 'GET /orders/7', '--to', 'two.yaml#Alb:80'), 'two.yaml alb 200');
  const { exitCode, stderr } = await run('-r', 'GET /orders/7', '--to', 'Alb');
  assert.deepEqual(
    [exitCode, stderr],
    [2, 'unbridge simulate: --to: "Alb" is in several templates; choose one of one.yaml#Alb, two.yaml#Alb\n'],
  );
});

test('a template that is broken is said to be, with file and line', async () => {
  const broken = bridgeYaml.replace('Resources:', 'Resources:\n  Half: { Type: [\n');
  const { exitCode, stderr } = await cli(['simulate', 'b.yaml', '-r', 'GET /prod/orders/7'], {
    files: { 'b.yaml': broken },
  });
  assert.equal(exitCode, 0);
  assert.match(stderr, /^b\.yaml:\d+: .+; only what can be read takes part\n/);
  const whole = await cli(['simulate', 'bridge.yaml', '-r', 'GET /prod/orders/7'], { files });
  assert.doesNotMatch(whole.stderr, /can be read/);
});

test('a connection that fails is told in words, not as status 0', async () => {
  const { stdout } = await cli(['simulate', 'bridge.yaml', '-r', 'GET /x', '--to', 'Alb:81'], { files });
  assert.match(stdout, /\n\nno answer: "Alb" has no listener on port 81; it has 80\n/);
});

test('the address that the gateway calls is shown with its parameters filled in', async () => {
  const { stdout } = await cli(['simulate', 'bridge.yaml', '-r', 'GET /prod/orders/7'], { files });
  assert.match(stdout, /calls GET http:\/\/\S+\/orders\/7\n/);
});
