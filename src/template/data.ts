import { isAlias, isMap, isScalar, isSeq, stringify, type ParsedNode, type YAMLError } from 'yaml';
import type { Range } from '../text/index';
import { unifyBreaks } from './split/split';
import { tooDeep } from './syntax/limits';
import { duplicate } from './syntax/normalise';
import { describe, withoutCascade } from './syntax/yaml-problems';
import { readYaml } from './syntax/yaml-read';

/** A YAML or JSON text that is no template, read as plain data. */
export interface Data {
  /** Texts, numbers, booleans, null, arrays and plain objects; `undefined` where the text cannot be read. */
  readonly value: unknown;
  readonly problems: readonly DataProblem[];
  /** Where the value at a path of keys and indexes stands; for one that is not there, its nearest parent that is. */
  rangeOf(path: DataPath): Range;
  /** Where the key of an entry stands; where there is none, the same as `rangeOf`. */
  keyRangeOf(path: DataPath): Range;
}

export interface DataProblem {
  readonly message: string;
  readonly range: Range;
}

export type DataPath = readonly (string | number)[];

/** Reads YAML 1.2 or JSON, one document. Never throws. */
export function parseData(text: string): Data {
  const yaml = readYaml(unifyBreaks(text));
  const root = yaml.document?.contents;
  const problems: DataProblem[] = withoutCascade(yaml.errors).map((error) => ({
    message: describe(error, text),
    // The end of the text is where a missing quote is noticed; where it opens is where to look.
    range: { start: isUnclosed(error) ? (yaml.unclosed ?? error.pos[0]) : error.pos[0], end: error.pos[1] },
  }));
  if (!yaml.document) problems.push({ message: tooDeep, range: { start: 0, end: text.length } });
  if (yaml.second !== undefined)
    problems.push({ message: 'One file holds one document', range: { start: yaml.second, end: yaml.second + 3 } });
  if (root) problems.push(...repeatedKeys(root));
  return {
    value: problems.length === 0 ? plain(yaml.document, problems) : undefined,
    problems,
    rangeOf: (path) => rangeOf(find(root, path).node),
    keyRangeOf: (path) => {
      const { key, node } = find(root, path);
      return rangeOf(key ?? node);
    },
  };
}

/** Writes plain data as YAML, a line for each entry. */
export function writeData(value: unknown): string {
  return stringify(value, { lineWidth: 0 });
}

function isUnclosed({ message }: YAMLError): boolean {
  return message.startsWith('Missing closing');
}

/** Aliases are followed, but not without end: a file that grows by its aliases is refused. */
function plain(document: { toJS(): unknown } | undefined, problems: DataProblem[]): unknown {
  try {
    return document?.toJS();
  } catch (error) {
    problems.push({ message: error instanceof Error ? error.message : String(error), range: { start: 0, end: 0 } });
    return undefined;
  }
}

interface Place {
  readonly key: ParsedNode | undefined;
  readonly node: ParsedNode | null | undefined;
}

function find(root: ParsedNode | null | undefined, path: DataPath): Place {
  let place: Place = { key: undefined, node: root };
  for (const step of path) {
    const next = child(place.node, step);
    if (!next) return place;
    place = next.node ? next : { key: next.key, node: next.key };
  }
  return place;
}

function child(node: ParsedNode | null | undefined, step: string | number): Place | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return item && { key: undefined, node: item };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return pair && { key: pair.key, node: pair.value };
}

function rangeOf(node: ParsedNode | null | undefined): Range {
  const [start, end] = node?.range ?? [0, 0];
  return { start, end };
}

function repeatedKeys(node: ParsedNode | null): readonly DataProblem[] {
  if (node === null || isAlias(node) || isScalar(node)) return [];
  if (isSeq(node)) return node.items.flatMap((item) => repeatedKeys(item));
  const seen = new Set<string>();
  return node.items.flatMap(({ key, value }): readonly DataProblem[] => {
    const name = isScalar(key) ? String(key.value) : undefined;
    const inside = repeatedKeys(value);
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name);
      return inside;
    }
    return [{ message: duplicate(name), range: rangeOf(key) }, ...inside];
  });
}
