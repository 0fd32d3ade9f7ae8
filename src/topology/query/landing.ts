import { covers, overlap } from '../alb-pattern';
import { identityOf, rulesOf, type Assumptions, type Listener, type ListenerRule, type Topology } from '../index';
import type { BackendRequest } from './backend-request';
import { isHandedOut } from './handed-out';
import { implies } from './implies';
import { knownConditions, priorityOf, type KnownCondition } from './known-conditions';
import { isWhole } from './whole-template';

/** Where requests may end on a listener: at a rule, or at the default action. */
export interface Landing {
  /** `undefined` for the default action. */
  readonly rule: ListenerRule | undefined;
  /** True when all of the requests that come as far end here. */
  readonly certain: boolean;
}

/**
 * Where the requests may end on a listener where `when` holds, in the order in which rules are tried; `undefined` where
 * other templates may add rules. Lower priorities come first, the default action last.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export function landings(
  topology: Topology,
  listener: Listener,
  request: BackendRequest,
  when: Assumptions,
): readonly Landing[] | undefined {
  if (!rulesAreKnown(topology, listener)) return undefined;
  const found: Landing[] = [];
  for (const rule of rulesOf(topology, listener)) {
    const conditions = knownConditions(topology, rule);
    if (!conditions.every((condition) => mayFit(condition, request))) continue;
    const present = topology.whenPresent(rule);
    if (!topology.both(when, present)) continue;
    const certain =
      implies(topology, when, present) &&
      priorityOf(topology, rule) !== undefined &&
      conditions.every((condition) => certainlyFits(condition, request));
    found.push({ rule, certain });
    if (certain) return found;
  }
  return [...found, { rule: undefined, certain: true }];
}

/** The one place where all the requests end, where there is only one. */
export function soleLanding(found: readonly Landing[] | undefined): Landing | undefined {
  return found?.[0]?.certain ? found[0] : undefined;
}

const strays = new WeakMap<Topology, boolean>();

/** True when every rule of a listener is at hand. */
export function rulesAreKnown(topology: Topology, listener: Listener): boolean {
  if (isHandedOut(topology, listener) || !isWhole(topology, listener.uri)) return false;
  let stray = strays.get(topology);
  if (stray === undefined) {
    stray = topology
      .ofKind('rule')
      .some((rule) => topology.resolve(rule.listener).some(({ value }) => identityOf(value) === undefined));
    strays.set(topology, stray);
  }
  return !stray;
}

function mayFit({ field, values, regexes }: KnownCondition, request: BackendRequest): boolean {
  if (!values.complete || !regexes.complete || regexes.possible.length > 0) return true;
  switch (field) {
    case 'path-pattern':
      return values.possible.some((value) => overlap(value, request.path, { caseSensitive: true }));
    case 'host-header':
      return values.possible.some((value) => overlap(value, request.host, { caseSensitive: false }));
    case 'http-request-method':
      return request.httpMethod === undefined || values.possible.includes(request.httpMethod);
    default:
      // Headers, query strings and addresses come from the client.
      return true;
  }
}

function certainlyFits({ field, values }: KnownCondition, request: BackendRequest): boolean {
  switch (field) {
    case 'path-pattern':
      return covers(values.certain, request.path, { caseSensitive: true });
    case 'host-header':
      return covers(values.certain, request.host, { caseSensitive: false });
    case 'http-request-method':
      return request.httpMethod !== undefined && values.certain.includes(request.httpMethod);
    default:
      return false;
  }
}
