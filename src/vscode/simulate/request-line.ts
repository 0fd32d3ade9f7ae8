import type { RouteView } from '../../service';

/** A request as the user writes it. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
}

/** Reads `GET /prod/orders/1`; without a method it is a GET. Gives a sentence for the user where it cannot be read. */
export function parseRequestLine(text: string): RequestLine | string {
  const [, method = 'GET', path = ''] = /^\s*(?:([A-Za-z]+)\s+)?(\S*)\s*$/.exec(text) ?? [];
  if (!path.startsWith('/')) return 'Write a method and a path, such as GET /prod/orders/1';
  return { method: method.toUpperCase(), path };
}

/** A request that takes this route: `ANY` is sent as GET, and path parameters get a value. */
export function sampleRequest({ method, path }: Pick<RouteView, 'method' | 'path'>): string {
  const concrete = path.replace(/\{([^}]*)\}/g, (_, name: string) => (name.endsWith('+') ? 'some/path' : '1'));
  return `${method === 'ANY' ? 'GET' : method} ${concrete}`;
}
