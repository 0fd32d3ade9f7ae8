import { commentsOf, type TemplateDocument } from '../../template/index';
import type { Range } from '../../text/index';
import type { Place, Suppression } from './suppression';

/**
 * The suppressions in the comments of a YAML template:
 *
 *     # unbridge-disable legacy-vpc-link                       in the whole file
 *     # unbridge-disable-next-line legacy-vpc-link, nlb-bridge on the next line that is no comment
 *     Port: 80 # unbridge-disable-line wrong-listener-port     on its own line
 *
 * What follows ` -- ` is the reason. JSON has no comments; there `Metadata` does the same.
 */
export function suppressionsInComments(document: TemplateDocument): readonly Suppression[] {
  if (!document.text.includes(marker)) return [];
  return commentsOf(document).flatMap((comment) => inComment(document, comment));
}

const marker = 'unbridge-disable';

function inComment(document: TemplateDocument, comment: Range): readonly Suppression[] {
  const text = document.text.slice(comment.start, comment.end);
  const match = /^#+\s*(unbridge-disable[\w-]*)(?::|\b)(.*)$/s.exec(text);
  if (!match) return [];
  const [, directive, rest] = match as unknown as [string, string, string];
  const scope = scopeOf(document, directive, comment);
  const [names = '', ...reasons] = rest.split(/(?:^|\s)--(?:\s|$)/);
  const from = comment.start + text.length - rest.length;
  const shared = { by: 'comment', reason: reasons.join(' -- ').trim() || undefined } as const;
  if (!scope) return [{ ...shared, rule: '', range: comment, mistake: noSuchComment, where: '', covers: () => false }];
  const rules = [...names.matchAll(/[^\s,]+/g)].map(({ 0: rule, index }) => ({
    rule,
    range: { start: from + index, end: from + index + rule.length },
  }));
  if (rules.length === 0) return [{ ...shared, ...scope, rule: '', range: comment, mistake: noRule }];
  return rules.map((named) => ({ ...shared, ...named, ...scope }));
}

const noSuchComment =
  'Unbridge knows no such comment: write "unbridge-disable-next-line", "unbridge-disable-line" or "unbridge-disable"';
const noRule = 'This comment names no rule: write the ids of rules behind it, or "unbridge explain" to see them';

/** Where a comment counts; `undefined` for one that there is not. */
function scopeOf(
  document: TemplateDocument,
  directive: string,
  comment: Range,
): Pick<Suppression, 'where' | 'covers'> | undefined {
  const { line } = document.lines.positionAt(comment.start);
  const on = (wanted: number) => (place: Place) => place.line === wanted;
  switch (directive) {
    case 'unbridge-disable':
      return { where: 'in this file', covers: () => true };
    case 'unbridge-disable-line':
      return { where: 'on this line', covers: on(line) };
    case 'unbridge-disable-next-line':
      return { where: 'on the next line', covers: on(nextLine(document, comment)) };
    default:
      return undefined;
  }
}

/** The line of what follows a comment, blank lines and other comments left out. */
function nextLine({ text, lines }: TemplateDocument, { end }: Range): number {
  const between = /^(?:\s|#[^\r\n]*)*/.exec(text.slice(end))![0];
  return lines.positionAt(end + between.length).line;
}
