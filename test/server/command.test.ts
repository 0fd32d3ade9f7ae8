import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, suite, test } from 'node:test';
import { cli } from '../cli/memory-io';
import { jsonOf, send } from './send';
import { eventually, userProcess } from './serving';

const template = (status: string): string => `Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: api } }
  Users: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: users } }
  GetUsers:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Users
      HttpMethod: GET
      AuthorizationType: NONE
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://internal.example.com/users
  Link: { Type: AWS::ApiGatewayV2::VpcLink, Properties: { Name: link, SubnetIds: [subnet-1] } }
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] } }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '${status}' } }]
  Deployment: { Type: AWS::ApiGateway::Deployment, DependsOn: GetUsers, Properties: { RestApiId: !Ref Api } }
  Stage: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, DeploymentId: !Ref Deployment, StageName: live } }
`;

const fixedResponse = /Type: fixed-response.*(?= \}\])/;
const group = `  Users2: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { TargetType: ip, Port: 80, Protocol: HTTP, VpcId: vpc-1 } }
`;

/** Where the programs under test keep what is temporary. */
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-'));
after(() => fs.rmSync(scratch, { recursive: true }));

/** Runs the built command line; skips the rest where it has not been built. */
function unbridge(...args: string[]): {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
} {
  const child = spawn(process.execPath, ['dist/cli.js', 'serve', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: scratch },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  return { child, output };
}

suite('unbridge serve', { skip: fs.existsSync('dist/cli.js') ? false : 'dist/cli.js has not been built' }, () => {
  test('serves a file, follows its changes, keeps the last good version, and stops on a signal', async () => {
    const folder = fs.mkdtempSync(path.resolve('out/unbridge-serve-'));
    const file = path.join(folder, 'template.yaml');
    fs.writeFileSync(file, template('201'));
    const { child, output } = unbridge(file, '--port', '0');
    try {
      await eventually('the line that says it is ready', () => output.stdout.includes('\n'));
      assert.equal(output.stdout.split('\n').length, 2, 'exactly one line');
      const ready = JSON.parse(output.stdout) as {
        stages: { api: string; stage: string; url: string }[];
        control: string;
      };
      assert.deepEqual(
        ready.stages.map(({ api, stage }) => `${api} ${stage}`),
        ['Api live'],
      );
      const port = Number(new URL(ready.stages[0]!.url).port);
      const status = async (): Promise<number> => (await send(port, { path: '/live/users' })).status;
      assert.equal(await status(), 201);
      const [route] = jsonOf<{ routes: { place: string }[] }>(
        await send(port, { path: '/_unbridge/api/state' }),
      ).routes;
      assert.equal(route?.place, `${path.relative('.', file)}:4`, 'places are relative to the working folder');

      fs.writeFileSync(file, template('202'));
      await eventually('the new version', async () => (await status()) === 202);

      fs.writeFileSync(file, `${template('203')}  Broken: [`);
      await eventually('a word about the broken one', () =>
        /template\.yaml:\d+:\d+: .*last good version/.test(output.stderr),
      );
      assert.equal(await status(), 202);
      assert.match(
        jsonOf<{ complaint: string }>(await send(port, { path: '/_unbridge/api/state' })).complaint,
        /template\.yaml:\d+/,
      );

      // Editors replace a file by another one.
      fs.writeFileSync(`${file}.new`, template('204'));
      fs.renameSync(`${file}.new`, file);
      await eventually('the mended version', async () => (await status()) === 204);
      assert.equal(jsonOf<{ complaint: null }>(await send(port, { path: '/_unbridge/api/state' })).complaint, null);
      await eventually('a word about the mended one', () =>
        output.stderr.includes(`took over the new template http://127.0.0.1:${port}/live\n`),
      );
    } finally {
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number | null];
      fs.rmSync(folder, { recursive: true });
      assert.equal(code, 0, output.stderr);
    }
  });

  test('a port that is taken costs one line and exit code 2', async () => {
    const other = await userProcess(() => undefined);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-'));
    fs.writeFileSync(path.join(folder, 't.yaml'), template('200'));
    const { child, output } = unbridge(path.join(folder, 't.yaml'), '--port', String(other.port));
    const [code] = (await once(child, 'exit')) as [number | null];
    // Before the assertions: a server left open would keep a failed run from ending.
    await other.close();
    fs.rmSync(folder, { recursive: true });
    assert.equal(code, 2);
    assert.equal(
      output.stderr,
      `unbridge serve: port ${other.port} is taken; choose another with --port, or --port 0 for any free one\n`,
    );
  });

  test('says what it waits for when it stops, and a second signal ends it at once', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-'));
    const file = path.join(folder, 'template.yaml');
    fs.writeFileSync(
      file,
      template('200').replace(fixedResponse, 'Type: forward, TargetGroupArn: !Ref Users2') + group,
    );
    let arrived = false;
    const silent = await userProcess(() => void (arrived = true));
    const { child, output } = unbridge(file, '--port', '0', '--target', `Users2=${silent.url.origin}`);
    const exit = once(child, 'exit');
    try {
      await eventually('the line that says it is ready', () => output.stdout.includes('\n'));
      assert.doesNotMatch(output.stderr, /registers targets/, 'the user names the targets');
      const [stage] = (JSON.parse(output.stdout) as { stages: { url: string }[] }).stages;
      const request = send(Number(new URL(stage!.url).port), { path: '/live/users' }).catch(() => undefined);
      await eventually('the request', () => arrived);
      child.kill('SIGINT');
      await eventually('a word about the request', () =>
        output.stderr.includes('Stopping: waiting for 1 request (5 s at most); Ctrl+C again stops at once\n'),
      );
      child.kill('SIGINT');
      assert.deepEqual(await exit, [2, null]);
      assert.deepEqual(fs.readdirSync(scratch), [], 'nothing is left behind');
      await request;
    } finally {
      child.kill('SIGKILL');
      await silent.close();
      fs.rmSync(folder, { recursive: true });
    }
  });
});

