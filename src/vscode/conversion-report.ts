import type { Service } from '../service';
import type { Location } from '../text/index';
import type { Conversion } from './conversion';
import { fileName } from './file-name';

/** What a reviewer of a conversion should know, as Markdown. Lines are those of the templates that `service` holds. */
export function conversionReport(service: Service, { view, proof, differences, notes, blocked }: Conversion): string {
  const steps = view.files.flatMap((file) => file.steps.map((step) => ({ ...step, uri: file.uri })));
  const parts = [
    '# Conversion to VPC Link V2',
    proof === '' ? '' : `${proof}.`,
    section(
      'Requests that end elsewhere',
      differences.map(
        ({ request, before, after, why }) =>
          `- \`${request}\`: before ${escape(before)}, after ${escape(after)}. ${escape(why)}`,
      ),
    ),
    section(
      'Before you deploy',
      notes.map(({ text, location }) => `- ${escape(text)} (${lineOf(service, location)})`),
    ),
    section(
      'Steps',
      steps.map(
        ({ title, logicalId, safety }) =>
          `- ${escape(title)}: \`${logicalId}\`${safety === 'review' ? ' (needs a look)' : ''}`,
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
