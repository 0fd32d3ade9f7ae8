import type { Location as SarifLocation, Log, ReportingDescriptor, Result } from 'sarif';
import { repository, version } from '../../../package.json';
import { allRules } from '../../rules/index';
import type { Range } from '../../text/index';
import type { Checked } from '../commands/check';
import type { Workspace } from '../workspace';

/** The id of what is no valid YAML or JSON. */
const syntax: ReportingDescriptor = {
  id: 'syntax',
  shortDescription: { text: 'The file is no valid YAML or JSON' },
  defaultConfiguration: { level: 'error' },
};

/** Findings as SARIF 2.1.0, for code scanning. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarif(checked: readonly Checked[], workspace: Workspace): string {
  const descriptors = [syntax, ...allRules.map(descriptor)];
  const indexOf = new Map(descriptors.map(({ id }, index) => [id, index]));
  const results = checked
    .filter(({ view }) => view.dialect !== 'none')
    .flatMap(({ view }): Result[] => [
      ...view.problems.map(({ message, range }): Result => ({
        ruleId: syntax.id,
        ruleIndex: 0,
        level: 'error',
        message: { text: message },
        locations: [locationOf(workspace, view.uri, range)],
      })),
      ...view.findings.map(({ rule, severity, message, range, logicalId, related }): Result => ({
        ruleId: rule,
        ...(indexOf.has(rule) ? { ruleIndex: indexOf.get(rule)! } : {}),
        level: levelOf(severity),
        message: { text: message },
        locations: [
          { ...locationOf(workspace, view.uri, range), logicalLocations: [{ name: logicalId, kind: 'resource' }] },
        ],
        ...(related.length > 0
          ? {
              relatedLocations: related.map(({ location, message: text }, id) => ({
                id,
                ...locationOf(workspace, location.uri, location.range),
                message: { text },
              })),
            }
          : {}),
      })),
    ]);
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Unbridge',
            informationUri: repository.url.replace(/\.git$/, ''),
            version,
            semanticVersion: version,
            rules: descriptors,
          },
        },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor({ id, summary, why, reference, severity }: (typeof allRules)[number]): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    helpUri: reference,
    defaultConfiguration: { level: levelOf(severity) },
  };
}

function locationOf({ nameOf, rangeIn }: Workspace, uri: string, range: Range): SarifLocation {
  const { start, end } = rangeIn(uri, range);
  return {
    physicalLocation: {
      artifactLocation: { uri: nameOf(uri).replace(/^\.\//, '').split(/[/\\]/).map(encodeURIComponent).join('/') },
      region: {
        startLine: start.line + 1,
        startColumn: start.column + 1,
        endLine: end.line + 1,
        endColumn: end.column + 1,
      },
    },
  };
}

/** SARIF knows error, warning and note. */
function levelOf(severity: string): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}
