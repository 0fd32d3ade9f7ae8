import * as fs from 'node:fs';
import * as path from 'node:path';
import { runCase, type Case, type CaseResult } from './runner';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface Report {
  readonly areas: Readonly<Record<string, Counts>>;
  readonly cases: readonly Pick<CaseResult, 'id' | 'result' | 'message'>[];
}

/** A file that holds no cases. */
export class UnreadableFile extends Error {}

/** All cases of the JSON files in a folder, in file order. Throws `UnreadableFile`. */
export function readCases(folder: string): Case[] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => casesIn(path.join(folder, name)));
}

/** The cases of one file, a list of objects. A case without an area is of that which its id names. */
function casesIn(file: string): Case[] {
  let content: unknown;
  try {
    content = JSON.parse(fs.readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    throw new UnreadableFile(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(content)) throw new UnreadableFile(`${file} holds no list of cases`);
  return (content as (Partial<Case> | null)[]).map((one, index): Case => {
    if (typeof one?.id !== 'string' || typeof one.kind !== 'string')
      throw new UnreadableFile(`${file}: case ${index + 1} has no id or no kind`);
    return { mechanical: true, area: one.id.split('/')[0] as string, ...one, id: one.id, kind: one.kind };
  });
}

/** Runs all cases of a folder. */
export function runFolder(folder: string): Report {
  const results = readCases(folder).map(runCase);
  const areas: Record<string, Counts> = {};
  for (const { area, result } of results) {
    const counts = (areas[area] ??= { passed: 0, failed: 0, skipped: 0 });
    counts[result]++;
  }
  return { areas, cases: results.map(({ id, result, message }) => ({ id, result, message })) };
}
