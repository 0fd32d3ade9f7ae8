import type { Span } from '../../text/index';
import {
  forwardsOf,
  identified,
  type Action,
  type Assumptions,
  type List,
  type Listener,
  type ListenerRule,
  type TargetGroup,
  type Topology,
} from '../index';
import { outcomesUnder } from './under';

/** A listener or rule that forwards to a target group. */
export interface GroupUser {
  readonly group: TargetGroup;
  readonly owner: Listener | ListenerRule;
  /** Every listener that the owner may belong to; the owner itself where it is one. */
  readonly listener: Listener;
  readonly at: Span;
  readonly when: Assumptions;
}

const cache = new WeakMap<Topology, readonly GroupUser[]>();

/** Every forward from a listener of the set, or one of its rules, to a target group of the set. */
export function groupUsers(topology: Topology): readonly GroupUser[] {
  let users = cache.get(topology);
  if (!users) cache.set(topology, (users = [...collect(topology)]));
  return users;
}

function* collect(topology: Topology): Iterable<GroupUser> {
  for (const listener of topology.ofKind('listener')) {
    yield* forwards(topology, listener, listener, listener.defaultActions, topology.whenPresent(listener));
  }
  for (const rule of topology.ofKind('rule')) {
    for (const { value, when } of outcomesUnder(topology, rule.listener, topology.whenPresent(rule))) {
      const listener = identified(value);
      if (listener?.kind === 'listener') yield* forwards(topology, rule, listener, rule.actions, when);
    }
  }
}

function* forwards(
  topology: Topology,
  owner: Listener | ListenerRule,
  listener: Listener,
  actions: List<Action> | undefined,
  present: Assumptions,
): Iterable<GroupUser> {
  for (const forward of forwardsOf(topology, actions)) {
    const group = identified(forward.group);
    const when = topology.both(present, forward.when);
    if (group?.kind === 'target-group' && when) yield { group, owner, listener, at: forward.at, when };
  }
}
