/** The first place where a JSON value is not what was expected. */
export interface MissingPart {
  /** `$.headers.host`, `$[0]`. */
  readonly at: string;
  readonly expected: unknown;
  /** `undefined` where there is no such place. */
  readonly actual: unknown;
}

/**
 * Looks for `expected` in `actual`: objects may have further keys, lists have the same length, all else is equal.
 * Undefined when all of it is there.
 */
export function missingPart(expected: unknown, actual: unknown, at = '$'): MissingPart | undefined {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return { at, expected, actual };
    return first(expected.map((item, index) => () => missingPart(item, actual[index], `${at}[${index}]`)));
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return { at, expected, actual };
    return first(
      Object.entries(expected).map(
        ([key, value]) =>
          () =>
            missingPart(value, Object.hasOwn(actual, key) ? actual[key] : undefined, at + step(key)),
      ),
    );
  }
  return expected === actual ? undefined : { at, expected, actual };
}

function first(checks: readonly (() => MissingPart | undefined)[]): MissingPart | undefined {
  for (const check of checks) {
    const found = check();
    if (found) return found;
  }
  return undefined;
}

function step(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
