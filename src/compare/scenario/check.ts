import { header, hasHeader, toText, type HeaderList, type Trace, type World } from '../../simulate/index';
import { missingPart } from './json-subset';
import type { Expectation, ExpectedBody, ExpectedHeaders, ExpectedMessage, Failure } from './model';
import { outcomeOf, type ScenarioOutcome } from './outcome';

/** Compares a trace with what was expected of it; every expectation that did not come true, in the order of the schema. */
export function checkExpectation(expect: Expectation, trace: Trace, world: World): readonly Failure[] {
  const outcome = outcomeOf(trace, world);
  const { response } = outcome;
  const reason = outcome.decided ? `${outcome.decided.decision}. ${outcome.decided.why}` : '';
  const found: (Mismatch | undefined)[] = [
    differs(['status'], 'status', expect.status, response.status),
    differs(['targetGroup'], 'target group', expect.targetGroup, outcome.targetGroup),
    differs(['target'], 'target', expect.target, outcome.target),
    rule(expect.rule, outcome),
    differs(['gatewayResponse'], 'gateway response', expect.gatewayResponse, outcome.gatewayResponse),
    ...headers(['headers'], 'header', expect.headers, response.headers),
    ...body(expect.body, toText(response.body)),
    ...received(expect.received, outcome),
  ];
  return found.flatMap((mismatch) => (mismatch ? [{ ...mismatch, why: reason }] : []));
}

type Mismatch = Omit<Failure, 'why'>;
type Simple = string | number | null;

function differs(
  path: readonly string[],
  what: string,
  expected: Simple | undefined,
  actual: Simple,
): Mismatch | undefined {
  if (expected === undefined || expected === actual) return undefined;
  return { path, expected: named(what, expected), actual: named(what, actual) };
}

function named(what: string, value: Simple): string {
  // A connection to a load balancer that fails has no status.
  if (value === null || (what === 'status' && value === 0)) return `no ${what}`;
  return `${what} ${typeof value === 'number' ? value : JSON.stringify(value)}`;
}

function rule(expected: Expectation['rule'], { rule: actual, ruleId }: ScenarioOutcome): Mismatch | undefined {
  if (expected === undefined || expected === actual || (expected !== null && expected === ruleId)) return undefined;
  const isNumber = typeof expected === 'string' && Number(expected) === actual;
  return isNumber
    ? undefined
    : { path: ['rule'], expected: ruleName(expected), actual: ruleName(actual) + (ruleId ? ` ("${ruleId}")` : '') };
}

function ruleName(value: Simple): string {
  if (value === null) return 'no rule';
  return value === 'default' ? 'the default rule' : `rule ${typeof value === 'number' ? value : `"${value}"`}`;
}

function headers(
  path: readonly string[],
  what: string,
  expected: ExpectedHeaders | undefined,
  actual: HeaderList,
): readonly (Mismatch | undefined)[] {
  return Object.entries(expected ?? {}).map(([name, value]) =>
    differs(
      [...path, name],
      `${what} ${name}`,
      value === null ? null : String(value),
      hasHeader(actual, name) ? (header(actual, name) ?? null) : null,
    ),
  );
}

function body(expected: Expectation['body'], actual: string): readonly (Mismatch | undefined)[] {
  if (expected === undefined) return [];
  if (typeof expected === 'string') return [differs(['body'], 'body', expected, actual)];
  return [
    differs(['body', 'exact'], 'body', expected.exact, actual),
    ...[expected.contains ?? []].flat().map((part) => contained(part, actual)),
    json(expected, actual),
  ];
}

function contained(part: string, actual: string): Mismatch | undefined {
  return actual.includes(part)
    ? undefined
    : {
        path: ['body', 'contains'],
        expected: `a body with ${JSON.stringify(part)}`,
        actual: named('body', shown(actual)),
      };
}

function json(expected: ExpectedBody, actual: string): Mismatch | undefined {
  if (expected.json === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(actual);
  } catch {
    return { path: ['body', 'json'], expected: 'a body that is JSON', actual: named('body', shown(actual)) };
  }
  const missing = missingPart(expected.json, value);
  return (
    missing && {
      path: ['body', 'json'],
      expected: `${missing.at} ${JSON.stringify(missing.expected)}`,
      actual:
        missing.actual === undefined ? `no ${missing.at}` : `${missing.at} ${shown(JSON.stringify(missing.actual))}`,
    }
  );
}

function received(
  expected: ExpectedMessage | undefined,
  { received: message }: ScenarioOutcome,
): readonly (Mismatch | undefined)[] {
  if (!expected) return [];
  if (!message) return [{ path: ['received'], expected: 'a target that gets the request', actual: 'none is reached' }];
  return [
    differs(['received', 'method'], 'method at the target', expected.method, message.method),
    differs(['received', 'path'], 'path at the target', expected.path, message.path),
    differs(['received', 'query'], 'query at the target', expected.query, message.query),
    ...headers(['received', 'headers'], 'header at the target', expected.headers, message.headers),
    differs(['received', 'body'], 'body at the target', expected.body, toText(message.body)),
  ];
}

/** Enough of a long text to see what it is. */
function shown(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 197)}...`;
}
