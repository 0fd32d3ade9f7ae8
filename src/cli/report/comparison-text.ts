import type { ComparisonView } from '../../service';
import type { Io } from '../io';
import { styleFor } from '../style';
import { proofLines } from './conversion-text';
import { replayLines } from './replay-text';

/** The comparison for people: each aspect with its two sides, where the facts are from, and the requests that end elsewhere. `recording` names the file of recorded ones. */
export function comparisonText({ rows, proof, replay }: ComparisonView, recording: string, io: Io): string {
  const style = styleFor(io, io.stdout);
  const sources = [...new Map(rows.flatMap((row) => row.sources).map((source) => [source.url, source])).values()];
  return [
    ...rows.flatMap(({ aspect, before, after }) => [
      style.bold(capital(aspect)),
      ...(before === after
        ? [`  ${style.dim('both  ')}  ${before}`]
        : [`  ${style.dim('before')}  ${before}`, `  ${style.dim('after ')}  ${style.green(after)}`]),
    ]),
    '',
    style.bold('Requests'),
    ...proofLines(proof, style),
    '',
    ...(replay ? [...replayLines(recording, replay, style), ''] : []),
    style.dim('Sources'),
    ...sources.map(({ title, url, date }) => style.dim(`  ${title}${date === undefined ? '' : ` (${date})`}: ${url}`)),
    '',
  ].join('\n');
}

/** The name of an aspect at the start of a line. */
export function capital(aspect: string): string {
  return aspect.charAt(0).toUpperCase() + aspect.slice(1);
}
