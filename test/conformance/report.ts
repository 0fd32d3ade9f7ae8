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

/** All cases of the JSON files in a folder, in file order. */
export function readCases(folder: string): Case[] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as Case[]);
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
