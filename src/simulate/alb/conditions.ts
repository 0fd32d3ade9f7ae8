/** The six kinds of rule condition. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
import { headerValues, header } from '../headers';
import type { HttpRequest, Peer } from '../message';
import type { ConditionModel, SourceSpan } from '../model';
import { cidrContains } from '../network/address';
import { parseQuery, type QueryParameter } from '../query';
import { compileRegex, compileWildcard } from './patterns';

/** The parts of a request that conditions look at, each worked out at most once for all rules. */
export class RequestFacts {
  readonly method: string;
  readonly path: string;
  /** Without port, lower case. */
  readonly host: string;
  readonly headers: HttpRequest['headers'];
  readonly sourceIp: string;
  private readonly rawQuery: string;
  private parsed: readonly QueryParameter[] | undefined;

  constructor(request: HttpRequest, peer: Peer) {
    this.method = request.method;
    this.path = normalisedPath(request.path);
    this.host = hostOf(request);
    this.headers = request.headers;
    this.sourceIp = peer.ip;
    this.rawQuery = request.query;
  }

  get query(): readonly QueryParameter[] {
    return (this.parsed ??= parseQuery(this.rawQuery));
  }
}

/** The `Host` of a request without port, in lower case. */
export function hostOf(request: HttpRequest): string {
  return (header(request.headers, 'host') ?? '').replace(/:\d*$/, '').toLowerCase();
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

/** A condition whose patterns are ready for use. */
export interface Condition {
  readonly at?: SourceSpan;
  /** Whether one of its values fits. */
  fits(facts: RequestFacts): boolean;
  /** The reason it does not fit: ``host-header `a.example.com` ≠ `b.example.com` ``. */
  mismatch(facts: RequestFacts): string;
}

/** Prepares a condition. */
export function compileCondition(condition: ConditionModel): Condition {
  const wanted = wantedOf(condition)
    .map((value) => `\`${value}\``)
    .join(' or ');
  return {
    ...(condition.at ? { at: condition.at } : {}),
    fits: testOf(condition),
    mismatch: (facts) => {
      const [name, actual] = actualOf(condition, facts);
      return `${name} ${actual === undefined ? 'is absent' : `\`${actual}\``} ≠ ${wanted}`;
    },
  };
}

type Test<T> = (value: T) => boolean;

function testOf(condition: ConditionModel): Test<RequestFacts> {
  switch (condition.field) {
    case 'host-header': {
      const test = textTest(condition.values, condition.regexValues, false);
      return ({ host }) => test(host);
    }
    case 'path-pattern': {
      const test = textTest(condition.values, condition.regexValues, true);
      return ({ path }) => test(path);
    }
    case 'http-header': {
      const test = textTest(condition.values, condition.regexValues, false);
      return ({ headers }) => headerValues(headers, condition.name).some(test);
    }
    case 'http-request-method':
      return ({ method }) => condition.values.includes(method);
    case 'query-string': {
      const pairs = condition.values.map(({ key, value }) => ({
        name: key === undefined || key === '' ? undefined : compileWildcard(key, false),
        value: compileWildcard(value, false),
      }));
      return ({ query }) =>
        pairs.some((pair) =>
          query.some(({ name, value }) => (pair.name === undefined || pair.name(name)) && pair.value(value)),
        );
    }
    case 'source-ip':
      return ({ sourceIp }) => condition.values.some((cidr) => cidrContains(cidr, sourceIp));
  }
}

function textTest(
  values: readonly string[],
  regexValues: readonly string[] | undefined,
  caseSensitive: boolean,
): Test<string> {
  const tests: Test<string>[] = values.map((value) => compileWildcard(value, caseSensitive));
  for (const pattern of regexValues ?? []) {
    const regex = compileRegex(pattern, caseSensitive);
    if (regex) tests.push((text) => regex.test(text));
  }
  const [only] = tests;
  return only && tests.length === 1 ? only : (text) => tests.some((test) => test(text));
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
