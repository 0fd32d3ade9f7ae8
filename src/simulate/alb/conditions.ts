/** The six kinds of rule condition. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
import { headerValues, header } from '../headers';
import type { HttpRequest, Peer } from '../message';
import type { ConditionModel } from '../model';
import { cidrContains } from '../network/address';
import { parseQuery, type QueryParameter } from '../query';
import { compileRegex, matchesWildcard } from './patterns';

/** The parts of a request that conditions look at, worked out once for all rules. */
export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  /** Without port, lower case. */
  readonly host: string;
  readonly headers: HttpRequest['headers'];
  readonly query: readonly QueryParameter[];
  readonly sourceIp: string;
}

export function requestFacts(request: HttpRequest, peer: Peer): RequestFacts {
  return {
    method: request.method,
    path: normalisedPath(request.path),
    host: (header(request.headers, 'host') ?? '').replace(/:\d*$/, '').toLowerCase(),
    headers: request.headers,
    query: parseQuery(request.query),
    sourceIp: peer.ip,
  };
}

/**
 * The path as rules see it, normalised after RFC 3986, 6.2.2: letters, digits and `-._~` decoded, dot segments resolved.
 * What is forwarded stays as it came.
 */
export function normalisedPath(path: string): string {
  if (!/%|\/\.\.?(?:\/|$)/.test(path)) return path;
  const decoded = path.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(parseInt(encoded.slice(1), 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : encoded.toUpperCase();
  });
  const segments: string[] = [];
  const parts = decoded.split('/').slice(1);
  for (const [index, part] of parts.entries()) {
    if (part !== '.' && part !== '..') segments.push(part);
    else {
      if (part === '..') segments.pop();
      if (index === parts.length - 1) segments.push('');
    }
  }
  return `/${segments.join('/')}`;
}

/** Whether one of the condition's values fits. */
export function matches(condition: ConditionModel, facts: RequestFacts): boolean {
  switch (condition.field) {
    case 'host-header':
      return (
        condition.values.some((value) => matchesWildcard(value, facts.host, false)) ||
        anyRegex(condition.regexValues, [facts.host], false)
      );
    case 'path-pattern':
      return (
        condition.values.some((value) => matchesWildcard(value, facts.path, true)) ||
        anyRegex(condition.regexValues, [facts.path], true)
      );
    case 'http-header': {
      const values = headerValues(facts.headers, condition.name);
      return (
        values.some((value) => condition.values.some((pattern) => matchesWildcard(pattern, value, false))) ||
        anyRegex(condition.regexValues, values, false)
      );
    }
    case 'http-request-method':
      return condition.values.includes(facts.method);
    case 'query-string':
      return condition.values.some(({ key, value }) =>
        facts.query.some(
          (parameter) =>
            (key === undefined || key === '' || matchesWildcard(key, parameter.name, false)) &&
            matchesWildcard(value, parameter.value, false),
        ),
      );
    case 'source-ip':
      return condition.values.some((cidr) => cidrContains(cidr, facts.sourceIp));
  }
}

function anyRegex(patterns: readonly string[] | undefined, texts: readonly string[], caseSensitive: boolean): boolean {
  return patterns?.some((pattern) => texts.some((text) => compileRegex(pattern, caseSensitive)?.test(text))) ?? false;
}

/** The reason a condition does not fit: ``host-header `a.example.com` is not `b.example.com` ``. */
export function mismatch(condition: ConditionModel, facts: RequestFacts): string {
  const [name, actual] = actualOf(condition, facts);
  const wanted = wantedOf(condition);
  return `${name} ${actual === undefined ? 'is absent' : `\`${actual}\``} ≠ ${wanted.map((value) => `\`${value}\``).join(' or ')}`;
}

function actualOf(condition: ConditionModel, facts: RequestFacts): readonly [string, string | undefined] {
  switch (condition.field) {
    case 'host-header':
      return [condition.field, facts.host];
    case 'path-pattern':
      return [condition.field, facts.path];
    case 'http-header':
      return [`http-header ${condition.name}`, header(facts.headers, condition.name)];
    case 'http-request-method':
      return [condition.field, facts.method];
    case 'query-string':
      return [condition.field, facts.query.length === 0 ? undefined : facts.query.map(({ raw }) => raw).join('&')];
    case 'source-ip':
      return [condition.field, facts.sourceIp];
  }
}

function wantedOf(condition: ConditionModel): readonly string[] {
  if (condition.field === 'query-string') {
    return condition.values.map(({ key, value }) => (key === undefined ? value : `${key}=${value}`));
  }
  const regexes = 'regexValues' in condition ? (condition.regexValues ?? []) : [];
  return [...condition.values, ...regexes.map((regex) => `/${regex}/`)];
}
