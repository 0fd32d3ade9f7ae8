import { absolute, reasonOf } from './disk';
import { UserError, type Io } from './io';

/** One input of a command, read. */
export interface Input {
  /** As the user named it, or as it was found in a folder; `-` for stdin. What reports call the file. */
  readonly name: string;
  /** Absolute, with `/` between folders: what the service calls the document. */
  readonly uri: string;
  readonly bytes: Uint8Array;
  /** Without a byte order mark. */
  readonly text: string;
  /** False where the bytes are no UTF-8: such a file is never written. */
  readonly isUtf8: boolean;
  /** True for what was found in a folder or by a pattern. */
  readonly found: boolean;
  /** Set for what nobody named, but a template that was. */
  readonly tie?: Tie;
}

/** How a template names another file: as the body of an API, or as the template of a nested stack. */
export type Tie = 'body' | 'nested';

/** What a folder is searched for. */
const templatePattern = '**/*.{yaml,yml,json,template}';
const byteOrderMark = [0xef, 0xbb, 0xbf] as const;

/**
 * Reads what the operands name: files, folders (searched for templates), patterns, and `-` for stdin. A file that is
 * named twice comes once.
 * @throws UserError for an operand that names nothing or cannot be read.
 */
export async function readInputs(command: string, operands: readonly string[], io: Io): Promise<readonly Input[]> {
  if (operands.length === 0)
    throw new UserError(`unbridge ${command}: FILE is missing; name a template, a folder or - for stdin`);
  const inputs = new Map<string, Input>();
  for (const operand of operands) {
    for (const { name, found } of await namesOf(operand, io)) {
      const uri = absolute(io.cwd, name);
      if (!inputs.has(uri)) inputs.set(uri, await readInput(name, uri, found, io));
    }
  }
  return [...inputs.values()];
}

/** Text of a file as UTF-8, the byte order mark left out. Bytes that are no UTF-8 become U+FFFD. */
export function decode(bytes: Uint8Array): { readonly text: string; readonly isUtf8: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isUtf8: true };
  } catch {
    return { text: new TextDecoder('utf-8').decode(bytes), isUtf8: false };
  }
}

/** The bytes of a new text, with the byte order mark that the old bytes had. */
export function encode(text: string, before: Uint8Array): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return hasByteOrderMark(before) ? Uint8Array.from([...byteOrderMark, ...bytes]) : bytes;
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return byteOrderMark.every((byte, index) => bytes[index] === byte);
}

async function namesOf(operand: string, io: Io): Promise<readonly { name: string; found: boolean }[]> {
  if (operand === '-') return [{ name: '-', found: false }];
  const kind = await guarded(operand, () => io.disk.kind(absolute(io.cwd, operand)));
  if (kind === 'file') return [{ name: operand, found: false }];
  if (kind === 'folder') {
    const found = await guarded(operand, () => io.disk.find(absolute(io.cwd, operand), templatePattern));
    if (found.length === 0) throw new UserError(`${operand}: no .yaml, .yml, .json or .template file in this folder`);
    const folder = operand === '.' || operand === './' ? '' : `${operand.replace(/[/\\]+$/, '')}/`;
    return found.map((name) => ({ name: folder + name, found: true }));
  }
  if (!/[*?[\]{}!]/.test(operand)) throw new UserError(`${operand}: no such file or folder`);
  const found = await guarded(operand, () => io.disk.find(io.cwd, operand));
  if (found.length === 0) throw new UserError(`${operand}: no file matches this pattern`);
  return found.map((name) => ({ name, found: true }));
}

async function readInput(name: string, uri: string, found: boolean, io: Io): Promise<Input> {
  const bytes = await guarded(name, () => (name === '-' ? io.readStdin() : io.disk.read(uri)));
  return { name, uri, bytes, found, ...decode(bytes) };
}

/** Reads a file that a template names. @throws an error of the system when it cannot be read. */
export async function readFileInput(name: string, uri: string, tie: Tie, io: Io): Promise<Input> {
  const bytes = await io.disk.read(uri);
  return { name, uri, bytes, found: false, tie, ...decode(bytes) };
}

async function guarded<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new UserError(`${name}: cannot be read, ${reasonOf(error)}`);
  }
}
