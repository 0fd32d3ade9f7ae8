import { createHash } from 'node:crypto';
import type { Location as SarifLocation, Log, ReportingDescriptor, Result } from 'sarif';
import { repository, version } from '../../../package.json';
import type { RuleText } from '../../rules/index';
import type { FindingView, ProblemView, SuppressedView } from '../../service';
import { fingerprintOf } from '../../service/baseline/fingerprint';
import { ruleTexts, syntax } from '../../service/rule-texts';
import type { TemplateDocument } from '../../template/index';
import type { Range } from '../../text/index';
import type { Checked } from '../commands/check';
import type { Io } from '../io';
import { shortName } from '../project';
import type { Workspace } from '../workspace';

/**
 * Findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), with what GitHub's code
 * scanning wants to see:
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 *
 * What a baseline knows is not in it; what a comment suppresses is, marked so.
 */
export function sarif(checked: readonly Checked[], workspace: Workspace, io: Io): string {
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
            rules: ruleTexts.map(descriptor),
          },
        },
        originalUriBaseIds: { [sourceRoot]: { description: { text: 'The folder that the files are named from' } } },
        columnKind: 'utf16CodeUnits',
        results: checked
          .filter(({ view }) => view.dialect !== 'none')
          .flatMap((file) => resultsOf(file, { workspace, io })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const sourceRoot = '%SRCROOT%';
const indexOf: ReadonlyMap<string, number> = new Map(ruleTexts.map(({ id }, index) => [id, index]));

interface Context {
  readonly workspace: Workspace;
  readonly io: Io;
}

function resultsOf({ view, known }: Checked, context: Context): Result[] {
  const document = context.workspace.service.document(view.uri);
  const place = (range: Range): SarifLocation => locationOf(context, view.uri, range);
  const shown: readonly (FindingView | SuppressedView)[] = [...view.findings, ...view.suppressed];
  const marks = document ? identify(document, shown, known) : [];
  return [
    ...view.problems.map((problem) => problemResult(problem, place)),
    ...shown.map((finding, index) => findingResult(finding, marks[index], place, context)),
  ];
}

function problemResult({ message, range }: ProblemView, place: (range: Range) => SarifLocation): Result {
  return {
    ruleId: syntax.id,
    ruleIndex: indexOf.get(syntax.id)!,
    level: 'error',
    message: { text: message },
    locations: [place(range)],
  };
}

function findingResult(
  finding: FindingView | SuppressedView,
  mark: string | undefined,
  place: (range: Range) => SarifLocation,
  context: Context,
): Result {
  const { rule, severity, message, range, logicalId, constructPath, related } = finding;
  return {
    ruleId: rule,
    ...(indexOf.has(rule) ? { ruleIndex: indexOf.get(rule)! } : {}),
    level: levelOf(severity),
    message: { text: message },
    locations: [
      {
        ...place(range),
        ...(logicalId === ''
          ? {}
          : {
              logicalLocations: [
                {
                  name: logicalId,
                  ...(constructPath === undefined ? {} : { fullyQualifiedName: constructPath }),
                  kind: 'resource',
                },
              ],
            }),
      },
    ],
    // Code scanning looks at the first name only; without it, it hashes the lines around.
    ...(mark === undefined ? {} : { partialFingerprints: { primaryLocationLineHash: mark, 'unbridge/v1': mark } }),
    ...('by' in finding
      ? {
          suppressions: [
            { kind: 'inSource', ...(finding.reason === undefined ? {} : { justification: finding.reason }) },
          ],
        }
      : {}),
    ...(related.length > 0
      ? {
          relatedLocations: related.map(({ location, message: text }, id) => ({
            id,
            ...locationOf(context, location.uri, location.range),
            message: { text },
          })),
        }
      : {}),
  };
}

/** What a finding is however lines move: a hash of what baselines keep, and which one of several alike it is. */
function identify(
  document: TemplateDocument,
  shown: readonly FindingView[],
  known: readonly FindingView[],
): readonly string[] {
  const seen = new Map<string, number>();
  const next = (finding: FindingView): string => {
    const hash = createHash('sha256').update(fingerprintOf(document, finding)).digest('hex').slice(0, 16);
    const number = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, number);
    return `${hash}:${number}`;
  };
  known.forEach(next);
  return shown.map(next);
}

function descriptor({ id, summary, why, reference, severity, fixes }: RuleText): ReportingDescriptor {
  const cures = fixes.map(({ title }) => `- ${title}`);
  const help = [`${summary}.`, `${why}.`, ...(cures.length > 0 ? [`What cures it:`, cures.join('\n')] : [])];
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    helpUri: reference,
    help: {
      text: [...help, `More: unbridge explain ${id}, ${reference}`].join('\n\n'),
      markdown: [...help, `More: \`unbridge explain ${id}\`, [AWS](${reference})`].join('\n\n'),
    },
    defaultConfiguration: { level: levelOf(severity) },
  };
}

function locationOf({ workspace: { nameOf, rangeIn }, io }: Context, uri: string, range: Range): SarifLocation {
  const { start, end } = rangeIn(uri, range);
  return {
    physicalLocation: {
      artifactLocation: artifact(nameOf(uri) === '-' ? 'stdin' : shortName(uri, io)),
      region: {
        startLine: start.line + 1,
        startColumn: start.column + 1,
        endLine: end.line + 1,
        endColumn: end.column + 1,
      },
    },
  };
}

/** A file below the folder of the run is named from there, any other one by its whole path. */
function artifact(name: string): NonNullable<SarifLocation['physicalLocation']>['artifactLocation'] {
  const encoded = name.split('/').map(encodeURIComponent).join('/');
  if (name.startsWith('/')) return { uri: `file://${encoded}` };
  if (/^[A-Za-z]:\//.test(name)) return { uri: `file:///${encoded.replace('%3A', ':')}` };
  return { uri: encoded, uriBaseId: sourceRoot };
}

/** SARIF knows error, warning and note. */
function levelOf(severity: string): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}
