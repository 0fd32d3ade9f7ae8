import type { RouteView } from '../../service';

/** A request as the user writes it. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
  /** There where some are given. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** There where the request goes past authorizers, API keys and security groups. */
  readonly letPass?: true;
}

/**
 * Reads `GET /prod/orders/1 -H "Name: value" --let-pass`, options as `unbridge simulate` has them; without a method it
 * is a GET. Gives a sentence for the user where it cannot be read.
 */
export function parseRequestLine(text: string): RequestLine | string {
  const words = wordsOf(text);
  const [start, headers]: [string[], [string, string][]] = [[], []];
  let letPass = false;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--let-pass') letPass = true;
    else if (word === '-H' || word === '--header') {
      const header = readHeader(words.shift());
      if (!header) return 'Write a header as -H "Name: value"';
      headers.push(header);
    } else if (word.startsWith('-')) return `There is no ${word} here, only -H "Name: value" and --let-pass`;
    else start.push(word);
  }
  const [path = '', method = 'GET', ...more] = start.reverse();
  if (!path.startsWith('/') || more.length > 0 || !/^[A-Za-z]+$/.test(method))
    return 'Write a method and a path, such as GET /prod/orders/1';
  return {
    method: method.toUpperCase(),
    path,
    ...(headers.length > 0 && { headers }),
    ...(letPass && { letPass }),
  };
}

/** The line that reads as this request. */
export function writeRequestLine({ method, path, headers = [], letPass }: RequestLine): string {
  const fields = headers.map(([name, value]) => ` -H "${`${name}: ${value}`.replace(/["\\]/g, '\\$&')}"`);
  return `${method} ${path}${fields.join('')}${letPass ? ' --let-pass' : ''}`;
}

/** A request that takes this route: `ANY` is sent as GET, and path parameters get a value. */
export function sampleRequest({ method, path }: Pick<RouteView, 'method' | 'path'>): string {
  const concrete = path.replace(/\{([^}]*)\}/g, (_, name: string) => (name.endsWith('+') ? 'some/path' : '1'));
  return `${method === 'ANY' ? 'GET' : method} ${concrete}`;
}

/** Words as a shell has them: quotes of both kinds hold one together, and a backslash escapes in double ones. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/"((?:\\.|[^"\\])*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare = '']) => double?.replace(/\\(.)/g, '$1') ?? single ?? bare,
  );
}

/** The characters of a field name: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
function readHeader(word = ''): [string, string] | undefined {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/s.exec(word) ?? [];
  return name === undefined || value === undefined ? undefined : [name, value.trim()];
}
