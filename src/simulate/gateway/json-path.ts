import { query as select } from 'jsonpath-rfc9535';

type Json = Parameters<typeof select>[0];

/**
 * The value at a JSONPath; an expression that can match several values gives a list, as API Gateway's does.
 * An expression that does not parse matches nothing. Never throws.
 */
export function jsonPathValue(value: unknown, path: string): unknown {
  const simple = simplePath(path);
  if (simple) return walk(value, simple);
  const counted = /^(.*)\.(?:length|size)\(\)$/s.exec(path);
  if (counted) return sizeOf(jsonPathValue(value, counted[1] as string));
  try {
    const found: unknown[] = select(value as Json, path);
    return isSingular(path) ? found[0] : found;
  } catch {
    return undefined;
  }
}

/** The function `length()` of https://github.com/json-path/JsonPath, to which API Gateway's guide refers. */
function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
}

const simplePaths = new Map<string, readonly (string | number)[] | undefined>();

/** Keys of a path that consists of plain names and indexes only; these are by far the most and need no library. */
function simplePath(path: string): readonly (string | number)[] | undefined {
  if (simplePaths.has(path)) return simplePaths.get(path);
  let keys: (string | number)[] | undefined = [];
  let rest = path.trim().replace(/^\$/, '');
  if (rest !== '' && !/^[.[]/.test(rest)) rest = `.${rest}`;
  while (rest !== '' && keys) {
    const step = /^(?:\.([\w$@-]+)|\[(\d+)\]|\['([^'\\]*)'\]|\["([^"\\]*)"\])/.exec(rest);
    if (!step) keys = undefined;
    else {
      keys.push(step[2] === undefined ? ((step[1] ?? step[3] ?? step[4]) as string) : Number(step[2]));
      rest = rest.slice(step[0].length);
    }
  }
  if (simplePaths.size > 1000) simplePaths.clear();
  simplePaths.set(path, keys);
  return keys;
}

function walk(value: unknown, keys: readonly (string | number)[]): unknown {
  let current = value;
  for (const key of keys) {
    if (typeof current !== 'object' || current === null) return undefined;
    if (Array.isArray(current) !== (typeof key === 'number')) return undefined;
    if (!Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string | number, unknown>)[key];
  }
  return current;
}

function isSingular(path: string): boolean {
  return !/\.\.|\*|\?|\[[^\]'"]*[:,]/.test(path);
}
