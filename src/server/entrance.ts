import { rmSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';

/**
 * A second way into a server, for the hops of this process: a local socket, which costs half of what TCP over the
 * loopback costs. Whoever calls from outside comes by TCP.
 */
export interface Entrance {
  /**
   * Connects. `opened` gets the other end of the connection as soon as it is there, which is also in this process; before
   * that nothing may be written.
   */
  connect(opened: (otherEnd: net.Socket) => void, allowHalfOpen: boolean): net.Socket;
  /** Takes no new connection; resolves when the last one has ended. */
  close(): Promise<void>;
}

/** Bytes of the number by which a client finds its other end. */
const idLength = 4;

/** Folders of sockets that are open. A process that ends in a hurry must not leave them behind. */
const folders = new Set<string>();
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Opens an entrance to `server`; undefined where the system has no such sockets, so that all come by TCP. */
export async function openEntrance(server: net.Server): Promise<Entrance | undefined> {
  // Pipes of Windows were not measured.
  if (process.platform === 'win32') return undefined;
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'unbridge-socket-')).catch(() => undefined);
  if (folder === undefined) return undefined;
  folders.add(folder);
  const place = path.join(folder, 's');
  const accepted = new Map<number, net.Socket>();
  let last = 0;
  // Node's servers have this, although its types do not say so.
  const { allowHalfOpen = false } = server as net.Server & { readonly allowHalfOpen?: boolean };
  const local = net.createServer({ allowHalfOpen }, (socket) => {
    const id = (last = (last + 1) >>> 0);
    accepted.set(id, socket);
    socket.once('close', () => accepted.delete(id));
    const number = Buffer.alloc(idLength);
    number.writeUInt32BE(id);
    socket.write(number);
    server.emit('connection', socket);
  });
  const remove = async (): Promise<void> => {
    folders.delete(folder);
    await fs.rm(folder, { recursive: true, force: true });
  };
  try {
    await new Promise<void>((resolve, reject) => {
      local.once('error', reject);
      local.listen(place, resolve);
    });
  } catch {
    // A path that is too long, or a file system without sockets.
    await remove();
    return undefined;
  }
  return {
    connect(opened, allowHalfOpen) {
      const socket = net.connect({ path: place, allowHalfOpen });
      const whoIsThere = (): void => {
        const number = socket.read(idLength) as Buffer | null;
        if (!number) return;
        socket.off('readable', whoIsThere);
        const otherEnd = accepted.get(number.readUInt32BE());
        if (otherEnd) opened(otherEnd);
        else socket.destroy(new Error('the connection was closed at once'));
      };
      socket.on('readable', whoIsThere);
      return socket;
    },
    async close() {
      await new Promise<void>((resolve) => local.close(() => resolve()));
      await remove();
    },
  };
}
