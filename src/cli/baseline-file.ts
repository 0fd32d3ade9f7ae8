import * as path from 'node:path';
import { readBaseline, writeBaseline, type Baseline, type Fingerprints } from '../service/baseline/baseline';
import { absolute, reasonOf, slashes } from './disk';
import { decode } from './inputs';
import { UserError, type Io } from './io';
import { shortName } from './project';

/** A baseline on the disk. */
export interface BaselineFile {
  /** Absolute. */
  readonly path: string;
  /** As messages call it. */
  readonly name: string;
  /** What is known of a file, which may be nothing. `file` is absolute. */
  knownOf(file: string): Fingerprints;
}

/**
 * Reads a baseline.
 * @throws UserError when there is none, or it cannot be read.
 */
export async function openBaseline(file: string, io: Io): Promise<BaselineFile> {
  const place = absolute(io.cwd, file);
  const name = shortName(place, io);
  const baseline = await read(place, name, io);
  if (!baseline)
    throw new UserError(`${name}: no such baseline; write it with unbridge check --write-baseline ${name}`);
  return { path: place, name, knownOf: (known) => baseline.get(inBaseline(place, known)) ?? new Map() };
}

/**
 * Writes what was found to a baseline, over an earlier one: what that says of files that were not checked now stays, as
 * long as they are there. `found` is by absolute path.
 * @throws UserError when it cannot be written.
 */
export async function saveBaseline(file: string, found: Baseline, io: Io): Promise<BaselineFile> {
  const place = absolute(io.cwd, file);
  const name = shortName(place, io);
  const next = new Map<string, Fingerprints>();
  for (const [other, known] of (await read(place, name, io)) ?? []) {
    if ((await io.disk.kind(absolute(path.dirname(place), other))) === 'file') next.set(other, known);
  }
  for (const [checked, fingerprints] of found) next.set(inBaseline(place, checked), fingerprints);
  const after = new TextEncoder().encode(writeBaseline(next));
  try {
    if ((await io.disk.kind(place)) === undefined) await io.disk.create(place, after);
    else await io.disk.replace([{ path: place, before: await io.disk.read(place), after }]);
  } catch (error) {
    throw new UserError(`${name}: cannot be written, ${reasonOf(error)}`);
  }
  return { path: place, name, knownOf: (known) => next.get(inBaseline(place, known)) ?? new Map() };
}

async function read(place: string, name: string, io: Io): Promise<Baseline | undefined> {
  if ((await io.disk.kind(place)) === undefined) return undefined;
  const bytes = await io.disk.read(place).catch((error: unknown) => {
    throw new UserError(`${name}: cannot be read, ${reasonOf(error)}`);
  });
  const baseline = readBaseline(decode(bytes).text);
  if ('problem' in baseline) throw new UserError(`${name}: ${baseline.problem}`);
  return baseline;
}

/** Files are named relative to the baseline, so that it holds in every checkout and from every folder. */
function inBaseline(baseline: string, file: string): string {
  return slashes(path.relative(path.dirname(baseline), file));
}
