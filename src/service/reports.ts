import { allRules, type Report, type Rule } from '../rules/index';
import { isUnread, readResource, type Topology } from '../topology/index';
import { references, type TemplateDocument, type TemplateSection } from '../template/index';
import type { DocumentSet } from './document-set';
import type { Guard } from './guard';

/** What every rule reports on a topology. */
export type Reports = ReadonlyMap<Rule, readonly Report[]>;

interface Past {
  readonly topology: Topology;
  readonly reports: Reports;
}

const pasts = new WeakMap<DocumentSet, Map<string, Past>>();

/**
 * Runs every rule, each in its guard, over the set that a document belongs to. Where only resources changed that no
 * reader and no rule looks into, such as a function or a role, the reports of the version before still hold. `choice`
 * tells topologies apart that were built with other values of parameters.
 */
export function reportsOn(documents: DocumentSet, topology: Topology, guard: Guard, choice = ''): Reports {
  const known = pasts.get(documents) ?? new Map<string, Past>();
  pasts.set(documents, known);
  const key = [choice, ...topology.documents.map(({ uri }) => uri)].join('\n');
  const past = known.get(key);
  if (past && (past.topology === topology || holdsStill(past, topology))) {
    known.set(key, { topology, reports: past.reports });
    return past.reports;
  }
  const failed = guard.failures.length;
  const reports = new Map(
    allRules.map((rule) => [rule, guard.run(rule.id, () => [...rule.check({ topology })]) ?? []] as const),
  );
  // What a failing rule would have said is not known, so its silence is not kept.
  if (guard.failures.length === failed) known.set(key, { topology, reports });
  else known.delete(key);
  return reports;
}

function holdsStill({ topology: before, reports }: Past, after: Topology): boolean {
  const changed = after.documents.filter((document) => before.document(document.uri) !== document);
  return (
    changed.every((document) => changesOnlyUnread(before.document(document.uri), document)) &&
    [...reports.values()].every((ofRule) => ofRule.every((report) => isPresent(after, report)))
  );
}

function isPresent(topology: Topology, { at, related }: Report): boolean {
  return [at, ...(related ?? []).map((other) => other.at)].every(
    ({ section }) => topology.document(section.uri)?.owns(section) === true,
  );
}

/** True when the two versions differ only inside resources of types that are not read, which keep name and references. */
function changesOnlyUnread(before: TemplateDocument | undefined, after: TemplateDocument): boolean {
  if (!before || before.dialect !== after.dialect || before.sections.length !== after.sections.length) return false;
  return after.sections.every((section, index) => {
    const was = before.sections[index]!;
    return was === section || isSameForRules(was, section);
  });
}

function isSameForRules(was: TemplateSection, is: TemplateSection): boolean {
  if (is.path[0] !== 'Resources' || !was.entry || !is.entry || was.path[1] !== is.path[1]) return false;
  const [before, after] = [readResource(was.entry), readResource(is.entry)];
  if (!before || !after || before.type !== after.type || !isUnread(after.type)) return false;
  return before.condition?.name === after.condition?.name && namesIn(was) === namesIn(is);
}

function namesIn(section: TemplateSection): string {
  return references(section)
    .map(({ kind, name, owner }) => `${kind} ${name} ${owner ?? ''}`)
    .join('\n');
}
