import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { runFolder, UnreadableFile, type Report } from './report';

/** `npm run conformance -- [DIR] [--format json]`. Exit codes: 0 all passed, 1 some failed, 2 wrong usage. */
function main(args: readonly string[]): number {
  let folder: string;
  let format: string;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'text' } },
    });
    folder = path.resolve(positionals[0] ?? '../shared/conformance');
    format = values.format;
    if (positionals.length > 1 || !['text', 'json'].includes(format)) throw new Error('wrong arguments');
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}; usage: npm run conformance -- [DIR] [--format text|json]`,
    );
    return 2;
  }
  if (!fs.existsSync(folder)) {
    console.error(`${folder} does not exist; name the folder with the conformance cases`);
    return 2;
  }
  let report: Report;
  try {
    report = runFolder(folder);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    console.error(error.message);
    return 2;
  }
  console.log(format === 'json' ? JSON.stringify({ areas: report.areas, cases: report.cases }) : textOf(report));
  return report.cases.some(({ result }) => result === 'failed') ? 1 : 0;
}

function textOf({ areas, cases }: Report): string {
  const width = Math.max(...Object.keys(areas).map((area) => area.length), 4);
  const line = (name: string, cells: readonly (string | number)[]): string =>
    `${name.padEnd(width)}  ${cells.map((cell) => String(cell).padStart(7)).join(' ')}`;
  const rows = Object.entries(areas).map(([area, { passed, failed, skipped }]) =>
    line(area, [passed, failed, skipped]),
  );
  const total = (key: 'passed' | 'failed' | 'skipped'): number =>
    Object.values(areas).reduce((sum, counts) => sum + counts[key], 0);
  const notes = cases
    .filter(({ result }) => result !== 'passed')
    .map(({ id, result, message }) => `${result} ${id}: ${message}`);
  return [
    line('area', ['passed', 'failed', 'skipped']),
    ...rows,
    line('total', [total('passed'), total('failed'), total('skipped')]),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].join('\n');
}

process.exitCode = main(process.argv.slice(2));
