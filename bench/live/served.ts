import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';

/** What a server says about itself. */
export interface State {
  readonly sockets: number;
  /** Bytes, after a collection. */
  readonly heap: number;
  /** Microseconds of processor time since it was started, which depend less on what else the machine does. */
  readonly cpu: number;
}

/** A server in a process of its own. */
export interface Served {
  readonly url: string;
  state(): Promise<State>;
  end(): void;
}

/** Starts `serve.js KIND VERSION` and waits for its port. */
export async function serve(kind: 'bare' | 'live', version: 'v1' | 'v2'): Promise<Served> {
  const child: ChildProcess = fork(path.join(__dirname, 'serve.js'), [kind, version], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: ['--expose-gc'],
  });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return {
    url: `http://127.0.0.1:${line.toString().trim()}/prod/users/7`,
    async state() {
      child.send('state');
      const [state] = (await once(child, 'message')) as [State];
      return state;
    },
    end: () => child.kill(),
  };
}
