import { property } from '../template/index';
import type { Span } from '../text/index';
import { numberOf, type Assumptions, type ListenerRule, type Topology } from '../topology/index';
import { knownIdentity } from '../topology/query/identity';
import { outcomesUnder } from '../topology/query/under';
import { defineStep } from './step';

/** A priority that a rule wants and another rule of the same listener has. */
export interface PriorityClash {
  readonly rule: ListenerRule;
  readonly other: ListenerRule;
  readonly otherAt: Span;
  readonly priority: number;
  /** The next number that no rule at hand has. */
  readonly free: number;
  readonly at: Span;
  readonly when: Assumptions;
}

interface Claim {
  readonly rule: ListenerRule;
  readonly listener: string;
  readonly priority: number;
  readonly at: Span;
  readonly when: Assumptions;
}

/** Rules of several templates are not compared. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html */
export function* priorityClashes(topology: Topology): Iterable<PriorityClash> {
  const claims = topology.ofKind('rule').flatMap((rule) => [...claimsOf(topology, rule)]);
  const slots = new Set(claims.map(slotOf));
  const taken = new Map<string, Claim[]>();
  for (const claim of claims) {
    const others = taken.get(slotOf(claim)) ?? [];
    const clash = others.find((other) => other.rule !== claim.rule && topology.both(other.when, claim.when));
    taken.set(slotOf(claim), [...others, claim]);
    if (!clash) continue;
    const { rule, priority, at } = claim;
    const free = nextFree(slots, claim);
    slots.add(slotOf({ ...claim, priority: free }));
    const when = topology.both(clash.when, claim.when) ?? [];
    yield { rule, other: clash.rule, otherAt: clash.at, priority, free, at, when };
  }
}

export default defineStep({
  id: 'free-priority',
  title: 'Use the next free priority',
  safety: 'review',
  safetyReason: 'Priorities order the rules, so another rule may now win.',
  why: 'A listener takes each priority once.',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
  before: `
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
  Users:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10 # after the orders
      Conditions: [{ Field: path-pattern, Values: [/users/*] }]
`,
  after: `
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
  Users:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 11 # after the orders
      Conditions: [{ Field: path-pattern, Values: [/users/*] }]
`,

  *plan({ topology }) {
    for (const { rule, at, free } of priorityClashes(topology)) {
      const { logicalId, uri } = rule;
      const written = rule.properties && property(rule.properties, 'Priority');
      if (written?.kind !== 'scalar') {
        yield {
          kind: 'blocked',
          at,
          logicalId,
          reason: `The priority of "${logicalId}" is worked out elsewhere: change it there`,
        };
        continue;
      }
      yield { kind: 'change', at, logicalId, apply: (write) => write(uri).replaceValue(written, free) };
    }
  },
});

/** The priorities that a rule takes, each with what must hold. */
function* claimsOf(topology: Topology, rule: ListenerRule): Iterable<Claim> {
  for (const owner of outcomesUnder(topology, rule.listener, topology.whenPresent(rule))) {
    const listener = knownIdentity(owner.value);
    if (listener === undefined) continue;
    for (const { value, when } of outcomesUnder(topology, rule.priority, owner.when)) {
      const priority = numberOf(value);
      if (priority !== undefined) yield { rule, listener, priority, at: value.at, when };
    }
  }
}

function slotOf({ rule, listener, priority }: Claim): string {
  return `${rule.uri} ${listener} ${priority}`;
}

function nextFree(slots: ReadonlySet<string>, claim: Claim): number {
  let free = claim.priority;
  while (slots.has(slotOf({ ...claim, priority: free }))) free++;
  return free;
}
