import autocannon from 'autocannon';
import { serve, type State } from './served';

const clients = 32;

/**
 * Full load on the bridge for that many seconds: errors, sockets before and after, and the heap at the start, in the
 * middle and at the end. Sets the exit code to 1 when a request failed or a socket is left.
 */
export async function soak(seconds: number): Promise<void> {
  const server = await serve('live', 'v1');
  try {
    const { url } = server;
    const idle = await settled(server.state);
    await autocannon({ url, connections: clients, duration: 3 });
    const start = await settled(server.state);
    const first = await autocannon({ url, connections: clients, duration: seconds / 2 });
    const middle = await settled(server.state);
    const second = await autocannon({ url, connections: clients, duration: seconds / 2 });
    const end = await settled(server.state);
    const errors = first.errors + first.non2xx + second.errors + second.non2xx;
    const requests = first.requests.total + second.requests.total;
    console.log(`soak: ${requests} requests in ${seconds} s, ${errors} errors`);
    console.log(`sockets: ${start.sockets} at the start, ${middle.sockets} in the middle, ${end.sockets} at the end`);
    console.log(
      `heap: ${megabytes(start)} at the start, ${megabytes(middle)} in the middle, ${megabytes(end)} at the end`,
    );
    // Behind the gateway up to three connections per client are kept alive, and both their ends are counted; what is
    // beyond them has leaked.
    if (errors > 0 || end.sockets > idle.sockets + clients * 6) process.exitCode = 1;
  } finally {
    server.end();
  }
}

/** After the clients have gone. */
async function settled(state: () => Promise<State>): Promise<State> {
  await new Promise((resolve) => setTimeout(resolve, 500));
  return state();
}

function megabytes({ heap }: State): string {
  return `${(heap / 1e6).toFixed(1)} MB`;
}
