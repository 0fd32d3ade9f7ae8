import assert from 'node:assert/strict';
import { after, type TestContext } from 'node:test';
import type { LiveServer, LiveTrace, ServeOptions } from '../../../src/server/index';
import { localStackEngine } from '../../../src/server/localstack/index';
import type { World } from '../../../src/simulate/index';
import { startLocalStack, type RunningLocalStack } from '../../harness/localstack/start';
import { send, type Got, type Sent } from '../send';
import { serving } from '../serving';

let running: Promise<RunningLocalStack | Error> | undefined;

after(async () => {
  const localStack = await running;
  if (localStack && !(localStack instanceof Error)) await localStack.stop();
});

/** The LocalStack that all tests of a file share; undefined, and the test is skipped aloud, where none can be had. */
export async function localStack(t: TestContext): Promise<RunningLocalStack | undefined> {
  running ??= startLocalStack((line) => console.log(line)).catch((error: unknown) => error as Error);
  const found = await running;
  if (!(found instanceof Error)) return found;
  t.skip(`no LocalStack: ${found.message.split('\n')[0]}`);
  return undefined;
}

/** Serves a world with LocalStack as its engine while `work` runs; checks that nothing of ours is left in it. */
export async function servingBoth(
  t: TestContext,
  world: World,
  work: (server: LiveServer, url: string) => Promise<void>,
  options: Partial<ServeOptions> = {},
): Promise<void> {
  const found = await localStack(t);
  if (!found) return;
  const second = localStackEngine({ url: new URL(found.url), progress: () => undefined });
  await serving({ world, second, ...options }, (server) => work(server, found.url));
  assert.deepEqual(await apisIn(found.url), []);
}

/** What LocalStack answered, and the trace with both answers. */
export async function ask(server: LiveServer, sent: Sent): Promise<{ readonly got: Got; readonly trace: LiveTrace }> {
  const traced = new Promise<LiveTrace>((resolve) => {
    const stop = server.traces.subscribe((trace) => {
      stop();
      resolve(trace);
    });
  });
  const got = await send(server.port, sent);
  return { got, trace: await traced };
}

/** Where the two engines differ, in lines: `what: embedded | LocalStack`. */
export function differences({ second }: LiveTrace): readonly string[] {
  assert.ok(second, 'the second engine was not asked');
  return second.differences.map(({ what, embedded, second: other }) => `${what}: ${embedded} | ${other}`);
}

/** Names of the APIs that a LocalStack has. */
export async function apisIn(url: string): Promise<readonly string[]> {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=test/20250101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0';
  const answer = await fetch(`${url}/restapis`, { headers: { authorization } });
  const { item } = (await answer.json()) as { item: { name: string }[] };
  return item.map(({ name }) => name);
}
