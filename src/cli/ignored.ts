import * as path from 'node:path';
import { readBaseline } from '../service/baseline/baseline';
import { ignoredBy } from '../service/settings/ignore';
import { settingsFiles } from '../service/settings/settings';
import type { Input } from './inputs';
import type { Io } from './io';
import { createProjects, type Project } from './project';

/**
 * Leaves out what was found in a folder or by a pattern, but was hardly meant: what `ignore` of `unbridge.yaml` names,
 * the settings themselves and baselines. A file that was named is always taken.
 * @throws UserError when the settings cannot be read.
 */
export async function withoutIgnored(inputs: readonly Input[], io: Io): Promise<readonly Input[]> {
  const projects = createProjects(io);
  const kept: Input[] = [];
  for (const input of inputs) {
    if (input.found && (isOurOwn(input) || isIgnored(input.uri, await projects.of(input.uri)))) continue;
    kept.push(input);
  }
  return kept;
}

/** Whether `ignore` of the settings names a file. `uri` is absolute. */
export function isIgnored(uri: string, { file, settings }: Project): boolean {
  return file !== undefined && ignoredBy(settings.ignore)(path.posix.relative(path.posix.dirname(file), uri));
}

function isOurOwn({ uri, text }: Input): boolean {
  if (settingsFiles.some((name) => name === path.posix.basename(uri))) return true;
  // A baseline may have any name; its members are what tells it.
  return uri.endsWith('.json') && /^\s*\{\s*"version"/.test(text) && !('problem' in readBaseline(text));
}
