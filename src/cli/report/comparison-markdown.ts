import type { ComparisonView, ProofDifferenceView } from '../../service';
import { count } from '../style';
import { capital } from './comparison-text';

/**
 * The comparison as GitHub Flavored Markdown; `recording` names the file of recorded requests.
 * https://github.github.com/gfm/#tables-extension-
 */
export function comparisonMarkdown({ rows, proof, replay }: ComparisonView, recording: string): string {
  const sources = [...new Map(rows.flatMap((row) => row.sources).map((source) => [source.url, source])).values()];
  return [
    '| Aspect | Before | After |',
    '| --- | --- | --- |',
    ...rows.map(({ aspect, before, after }) => `| ${capital(aspect)} | ${cell(before)} | ${cell(after)} |`),
    '',
    `${proof.same} of ${count(proof.requests, 'request')} ${proof.same === 1 ? 'is' : 'are'} the same down both paths.`,
    ...differences(proof.differences.map((difference) => ({ ...difference, count: 1 }))),
    ...(replay
      ? [
          '',
          `${replay.same} of ${count(replay.requests, 'recorded request')} (${cell(recording)}) ${replay.same === 1 ? 'ends where it did' : 'end where they did'}; ${replay.skipped.length} left out.`,
          ...differences(replay.differences),
        ]
      : []),
    '',
    'Sources:',
    '',
    ...sources.map(({ title, url, date }) => `- [${title}](${url})${date === undefined ? '' : `, ${date}`}`),
    '',
  ].join('\n');
}

interface Counted extends ProofDifferenceView {
  readonly count: number;
}

function differences(all: readonly Counted[]): readonly string[] {
  if (all.length === 0) return [];
  return [
    '',
    '| Request | Before | After | Why |',
    '| --- | --- | --- | --- |',
    ...all.map(({ request, before, after, why, count: times }) => {
      const cells = [times === 1 ? request : `${times} × ${request}`, before, after, why];
      return `| ${cells.map(cell).join(' | ')} |`;
    }),
  ];
}

function cell(text: string): string {
  return text.replace(/[\\|<>*_`[\]]/g, '\\$&').replaceAll('\n', ' ');
}
