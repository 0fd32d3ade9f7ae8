/**
 * The status that a MOCK integration takes from its request body: an integer named `statusCode`. Recorded: keys without
 * quotes are accepted, a number in quotes is not. Undefined when there is none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function mockStatus(body: string): number | undefined {
  const value = parse(body) ?? parse(quoted(body));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const status = (value as Record<string, unknown>)['statusCode'];
  return typeof status === 'number' && Number.isInteger(status) ? status : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Puts quotes around bare keys and texts in single quotes, and drops commas before a closing bracket. */
function quoted(text: string): string {
  return text.replace(
    /("(?:[^"\\]|\\.)*")|'((?:[^'\\]|\\.)*)'|,(?=\s*[}\]])|([A-Za-z_$][\w$-]*)(?=\s*:)/g,
    (whole, text_: string | undefined, single: string | undefined, key: string | undefined) => {
      if (text_ !== undefined) return text_;
      if (single !== undefined) return JSON.stringify(single);
      return key === undefined && whole === ',' ? '' : JSON.stringify(key);
    },
  );
}
