import type { Service } from '../service';
import type { Location } from '../text/index';
import type { Conversion } from './conversion';
import { fileName } from './file-name';

/** What a reviewer of a conversion should know, as Markdown. Lines are those of the templates that `service` holds. */
export function conversionReport(service: Service, { view, proof, differences, notes, blocked }: Conversion): string {
  const steps = view.files.flatMap((file) => file.steps);
  const parts = [
    '# Conversion to VPC Link V2',
    proof === '' ? '' : `${proof}.`,
    section('Requests that differ', differenceLines(differences)),
    section(
      'Before you deploy',
      notes.map(({ text, location }) => `- ${escape(text)} (${lineOf(service, location)})`),
    ),
    section(
      'Steps',
      [...groupBy(steps, stepTitle)].map(
        ([title, all]) =>
          `- ${title}: ${[...new Set(all.map(({ logicalId, part = logicalId }) => `\`${part}\``))].join(', ')}`,
      ),
    ),
    section(
      'Left as it is',
      blocked.map(
        ({ logicalId, reason, location }) => `- \`${logicalId}\`: ${escape(reason)} (${lineOf(service, location)})`,
      ),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** One cause often changes many requests, so they stand below it. */
function differenceLines(differences: Conversion['differences']): string[] {
  return [...groupBy(differences, ({ why }) => why)].flatMap(([why, all]) => [
    `- ${escape(why)}`,
    ...all.map(({ request, before, after }) =>
      all.length === 1 ? `  - \`${request}\`: before ${escape(before)}, after ${escape(after)}` : `  - \`${request}\``,
    ),
  ]);
}

function stepTitle({ title, safety }: { readonly title: string; readonly safety: string }): string {
  return `${escape(title)}${safety === 'review' ? ' (needs a look)' : ''}`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${[...new Set(lines)].join('\n')}`;
}

function lineOf(service: Service, { uri, range }: Location): string {
  const line = service.document(uri)?.lines.positionAt(range.start).line;
  const name = fileName(uri);
  return line === undefined ? escape(name) : `${escape(name)}, line ${line + 1} before the conversion`;
}

/** Texts speak of `${stageVariables.x}` and `{proxy+}`; nothing in them may turn into markup. */
function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, '\\$&');
}
