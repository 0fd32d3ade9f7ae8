import type { Span } from '../text/index';
import { numberOf, type Assumptions, type ListenerRule, type Topology } from '../topology/index';
import { knownIdentity } from '../topology/query/identity';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';

export default defineRule({
  id: 'duplicate-priority',
  severity: 'error',
  summary: 'Two rules of one listener share a priority',
  why: 'A listener takes each priority once, so the deployment fails with "Priority is currently in use"',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
  fixes: [],
  bad: [
    `
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  Users:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: [|10|](Priority 10 of "Users" is already taken by "Orders" on the same listener: choose a free one such as 11)
      Conditions: [{ Field: path-pattern, Values: [/users/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],
  good: [
    `
Parameters:
  Stage: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Equals [!Ref Stage, test]
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  SameElsewhere:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue admin-listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  InProd:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Condition: IsProd
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 20
      Conditions: [{ Field: path-pattern, Values: [/users/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  InTest:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Condition: IsTest
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 20
      Conditions: [{ Field: path-pattern, Values: [/users/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    const claims = topology.ofKind('rule').flatMap((rule) => [...claimsOf(topology, rule)]);
    const slots = new Set(claims.map(slotOf));
    const taken = new Map<string, Claim[]>();
    for (const claim of claims) {
      const others = taken.get(slotOf(claim)) ?? [];
      const clash = others.find((other) => other.rule !== claim.rule && topology.both(other.when, claim.when));
      taken.set(slotOf(claim), [...others, claim]);
      if (!clash) continue;
      const { rule, priority } = claim;
      yield {
        at: claim.at,
        message: `Priority ${priority} of "${rule.logicalId}" is already taken by "${clash.rule.logicalId}" on the same listener: choose a free one such as ${nextFree(slots, claim)}${conditionText(topology.both(clash.when, claim.when) ?? [])}`,
        logicalId: rule.logicalId,
        related: [{ at: clash.at, message: `Priority ${priority} is taken here` }],
      };
    }
  },
});

interface Claim {
  readonly rule: ListenerRule;
  readonly listener: string;
  readonly priority: number;
  readonly at: Span;
  readonly when: Assumptions;
}

/** The priorities that a rule takes, each with what must hold. Rules of several templates are not compared. */
function* claimsOf(topology: Topology, rule: ListenerRule): Iterable<Claim> {
  for (const owner of outcomesUnder(topology, rule.listener, topology.whenPresent(rule))) {
    const listener = knownIdentity(owner.value);
    if (listener === undefined) continue;
    for (const { value, when } of outcomesUnder(topology, rule.priority, owner.when)) {
      const priority = numberOf(value);
      if (priority === undefined) continue;
      yield { rule, listener, priority, at: value.at, when };
    }
  }
}

function slotOf({ rule, listener, priority }: Pick<Claim, 'rule' | 'listener' | 'priority'>): string {
  return `${rule.uri} ${listener} ${priority}`;
}

function nextFree(slots: ReadonlySet<string>, { rule, listener, priority }: Claim): number {
  let free = priority;
  while (slots.has(slotOf({ rule, listener, priority: free }))) free++;
  return free;
}
