/** One of the servers that are measured, in a process of its own: `node serve.js bare|live v1|v2`. Prints its port. */
import { startServer } from '../../src/server/index';
import { bareChain } from './chain';
import { answer, worldOf } from './world';

async function main([kind, version]: readonly string[]): Promise<void> {
  const withNlb = version === 'v1';
  if (kind === 'bare') {
    const { port } = await bareChain(withNlb, answer);
    console.log(port);
  } else {
    const server = await startServer({ world: worldOf(withNlb) });
    console.log(server.port);
  }
  process.on('message', (message) => {
    if (message === 'state') process.send?.({ sockets: handles(), heap: heapUsed(), cpu: cpuMicroseconds() });
  });
}

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function handles(): number {
  return (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles().length;
}

function heapUsed(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

void main(process.argv.slice(2));