test('wrong usage of serve is said in one line', async () => {
  const files = { 't.yaml': template('200') };
  const says = async (args: readonly string[], message: RegExp): Promise<void> => {
    const { exitCode, stderr, stdout } = await cli(['serve', ...args], { files });
    assert.equal(exitCode, 2, args.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /^assumed: /m, 'the error stands alone');
  };
  await says([], /FILE is missing/);
  const early = await cli(['serve', 'gone.yaml', '--port', 'x'], { files });
  assert.match(early.stderr, /^unbridge serve: --port is a number/);
  await says(['t.yaml', '--port', 'x'], /--port is a number from 0 to 65535, not "x"/);
  await says(['t.yaml', '--port', '0', '--stage', 'nope'], /--stage: no stage "nope"; there is live/);
  await says(['t.yaml', '--target', 'Nobody=http://127.0.0.1:1'], /--target: no target group "Nobody"/);
  await says(['t.yaml', '--target', 'x'], /--target is GROUP=URL, not "x"/);
  await says(['t.yaml', '--target', 'x=ftp://y'], /--target: the URL is like/);
  await says(['t.yaml', '--engine', 'other'], /--engine is embedded or localstack, not "other"/);
  await says(['t.yaml', '--localstack-url', 'http://127.0.0.1:1'], /--localstack-url goes with --engine localstack/);
  const engine = ['t.yaml', '--engine', 'localstack', '--localstack-url'];
  await says(
    [...engine, 'localhost:4566'],
    /--localstack-url is like http:\/\/127\.0\.0\.1:4566, not "localhost:4566"/,
  );
  await says([...engine, 'http://127.0.0.1:1', '--port', '0'], /--localstack-url: nothing answers at http:\/\/127/);
  await says(['t.yaml', '--param', 'Nope=1'], /--param: no parameter "Nope"/);
});
