import * as http from 'node:http';
import { gatewayHost, headerList, type SimRequest, type World } from '../simulate/index';
import type { Measured } from '../compare/table/index';
import type { Measurable } from '../compare/measurable';
import { startServer, type LiveServer } from '../server/index';

/** Requests to each side before any is counted: the first ones compile the code and open the connections. */
const warmUp = 100;
/** Requests to each side that count. */
const counted = 500;

/**
 * Serves both sides on the loopback and sends each the same request, one at a time and in turn, so that whatever else
 * the machine does weighs on both. `undefined` where no request goes the whole way on both sides.
 */
export async function measureLive({
  before,
  after,
  request,
}: Measurable): Promise<{ readonly before: Measured; readonly after: Measured } | undefined> {
  if (!request) return undefined;
  const sides: Side[] = [];
  try {
    for (const world of [before, after]) sides.push(await open(world, request));
    for (let i = 0; i < warmUp; i++) for (const side of sides) await side.send();
    const times = sides.map((): number[] => []);
    for (let i = 0; i < counted; i++)
      for (const [index, side] of sides.entries()) times[index]!.push(await timeOf(side.send));
    return { before: summary(times[0]!), after: summary(times[1]!) };
  } finally {
    for (const side of sides) await side.close();
  }
}

interface Side {
  /** Sends the request, and ends when the whole answer is there. */
  readonly send: () => Promise<void>;
  readonly close: () => Promise<void>;
}

async function open(world: World, request: SimRequest): Promise<Side> {
  const server = await startServer({ world, port: 0, simulation: { authorization: 'let-pass', apiKeys: 'let-pass' } });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: () => send(server, agent, world, request),
    close: async () => {
      agent.destroy();
      await server.stop();
    },
  };
}

function send({ port }: LiveServer, agent: http.Agent, world: World, request: SimRequest): Promise<void> {
  const { method, path, query, body } = request;
  const gateway = request.to && 'gateway' in request.to ? world.gateways[request.to.gateway] : undefined;
  // Two APIs may have a stage of the same name; the Host tells them apart.
  const headers = [...headerList(request.headers), ...(gateway ? [['Host', gatewayHost(gateway)] as const] : [])];
  return new Promise((resolve, reject) => {
    const call = http.request(
      { host: '127.0.0.1', port, agent, method, path: query ? `${path}?${query}` : path },
      (response) => response.on('error', reject).on('end', resolve).resume(),
    );
    for (const [name, value] of headers) call.setHeader(name, value);
    call.on('error', reject).end(body);
  });
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function summary(times: readonly number[]): Measured {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(share * sorted.length)]! * 100) / 100;
  return { p50: at(0.5), p99: at(0.99), requests: times.length, from: 'a live run on the loopback of this machine' };
}
