import autocannon from 'autocannon';
import { startEmulator } from './emulator';
import { serve, type State } from './served';

interface Server {
  readonly url: string;
  state?(): Promise<State>;
  end(): void;
}

interface Round {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly alone: number;
  /** Microseconds a request; absent where the process cannot be asked. */
  readonly cpu: number;
  readonly errors: number;
}

const rounds = 3;

/** Rounds of `seconds` in turn on all servers, so that what else the machine does meets them alike; medians count. */
export async function compare(seconds: number): Promise<void> {
  const table: Record<string, object> = {};
  const emulated = await measure({ 'serverless-offline': await startEmulator() }, seconds);
  for (const version of ['v1', 'v2'] as const) {
    const servers = { bare: await serve('bare', version), live: await serve('live', version) };
    const measured = await measure(servers, seconds);
    const [bare, live] = [measured['bare'], measured['live']];
    if (!bare || !live) continue;
    const ratio = (live.perSecond / bare.perSecond).toFixed(2);
    const added = (live.alone - bare.alone).toFixed(3);
    console.log(
      `${version}: ${ratio} times the throughput of the bare chain, ${added} ms more for a single request, ${(live.cpu / bare.cpu).toFixed(2)} times the CPU time`,
    );
    for (const [name, round] of Object.entries(measured)) table[`${version} ${name}`] = row(round);
  }
  for (const [name, round] of Object.entries(emulated)) table[`${name}, one hop`] = row(round);
  console.table(table);
}

async function measure(
  all: Readonly<Record<string, Server | undefined>>,
  seconds: number,
): Promise<Record<string, Round>> {
  const servers = Object.entries(all).flatMap(([name, server]) =>
    server ? [{ name, server, rounds: [] as Round[] }] : [],
  );
  try {
    for (const { server } of servers) await autocannon({ url: server.url, connections: 32, duration: 3 });
    for (let turn = 0; turn < rounds; turn++) {
      for (const one of servers) one.rounds.push(await round(one.server, seconds));
    }
  } finally {
    for (const { server } of servers) server.end();
  }
  return Object.fromEntries(servers.map(({ name, rounds: own }) => [name, medians(own)]));
}

async function round(server: Server, seconds: number): Promise<Round> {
  const { url } = server;
  const before = await server.state?.();
  const load = await autocannon({ url, connections: 32, duration: seconds });
  const after = await server.state?.();
  const alone = await autocannon({ url, connections: 1, duration: Math.min(2, seconds) });
  return {
    perSecond: load.requests.average,
    // autocannon counts whole milliseconds; the mean of many single requests is their number by time.
    alone: (alone.duration * 1000) / alone.requests.total,
    cpu: before && after ? (after.cpu - before.cpu) / load.requests.total : NaN,
    errors: load.errors + load.non2xx + alone.errors + alone.non2xx,
  };
}

function medians(all: readonly Round[]): Round {
  const median = (of: (round: Round) => number): number =>
    all.map(of).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN;
  return {
    perSecond: median((one) => one.perSecond),
    alone: median((one) => one.alone),
    cpu: median((one) => one.cpu),
    errors: all.reduce((sum, { errors }) => sum + errors, 0),
  };
}

function row({ perSecond, alone, cpu, errors }: Round): object {
  return {
    'requests/s': Math.round(perSecond),
    'ms a request alone': Number(alone.toFixed(3)),
    'CPU µs a request': Number.isNaN(cpu) ? '–' : Math.round(cpu),
    errors,
  };
}
