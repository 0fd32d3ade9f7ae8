import * as path from 'node:path';
import { UserError, type Io } from '../../src/cli/io';
import { run } from '../../src/cli/run';

/** What a command line left behind. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The files afterwards, by absolute path. */
  readonly files: ReadonlyMap<string, Buffer>;
}

export interface World {
  /** Texts or bytes by path below `/work-folder`. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly stdin?: string;
  readonly isTTY?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Called when the command first writes, as if someone else had been there in between. */
  readonly beforeReplace?: (files: Map<string, Buffer>) => void;
}

const cwd = '/work-folder';

/** Runs a command line over files in memory. */
export async function cli(args: readonly string[], world: World = {}): Promise<Outcome> {
  const files = new Map(
    Object.entries(world.files ?? {}).map(([name, text]) => [path.posix.join(cwd, name), Buffer.from(text)]),
  );
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: world.isTTY ?? false,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const io: Io = {
    cwd,
    env: world.env ?? {},
    stdout: output('stdout'),
    stderr: output('stderr'),
    readStdin: async () => Buffer.from(world.stdin ?? ''),
    packageFolder: path.resolve('.'),
    disk: {
      kind: async (file) =>
        files.has(file)
          ? 'file'
          : [...files.keys()].some((known) => known.startsWith(`${file}/`))
            ? 'folder'
            : undefined,
      read: async (file) => {
        const bytes = files.get(file);
        if (!bytes) throw Object.assign(new Error(file), { code: 'ENOENT' });
        if (bytes.toString() === 'UNREADABLE') throw Object.assign(new Error(file), { code: 'EACCES' });
        return bytes;
      },
      find: async (folder) =>
        [...files.keys()]
          .filter((file) => file.startsWith(`${folder}/`) && /\.(ya?ml|json|template)$/.test(file))
          .map((file) => path.posix.relative(folder, file))
          .sort(),
      create: async (file, contents) => {
        if (files.has(file)) throw Object.assign(new Error(file), { code: 'EEXIST' });
        files.set(file, Buffer.from(contents));
      },
      replace: async (changes) => {
        world.beforeReplace?.(files);
        for (const { path: file, before } of changes)
          if (!files.get(file)?.equals(before)) throw new UserError(`${file}: changed`);
        for (const { path: file, after } of changes) files.set(file, Buffer.from(after));
      },
    },
  };
  const exitCode = await run(args, io);
  return { exitCode, ...written, files };
}

/** Parses the one JSON document on stdout. */
export function json<T>({ stdout }: Outcome): T {
  return JSON.parse(stdout) as T;
}
