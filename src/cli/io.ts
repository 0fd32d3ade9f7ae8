/** Where a command line writes. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
}

/** Everything that a command line sees of the world. Tests hand in their own. */
export interface Io {
  /** Absolute; what relative paths start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  /** Logs and errors; never a result. */
  readonly stderr: Output;
  readStdin(): Promise<Uint8Array>;
  readonly disk: Disk;
  /** The folder of this package, for the sample of the tour. */
  readonly packageFolder: string;
}

/** The files at hand. Paths are absolute, with `/` between folders. */
export interface Disk {
  kind(path: string): Promise<'file' | 'folder' | undefined>;
  /** @throws an error with a `code` such as `EACCES` when the file cannot be read. */
  read(path: string): Promise<Uint8Array>;
  /** The files that match the pattern below `folder`, without those in `node_modules` and `.git`; relative to `folder`. */
  find(folder: string, pattern: string): Promise<readonly string[]>;
  /** Writes a file that is not there yet. @throws an error with the code `EEXIST` when it is. */
  create(path: string, contents: Uint8Array): Promise<void>;
  /** Replaces files by new contents, all or none as far as a disk allows. Refuses when one is not `before` any more. */
  replace(changes: readonly Replacement[]): Promise<void>;
}

/** New contents for a file that was read before. */
export interface Replacement {
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** A mistake of the user: one line that says what and where. Ends the command with exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** True for a mistake of the user. By name, for a command in a bundle of its own brings its own copy of the class. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === 'UserError';
}
