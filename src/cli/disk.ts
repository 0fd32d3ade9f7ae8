import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type Disk, isUserError, type Replacement, UserError } from './io';

/** The real disk. */
export const disk: Disk = {
  async kind(file) {
    try {
      const stats = await fs.stat(file);
      return stats.isDirectory() ? 'folder' : 'file';
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
      throw error;
    }
  },
  read: (file) => fs.readFile(file),
  async find(folder, pattern) {
    const { default: picomatch } = await import('picomatch');
    const { base, glob } = picomatch.scan(pattern);
    const matches = picomatch(glob === '' ? '*' : glob, { dot: true });
    const start = path.resolve(folder, base);
    const prefix = base === '' ? '' : `${base.replace(/\/$/, '')}/`;
    return (await walk(start, '')).filter((name) => matches(name)).map((name) => prefix + name);
  },
  create: (file, contents) => fs.writeFile(file, contents, { flag: 'wx' }),
  replace,
};

/** Every file below a folder, sorted. Symbolic links to folders are not followed, for they may go in a circle. */
async function walk(folder: string, prefix: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const name = prefix + entry.name;
      if (!entry.isDirectory()) return [name];
      return skipped.has(entry.name) ? [] : walk(path.join(folder, entry.name), `${name}/`);
    }),
  );
  return found.flat().sort();
}

/** Folders that hold other people's files. */
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** An absolute path with `/` between folders, whatever the system writes. */
export function absolute(cwd: string, file: string): string {
  return slashes(path.resolve(cwd, file));
}

/** The same path with `/` between folders. */
export function slashes(file: string): string {
  return path.sep === '/' ? file : file.split(path.sep).join('/');
}

/** What a system error means to a person: `no permission to read it`. */
export function reasonOf(error: unknown): string {
  const reasons: Record<string, string> = {
    ENOENT: 'no such file or folder',
    EACCES: 'no permission',
    EPERM: 'no permission',
    EISDIR: 'it is a folder',
    ENOTDIR: 'part of its path is no folder',
    EMFILE: 'too many open files',
    ENOSPC: 'no space left on the disk',
    EROFS: 'the disk is read-only',
    ELOOP: 'its links go in a circle',
    ENAMETOOLONG: 'the name is too long',
  };
  const code = codeOf(error);
  return reasons[code ?? ''] ?? code ?? (error instanceof Error ? error.message : String(error));
}

/**
 * Writes every new text beside its file first, then looks whether the files are still as they were read, then puts
 * the new ones in their places: a reader sees the old text or the new one, never a half.
 */
async function replace(changes: readonly Replacement[]): Promise<void> {
  const prepared: { temporary: string; target: string; change: Replacement }[] = [];
  let current = '';
  try {
    for (const change of changes) {
      current = change.path;
      // A symbolic link stays one: its target is what is written.
      const target = await fs.realpath(change.path);
      const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.unbridge`);
      const { mode } = await fs.stat(target);
      await fs.access(target, fs.constants.W_OK);
      prepared.push({ temporary, target, change });
      await fs.writeFile(temporary, change.after, { flag: 'wx' });
      await fs.chmod(temporary, mode);
    }
    for (const { target, change } of prepared) {
      const now = await fs.readFile(target);
      if (!now.equals(change.before))
        throw new UserError(
          `${change.path}: changed while it was being converted; nothing was written, run convert again`,
        );
    }
    for (const { temporary, target, change } of prepared) {
      current = change.path;
      await fs.rename(temporary, target);
    }
  } catch (error) {
    await Promise.all(prepared.map(({ temporary }) => fs.rm(temporary, { force: true })));
    if (isUserError(error)) throw error;
    throw new UserError(`${current}: cannot be written, ${reasonOf(error)}`);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
