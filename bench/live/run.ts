/**
 * The live path against a bare chain of as many hops, one after the other in one run, each server in its own process:
 * `node run.js [SECONDS]`. Traces are on, as they always are.
 */
import autocannon from 'autocannon';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';

const seconds = Number(process.argv[2] ?? 5);
const kinds = ['bare', 'live'] as const;
const versions = ['v1', 'v2'] as const;

interface Measured {
  readonly perSecond: number;
  readonly single: number;
  /** Of the server's own time, which does not depend on what else the machine does. */
  readonly cpu: number;
  readonly errors: number;
  readonly sockets: string;
  readonly heap: string;
}

async function measure(kind: string, version: string): Promise<Measured> {
  const child = fork(path.join(__dirname, 'serve.js'), [kind, version], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: ['--expose-gc'],
  });
  try {
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    const url = `http://127.0.0.1:${line.toString().trim()}/prod/users/7`;
    await autocannon({ url, connections: 32, duration: 2 });
    const before = await ask(child);
    const load = await autocannon({ url, connections: 32, duration: seconds });
    const loaded = await ask(child);
    const alone = await autocannon({ url, connections: 1, duration: Math.min(2, seconds) });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const after = await ask(child);
    return {
      perSecond: load.requests.average,
      // autocannon counts whole milliseconds; the mean of many single requests is their number by time.
      single: (alone.duration * 1000) / alone.requests.total,
      cpu: (loaded.cpu - before.cpu) / load.requests.total,
      errors: load.errors + load.non2xx + alone.errors + alone.non2xx,
      sockets: `${before.sockets} → ${after.sockets}`,
      heap: `${(before.heap / 1e6).toFixed(1)} → ${(after.heap / 1e6).toFixed(1)}`,
    };
  } finally {
    child.kill();
  }
}

async function ask(
  child: ChildProcess,
): Promise<{ readonly sockets: number; readonly heap: number; readonly cpu: number }> {
  child.send('sockets');
  const [state] = (await once(child, 'message')) as [{ sockets: number; heap: number; cpu: number }];
  return state;
}

async function main(): Promise<void> {
  const rows: Record<string, object> = {};
  for (const version of versions) {
    const [bare, live] = [await measure(kinds[0], version), await measure(kinds[1], version)];
    for (const [name, one] of [
      ['bare', bare],
      ['live', live],
    ] as const) {
      rows[`${version} ${name}`] = {
        'requests/s': Math.round(one.perSecond),
        'ms a request alone': Number(one.single.toFixed(3)),
        'CPU µs a request': Math.round(one.cpu),
        errors: one.errors,
        'handles before → after': one.sockets,
        'MB heap': one.heap,
      };
    }
    console.log(
      `${version}: ${(live.perSecond / bare.perSecond).toFixed(2)} times the throughput of the bare chain, ${(live.single - bare.single).toFixed(3)} ms more for a single request, ${(live.cpu / bare.cpu).toFixed(2)} times the CPU time`,
    );
  }
  console.table(rows);
}

void main();
