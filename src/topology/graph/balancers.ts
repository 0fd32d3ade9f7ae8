import { forwardsOf, portOf, protocolOf } from '../balancers';
import type { Action, Listener, ListenerRule } from '../model';
import { numberOf, soleOf, stringOf, textOf } from '../settled';
import type { Topology } from '../topology';
import type { List, Value } from '../value';
import { balancerKind, type Builder } from './builder';

/** Draws load balancers, their listeners and rules, down to the target groups that they forward to. */
export function drawBalancers(builder: Builder): void {
  const { topology } = builder;
  for (const balancer of topology.ofKind('load-balancer')) {
    const kind = balancerKind(topology, balancer);
    const scheme = stringOf(soleOf(topology.resolve(balancer.scheme)));
    const type = { nlb: 'NLB', alb: 'ALB', external: 'Gateway Load Balancer' }[kind];
    builder.draw(balancer, { kind, label: balancer.logicalId, detail: scheme ? `${type}, ${scheme}` : type });
  }
  for (const listener of topology.ofKind('listener')) drawListener(builder, listener);
  const rules = topology
    .ofKind('rule')
    .map((rule) => ({ rule, priority: numberOf(soleOf(topology.resolve(rule.priority))) }));
  rules.sort((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity) || 0);
  for (const { rule, priority } of rules) drawRule(builder, rule, priority);
}

function drawListener(builder: Builder, listener: Listener): void {
  const { topology } = builder;
  const port = portOf(topology, listener);
  const written = soleOf(topology.resolve(listener.port));
  const number = port ?? (written && written.kind !== 'unknown' ? textOf(written) : '?');
  const answer = answerOf(topology, listener.defaultActions);
  const id = builder.draw(listener, {
    kind: 'listener',
    label: `${protocolOf(topology, listener) ?? ''} :${number}`.trim(),
    detail: answer ? `else ${answer}` : '',
  });
  builder.setPort(id, port);
  for (const { value } of topology.resolve(listener.loadBalancer))
    builder.connect(builder.nodeOf(value), id, 'listens', listener.loadBalancer?.at);
  drawForwards(builder, id, listener.defaultActions, 'default');
}

function drawRule(builder: Builder, rule: ListenerRule, priority: number | undefined): void {
  const { topology } = builder;
  const conditions = (rule.conditions?.items ?? [])
    .map(({ value }) => valuesOf(topology, value))
    .filter((text) => text !== '');
  const id = builder.draw(rule, {
    kind: 'rule',
    label: [priority ?? '?', ...conditions].join(' '),
    detail: answerOf(topology, rule.actions) ?? '',
  });
  for (const { value } of topology.resolve(rule.listener))
    builder.connect(builder.nodeOf(value), id, 'contains', rule.listener?.at);
  drawForwards(builder, id, rule.actions, 'forwards');
}

function drawForwards(
  builder: Builder,
  from: string,
  actions: List<Action> | undefined,
  kind: 'default' | 'forwards',
): void {
  for (const { group, at } of forwardsOf(builder.topology, actions))
    builder.connect(from, builder.nodeOf(group), kind, at);
}

/** What a condition looks for, in few words: `/orders/*`, `orders.example.com`, `X-Team: blue`. */
function valuesOf(
  topology: Topology,
  condition: NonNullable<ListenerRule['conditions']>['items'][number]['value'],
): string {
  const texts = [...textsOf(topology, condition.values), ...textsOf(topology, condition.regexValues)];
  const pairs = (condition.queryStrings?.items ?? []).map(
    ({ value: { key, value } }) => `${key ? `${textIn(topology, key)}=` : ''}${value ? textIn(topology, value) : '*'}`,
  );
  const name = condition.headerName ? `${textIn(topology, condition.headerName)}: ` : '';
  return name + [...texts, ...pairs].join(', ');
}

/** What actions answer without a target: a fixed response or a redirect. */
function answerOf(topology: Topology, actions: List<Action> | undefined): string | undefined {
  for (const { value } of actions?.items ?? []) {
    const { fixedResponse, redirect } = value;
    if (fixedResponse)
      return `fixed response ${fixedResponse.statusCode ? textIn(topology, fixedResponse.statusCode) : ''}`.trim();
    if (redirect)
      return `redirect ${redirect.statusCode ? textIn(topology, redirect.statusCode).replace('HTTP_', '') : ''}`.trim();
  }
  return undefined;
}

function textsOf(topology: Topology, list: List<Value<string>> | undefined): readonly string[] {
  return topology.resolveList(list).items.map(({ value }) => (value.kind === 'unknown' ? '…' : textOf(value)));
}

function textIn(topology: Topology, value: Value<string>): string {
  return topology
    .resolve(value)
    .map((outcome) => (outcome.value.kind === 'unknown' ? '…' : textOf(outcome.value)))
    .join(' or ');
}
