import type { ComparisonView } from '../../service';
import { count } from '../style';
import { capital } from './comparison-text';

/** The comparison as GitHub Flavored Markdown: https://github.github.com/gfm/#tables-extension- */
export function comparisonMarkdown({ rows, proof }: ComparisonView): string {
  const sources = [...new Map(rows.flatMap((row) => row.sources).map((source) => [source.url, source])).values()];
  return [
    '| Aspect | Before | After |',
    '| --- | --- | --- |',
    ...rows.map(({ aspect, before, after }) => `| ${capital(aspect)} | ${cell(before)} | ${cell(after)} |`),
    '',
    `${proof.same} of ${count(proof.requests, 'request')} ${proof.same === 1 ? 'is' : 'are'} the same down both paths.`,
    ...(proof.differences.length === 0
      ? []
      : [
          '',
          '| Request | Before | After | Why |',
          '| --- | --- | --- | --- |',
          ...proof.differences.map(
            ({ request, before, after, why }) => `| ${[request, before, after, why].map(cell).join(' | ')} |`,
          ),
        ]),
    '',
    'Sources:',
    '',
    ...sources.map(({ title, url, date }) => `- [${title}](${url})${date === undefined ? '' : `, ${date}`}`),
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replace(/[\\|<>*_`[\]]/g, '\\$&').replaceAll('\n', ' ');
}
