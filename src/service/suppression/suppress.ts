import type { FindingView, SuppressedView } from '../../service-types';
import type { TemplateDocument } from '../../template/index';
import { nearest } from '../../text/index';
import { suppressionsInComments } from './comments';
import { suppressionsInMetadata } from './metadata';
import type { Place, Suppression } from './suppression';
import { unusedSuppression } from './unused-suppression';

/** The findings of a document, parted by its suppressions. */
export interface Parted {
  /** Those to report, with one for each suppression that suppresses nothing. */
  readonly findings: readonly FindingView[];
  readonly suppressed: readonly SuppressedView[];
}

/** Takes out what the template itself asks not to be told. `ruleIds` are the rules that there are. */
export function suppress(
  document: TemplateDocument,
  findings: readonly FindingView[],
  ruleIds: readonly string[],
): Parted {
  const suppressions = [...suppressionsInComments(document), ...suppressionsInMetadata(document)];
  if (suppressions.length === 0) return { findings, suppressed: [] };
  const first = part(document, findings, suppressions);
  const unused = suppressions
    .filter((suppression) => !first.used.has(suppression) && suppression.rule !== unusedSuppression.id)
    .map((suppression) => unusedFinding(document, suppression, ruleIds));
  const second = part(document, unused, suppressions);
  return {
    findings: [...first.kept, ...second.kept],
    suppressed: [...first.suppressed, ...second.suppressed],
  };
}

function part(
  document: TemplateDocument,
  findings: readonly FindingView[],
  suppressions: readonly Suppression[],
): { kept: FindingView[]; suppressed: SuppressedView[]; used: ReadonlySet<Suppression> } {
  const kept: FindingView[] = [];
  const suppressed: SuppressedView[] = [];
  const used = new Set<Suppression>();
  for (const finding of findings) {
    const { range, logicalId, rule } = finding;
    const place: Place = { range, logicalId, line: document.lines.positionAt(range.start).line };
    const all = suppressions.filter((suppression) => suppression.rule === rule && suppression.covers(place));
    all.forEach((suppression) => used.add(suppression));
    const [by] = all;
    if (by) suppressed.push({ ...finding, by: by.by, reason: by.reason });
    else kept.push(finding);
  }
  return { kept, suppressed, used };
}

function unusedFinding(
  document: TemplateDocument,
  { rule, range, where, by }: Suppression,
  ruleIds: readonly string[],
): FindingView {
  const section = document.sections.find((each) => {
    const place = document.locate({ section: each, start: 0, end: each.text.length });
    return place.start <= range.start && range.end <= place.end;
  });
  return {
    rule: unusedSuppression.id,
    severity: unusedSuppression.severity,
    message: messageFor(rule, where, by, ruleIds),
    range,
    logicalId: section?.path[0] === 'Resources' ? (section.path[1] ?? '') : '',
    fixes: [],
    related: [],
    unnecessary: true,
  };
}

function messageFor(rule: string, where: string, by: Suppression['by'], ruleIds: readonly string[]): string {
  if (where === '')
    return 'Unbridge knows no such comment: write "unbridge-disable-next-line", "unbridge-disable-line" or "unbridge-disable"';
  if (rule === '')
    return 'This comment names no rule: write the ids of rules behind it, or "unbridge explain" to see them';
  if (!ruleIds.includes(rule)) {
    const guess = nearest(rule, ruleIds);
    return `No rule is called "${rule}": ${guess ? `did you mean "${guess}"?` : 'a reason stands behind " -- "'}`;
  }
  return `"${rule}" finds nothing ${where}: ${by === 'comment' ? 'remove this comment' : 'take it out here'}`;
}
