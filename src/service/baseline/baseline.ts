import { parseData } from '../../template/index';

/** Findings that are known, by file: how often each fingerprint occurs. */
export type Baseline = ReadonlyMap<string, Fingerprints>;

/** How often each fingerprint occurs in one file. */
export type Fingerprints = ReadonlyMap<string, number>;

/** The text of a baseline file. Sorted, so that two of them are easily compared. Files without findings are left out. */
export function writeBaseline(baseline: Baseline): string {
  const files = [...baseline]
    .filter(([, known]) => known.size > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, known]) => [file, Object.fromEntries([...known].sort(([a], [b]) => (a < b ? -1 : 1)))] as const);
  return `${JSON.stringify({ version, files: Object.fromEntries(files) }, undefined, 2)}\n`;
}

/** Reads the text of a baseline file. Gives what is wrong with it instead where it is none. */
export function readBaseline(text: string): Baseline | { readonly problem: string } {
  const { value, problems } = parseData(text);
  if (problems.length > 0) return { problem: problems[0]!.message };
  if (!isFields(value) || !isFields(value['files'])) return { problem: 'this is no baseline of unbridge check' };
  if (value['version'] !== version)
    return { problem: `version ${JSON.stringify(value['version'])} of baselines is not known, only ${version}` };
  const baseline = new Map<string, Fingerprints>();
  for (const [file, known] of Object.entries(value['files'])) {
    if (!isFields(known)) return { problem: `"${file}" is a mapping of fingerprints to numbers` };
    const counts = Object.entries(known);
    const wrong = counts.find(([, count]) => !Number.isInteger(count) || Number(count) < 1);
    if (wrong) return { problem: `"${wrong[0]}" of "${file}" is a number, 1 or more` };
    baseline.set(file, new Map(counts as [string, number][]));
  }
  return baseline;
}

/** Counts fingerprints. */
export function countFingerprints(fingerprints: readonly string[]): Fingerprints {
  const counts = new Map<string, number>();
  for (const fingerprint of fingerprints) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  return counts;
}

/** Tells for each fingerprint of a file, in order, whether it is known, and how many known ones do not occur any more. */
export function compareToBaseline(
  fingerprints: readonly string[],
  known: Fingerprints,
): { readonly isKnown: readonly boolean[]; readonly gone: number } {
  const left = new Map(known);
  const isKnown = fingerprints.map((fingerprint) => {
    const count = left.get(fingerprint) ?? 0;
    if (count > 0) left.set(fingerprint, count - 1);
    return count > 0;
  });
  return { isKnown, gone: [...left.values()].reduce((sum, count) => sum + count, 0) };
}

const version = 1;

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
