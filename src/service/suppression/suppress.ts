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

function unusedFinding(document: TemplateDocument, suppression: Suppression, ruleIds: readonly string[]): FindingView {
  const { range } = suppression;
  const section = document.sections.find((each) => {
    const place = document.locate({ section: each, start: 0, end: each.text.length });
    return place.start <= range.start && range.end <= place.end;
  });
  const mistake = suppression.mistake ?? unknownRule(suppression, ruleIds);
  return {
    rule: unusedSuppression.id,
    // A mistake hides nothing of what it was meant to hide, so it is more than a leftover.
    severity: mistake === undefined ? unusedSuppression.severity : 'warning',
    message: mistake ?? leftOver(suppression),
    range,
    logicalId: section?.path[0] === 'Resources' ? (section.path[1] ?? '') : '',
    fixes: [],
    related: [],
    unnecessary: mistake === undefined,
  };
}

function unknownRule({ rule, by }: Suppression, ruleIds: readonly string[]): string | undefined {
  if (ruleIds.includes(rule)) return undefined;
  const guess = nearest(rule, ruleIds);
  const help = by === 'comment' ? 'a reason stands behind " -- "' : '"unbridge explain" lists them';
  return `No rule is called "${rule}": ${guess ? `did you mean "${guess}"?` : help}`;
}

function leftOver({ rule, where, by }: Suppression): string {
  return `"${rule}" finds nothing ${where}: ${by === 'comment' ? 'remove this comment' : 'take it out here'}`;
}
