import autocannon from 'autocannon';
import { serve, type State } from './served';

/**
 * Full load on the bridge for that many seconds: errors, sockets before and after, and the heap at the start, in the
 * middle and at the end. Sets the exit code to 1 when a request failed or a socket is left.
 */
export async function soak(seconds: number): Promise<void> {
  const server = await serve('live', 'v1');
  try {
    const { url } = server;
    await autocannon({ url, connections: 32, duration: 3 });
    const start = await settled(server.state);
    const first = await autocannon({ url, connections: 32, duration: seconds / 2 });
    const middle = await settled(server.state);
    const second = await autocannon({ url, connections: 32, duration: seconds / 2 });
    const end = await settled(server.state);
    const errors = first.errors + first.non2xx + second.errors + second.non2xx;
    const requests = first.requests.total + second.requests.total;
    console.log(`soak: ${requests} requests in ${seconds} s, ${errors} errors`);
    console.log(`sockets: ${start.sockets} at the start, ${middle.sockets} in the middle, ${end.sockets} at the end`);
    console.log(
      `heap: ${megabytes(start)} at the start, ${megabytes(middle)} in the middle, ${megabytes(end)} at the end`,
    );
    // The connections behind the gateway are kept alive, one per client; what is beyond them has leaked.
    if (errors > 0 || end.sockets > Math.max(start.sockets, middle.sockets) + 32) process.exitCode = 1;
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
