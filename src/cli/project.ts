import * as path from 'node:path';
import { noSettings, settingsFiles, type ProjectSettings } from '../service/settings/settings';
import { createLineIndex } from '../text/index';
import { reasonOf, slashes } from './disk';
import { decode } from './inputs';
import { UserError, type Io } from './io';

/** The settings of the repository that a file belongs to. */
export interface Project {
  /** The absolute path of `unbridge.yaml`, with `/` between folders; `undefined` where there is none. */
  readonly file: string | undefined;
  readonly settings: ProjectSettings;
}

/** Finds the settings of files. Each folder is looked at once. */
export interface Projects {
  /**
   * The nearest `unbridge.yaml` at or above the folder of a file, up to the root of the repository: the folder with
   * `.git`. @throws UserError when it cannot be read or says something wrong.
   */
  of(file: string): Promise<Project>;
}

/** Makes a finder with nothing found yet. */
export function createProjects(io: Io): Projects {
  const folders = new Map<string, Promise<Project>>();
  const inFolder = (folder: string): Promise<Project> => {
    let known = folders.get(folder);
    if (!known) folders.set(folder, (known = look(folder)));
    return known;
  };
  const look = async (folder: string): Promise<Project> => {
    for (const name of settingsFiles) {
      const file = path.posix.join(folder, name);
      if ((await io.disk.kind(file)) === 'file') return readProject(file, io);
    }
    const above = path.posix.dirname(folder);
    const isRoot =
      above === folder || above === '.' || (await io.disk.kind(path.posix.join(folder, '.git'))) !== undefined;
    return isRoot ? { file: undefined, settings: noSettings } : inFolder(above);
  };
  return { of: (file) => inFolder(path.posix.dirname(file)) };
}

/** How reports name a file: relative to where the command runs, or its whole path where that lies elsewhere. */
export function shortName(file: string, { cwd }: Io): string {
  const relative = slashes(path.relative(cwd, file));
  return relative.startsWith('../') || path.isAbsolute(relative) ? file : relative;
}

async function readProject(file: string, io: Io): Promise<Project> {
  const { readSettings } = await import('../service/settings/read-settings');
  const bytes = await io.disk.read(file).catch((error: unknown) => {
    throw new UserError(`${shortName(file, io)}: cannot be read, ${reasonOf(error)}`);
  });
  const { text } = decode(bytes);
  const { settings, problems } = readSettings(text);
  if (problems.length === 0) return { file, settings };
  const lines = createLineIndex(text);
  const sentences = problems.map(
    ({ message, range }) => `${shortName(file, io)}:${lines.positionAt(range.start).line + 1}: ${message}`,
  );
  throw new UserError(sentences.join('\n'));
}
