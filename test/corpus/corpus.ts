import * as fs from 'node:fs';
import * as path from 'node:path';
import { createService, type CheckView, type ConversionFileView, type ConversionView } from '../../src/service';

/** One file of the corpus, as INDEX.tsv and EXPECT.tsv describe it. */
export interface CorpusFile {
  readonly file: string;
  readonly kind: string;
  readonly repo: string;
  /** Repository and path: nested stacks find each other by it. */
  readonly uri: string;
  readonly text: string;
  readonly expectBridge: string;
  readonly expectConvert: string;
}

export interface CorpusResult {
  readonly file: CorpusFile;
  readonly check: CheckView;
  readonly conversion: ConversionFileView;
  /** With the other files of its repository. */
  readonly withSiblings:
    { readonly check: CheckView; readonly conversion: ConversionFileView; readonly set: ConversionView } | undefined;
  readonly failures: readonly string[];
  readonly milliseconds: number;
}

/** Where the corpus lies beside a checkout, when it does. */
export const corpusFolder = path.resolve(process.cwd(), '../shared/corpus');

/** Kinds that are read as templates today. */
const templateKinds = new Set([
  'broken',
  'cdk-synth',
  'cfn-v1-nlb',
  'cfn-v1-nlb-alb',
  'cfn-v2',
  'sam',
  'unrelated-big',
  'openapi',
]);

/** Reads the corpus, or `undefined` where it is not there. */
export function loadCorpus(folder = corpusFolder): readonly CorpusFile[] | undefined {
  if (!fs.existsSync(path.join(folder, 'INDEX.tsv'))) return undefined;
  const expected = new Map(rows(path.join(folder, 'EXPECT.tsv')).map((row) => [row['file']!, row]));
  return rows(path.join(folder, 'INDEX.tsv')).map((row) => {
    const file = row['file']!;
    const kind = file.split('/')[0]!;
    return {
      file,
      kind,
      repo: row['repo']!,
      uri: `${row['repo']!}/${row['path']!.split(' ')[0]!}`,
      text: fs.readFileSync(path.join(folder, file), 'utf8'),
      expectBridge: expected.get(file)?.['nlb-bridge'] ?? 'either',
      expectConvert: expected.get(file)?.['convert'] ?? 'either',
    };
  });
}

/** Checks and converts one file alone, and with its siblings where it has some. */
export function evaluate(file: CorpusFile, all: readonly CorpusFile[]): CorpusResult {
  const failures: string[] = [];
  const onFailure = (id: string, error: unknown): void => {
    failures.push(`${id}: ${String(error)}`);
  };
  const started = performance.now();
  const alone = run([file], file, onFailure);
  const milliseconds = performance.now() - started;
  const siblings = all.filter((other) => other.repo === file.repo && templateKinds.has(other.kind));
  return {
    file,
    ...alone,
    withSiblings: siblings.length > 1 && siblings.includes(file) ? run(siblings, file, onFailure) : undefined,
    failures,
    milliseconds,
  };
}

function run(files: readonly CorpusFile[], file: CorpusFile, onFailure: (id: string, error: unknown) => void) {
  const service = createService({ onFailure });
  for (const { uri, text } of files) service.setDocument(uri, text);
  const set = service.convert(files.map(({ uri }) => uri));
  return { check: service.check(file.uri), conversion: set.files.find(({ uri }) => uri === file.uri)!, set };
}

/** What of the file's expectations does not hold. */
export function violations({ file, check, conversion, withSiblings }: CorpusResult): readonly string[] {
  if (!templateKinds.has(file.kind)) return [];
  const found: string[] = [];
  const bridge = (view: CheckView): boolean => view.findings.some(({ rule }) => rule === 'nlb-bridge');
  const expectBridge = { yes: [true], no: [false], 'with-siblings': [false] }[file.expectBridge];
  if (expectBridge && !expectBridge.includes(bridge(check))) found.push(`nlb-bridge should be ${file.expectBridge}`);
  const expectConvert = { yes: [true], no: [false], 'with-siblings': [false] }[file.expectConvert];
  if (expectConvert && !expectConvert.includes(conversion.changed))
    found.push(`convert should be ${file.expectConvert}`);
  if (file.expectConvert === 'with-siblings' && withSiblings?.conversion.changed !== true)
    found.push('convert should be possible with siblings');
  if (file.expectConvert === 'no' && withSiblings && bridge(withSiblings.check) && !isAnswered(withSiblings.conversion))
    found.push('a bridge that stays needs a reason, with siblings too');
  if (file.expectBridge === 'with-siblings' && !(withSiblings && bridge(withSiblings.check)))
    found.push('nlb-bridge should be found with siblings');
  if (bridge(check) && !conversion.changed && conversion.blocked.length === 0)
    found.push('a bridge that stays needs a reason');
  const quiet = ['cfn-v2', 'cdk-synth', 'unrelated-big', 'sam'].includes(file.kind);
  for (const { rule, severity, message } of check.findings)
    if (quiet && severity === 'error') found.push(`error ${rule}: ${message}`);
  return found;
}

/** Converted, or told why not. */
function isAnswered({ changed, blocked, notes }: ConversionFileView): boolean {
  return changed || blocked.length > 0 || notes.length > 0;
}

function rows(file: string): readonly Readonly<Record<string, string>>[] {
  const [head, ...lines] = fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const columns = head!.split('\t');
  return lines.map((line) =>
    Object.fromEntries(line.split('\t').map((cell, index) => [columns[index] ?? String(index), cell])),
  );
}
