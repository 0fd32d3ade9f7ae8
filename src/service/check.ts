import type { Report, Rule, RuleText, Severity } from '../rules/index';
import type { CheckOptions, CheckView, FindingView, Level } from '../service-types';
import { parse } from '../template/index';
import { buildTopology, type Topology } from '../topology/index';
import { constructPath } from '../topology/query/construct-path';
import { mappingChoices } from '../topology/query/mapping-choices';
import type { DocumentSet } from './document-set';
import { createGuard, type Guard } from './guard';
import { staleDeployment, staleDeployments } from './history/stale-deployment';
import { reportsOn } from './reports';
import { ruleTexts } from './rule-texts';
import { suppress } from './suppression/suppress';

/** Runs every rule over the document's set and returns what concerns this document, in the order of the text. */
export function checkDocument(
  documents: DocumentSet,
  uri: string,
  { levels = {}, before }: CheckOptions,
  onFailure: (id: string, error: unknown) => void,
): CheckView {
  const document = documents.get(uri);
  if (!document || document.dialect === 'none') {
    return { uri, dialect: document?.dialect ?? 'none', problems: [], findings: [], suppressed: [], failures: [] };
  }
  const guard = createGuard(onFailure);
  const topology = guard.run('topology', () => documents.topologyOf(uri));
  const reports = topology ? allReports(documents, topology, uri, guard) : new Map<Rule, readonly Found[]>();
  const stale =
    topology && before !== undefined
      ? (guard.run(staleDeployment.id, () => [...staleDeployments(withBefore(topology, uri, before), topology, uri)]) ??
        [])
      : [];
  const all: readonly (readonly [RuleText, readonly Found[]])[] = [...reports, [staleDeployment, stale]];
  const found = all.flatMap(([rule, ofRule]): readonly FindingView[] =>
    ofRule
      .filter((report) => report.at.section.uri === uri)
      .map((report) => ({
        rule: rule.id,
        severity: rule.severity,
        message: report.message,
        range: document.locate(report.at),
        logicalId: report.logicalId,
        ...constructOf(topology!, report),
        // Steps work on the template as it is, with the values that are known.
        fixes: report.isChosen ? [] : fixesOf(rule),
        related: (report.related ?? []).map(({ at, message }) => ({ location: topology!.locate(at), message })),
        unnecessary: report.unnecessary ?? false,
      })),
  );
  const { findings, suppressed } = suppress(
    document,
    found,
    ruleTexts.map(({ id }) => id),
  );
  return {
    uri,
    dialect: document.dialect,
    problems: document.problems.map((problem) => ({ message: problem.message, range: document.locate(problem) })),
    findings: inOrder(findings, levels),
    suppressed: inOrder(suppressed, levels),
    failures: guard.failures,
  };
}

/** A report, and whether it only holds with a value that nobody has chosen. */
interface Found extends Report {
  readonly isChosen?: boolean;
}

/**
 * What the rules report with the parameters as they are, and what they report besides where a parameter that picks from
 * `Mappings` has another of its allowed values. Of one mistake that both have, the first report is enough.
 */
function allReports(
  documents: DocumentSet,
  topology: Topology,
  uri: string,
  guard: Guard,
): ReadonlyMap<Rule, readonly Found[]> {
  const reports = new Map<Rule, readonly Found[]>(reportsOn(documents, topology, guard));
  for (const { parameter, value } of mappingChoices(topology)) {
    const chosen = guard.run('topology', () => documents.topologyOf(uri, { [parameter]: value }));
    if (!chosen) continue;
    for (const [rule, found] of reportsOn(documents, chosen, guard, `${parameter}=${value}`)) {
      const known = reports.get(rule) ?? [];
      const added = found.filter((report) => !known.some(({ at }) => isSamePlace(at, report.at)));
      const when = ` when ${parameter} is "${value}"`;
      reports.set(rule, [
        ...known,
        ...added.map((report) => ({ ...report, message: report.message + when, isChosen: true })),
      ]);
    }
  }
  return reports;
}

function isSamePlace(a: Report['at'], b: Report['at']): boolean {
  return a.section === b.section && a.start === b.start && a.end === b.end;
}

/** The set as it was when this document had an earlier text. */
function withBefore(after: Topology, uri: string, before: string): Topology {
  const old = parse(uri, before, { language: after.document(uri)?.language ?? 'yaml' });
  return buildTopology(after.documents.map((document) => (document.uri === uri ? old : document)));
}

/** Gives every finding the severity that the user chose, leaves out those of rules that are off, and sorts them. */
function inOrder<F extends FindingView>(findings: readonly F[], levels: Readonly<Record<string, Level>>): readonly F[] {
  return findings
    .flatMap((finding): readonly F[] => {
      const level = Object.hasOwn(levels, finding.rule) ? levels[finding.rule]! : finding.severity;
      return level === 'off' ? [] : [level === finding.severity ? finding : { ...finding, severity: level }];
    })
    .sort((a, b) => a.range.start - b.range.start || weight[a.severity] - weight[b.severity]);
}

function constructOf(topology: Topology, { at, logicalId }: Report): Pick<FindingView, 'constructPath'> {
  const path = constructPath(topology.find(topology.templateOf(at.section.uri) ?? at.section.uri, logicalId));
  return path === undefined ? {} : { constructPath: path };
}

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };

function fixesOf(rule: RuleText): FindingView['fixes'] {
  return rule.fixes.map(({ id, title, safety }) => ({ step: id, title, safety }));
}
