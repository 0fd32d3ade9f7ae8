import type { Report, Rule, Severity } from '../rules/index';
import type { CheckView, FindingView } from '../service-types';
import type { DocumentSet } from './document-set';
import { createGuard } from './guard';
import { reportsOn } from './reports';

/** Runs every rule over the document's set and returns what concerns this document, in the order of the text. */
export function checkDocument(
  documents: DocumentSet,
  uri: string,
  onFailure: (id: string, error: unknown) => void,
): CheckView {
  const document = documents.get(uri);
  if (!document || document.dialect === 'none') {
    return { uri, dialect: document?.dialect ?? 'none', problems: [], findings: [], failures: [] };
  }
  const guard = createGuard(onFailure);
  const topology = guard.run('topology', () => documents.topologyOf(uri));
  const reports = topology ? reportsOn(documents, topology, guard) : new Map<Rule, readonly Report[]>();
  const findings = [...reports].flatMap(([rule, ofRule]): readonly FindingView[] =>
    ofRule
      .filter((report) => report.at.section.uri === uri)
      .map((report) => ({
        rule: rule.id,
        severity: rule.severity,
        message: report.message,
        range: document.locate(report.at),
        logicalId: report.logicalId,
        fixes: fixesOf(rule),
        related: (report.related ?? []).map(({ at, message }) => ({ location: topology!.locate(at), message })),
        unnecessary: report.unnecessary ?? false,
      })),
  );
  return {
    uri,
    dialect: document.dialect,
    problems: document.problems.map((problem) => ({ message: problem.message, range: document.locate(problem) })),
    findings: [...findings].sort((a, b) => a.range.start - b.range.start || weight[a.severity] - weight[b.severity]),
    failures: guard.failures,
  };
}

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };

function fixesOf(rule: Rule): FindingView['fixes'] {
  return rule.fixes.map(({ id, title, safety }) => ({ step: id, title, safety }));
}
