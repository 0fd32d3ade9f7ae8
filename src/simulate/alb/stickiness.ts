import { headerValues } from '../headers';
import { toBytes, type HeaderField, type HeaderList } from '../message';

/**
 * Cookies that keep a client on a target group or target. AWS encrypts their value; here it is the name in hex, which
 * serves the same end. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html
 */
export type StickyCookie = 'AWSALBTG' | 'AWSALB' | `AWSALBAPP-${number}`;

/** What the cookie of that name was set to by `stickyCookies`, if the request brings it. */
export function stickyValue(headers: HeaderList, name: StickyCookie): string | undefined {
  const value = cookie(headers, name) ?? cookie(headers, `${name}CORS`);
  if (value === undefined || !/^(?:[0-9a-f]{2})+$/.test(value)) return undefined;
  const bytes = Uint8Array.from(value.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  return new TextDecoder().decode(bytes);
}

/** `Set-Cookie` fields: the cookie, and its twin for cross-origin requests. */
export function stickyCookies(name: StickyCookie, value: string, expires: Date): HeaderField[] {
  const hex = Array.from(toBytes(value), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const until = `Expires=${expires.toUTCString()}; Path=/`;
  return [
    ['Set-Cookie', `${name}=${hex}; ${until}`],
    ['Set-Cookie', `${name}CORS=${hex}; ${until}; SameSite=None`],
  ];
}

/** Value of a cookie of the request. */
export function cookie(headers: HeaderList, name: string): string | undefined {
  for (const line of headerValues(headers, 'cookie')) {
    for (const pair of line.split(';')) {
      const equals = pair.indexOf('=');
      if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
    }
  }
  return undefined;
}
