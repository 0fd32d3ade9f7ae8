import { property, type Fragment, type Node, type TemplateEditor } from '../../template/index';
import {
  legsAt,
  possiblePrivateIntegrations,
  protocolOf,
  readUri,
  stageVariableOf,
  type Assumptions,
  type Bridge,
  type BridgeLeg,
  type PrivateIntegration,
  type Topology,
} from '../../topology/index';
import { isCallablePort } from '../../topology/query/uri-port';
import type { Blocked } from '../step';
import { branchesOf, existsWhen, isNode, type Branch } from './branches';
import { mentionsOf, privateWhen, whilePrivate, type LinkMention } from './connection';
import { writtenPort, type WrittenPort } from './port';
import type { Reach } from './reach';
import { albOf, type AlbPart, type AskFor } from './targets';
import { planUri } from './uri-edit';

/** How one integration is moved from the V1 link to the ALB. */
export interface IntegrationPlan {
  readonly integration: PrivateIntegration;
  /** The document that it stands in. */
  readonly uri: string;
  readonly leg: BridgeLeg;
  readonly alb: AlbPart;
  readonly ports: readonly WrittenPort[];
  readonly mentions: readonly LinkMention[];
  readonly target: Fragment;
  readonly editUri: (editor: TemplateEditor) => void;
  readonly hostChanges: boolean;
}

/** Plans every integration that goes over a bridge; what cannot be moved goes to `block`. */
export function planIntegrations(
  topology: Topology,
  bridge: Bridge,
  tools: { readonly reach: Reach; readonly ask: AskFor },
  block: (blocked: Blocked) => void,
): readonly IntegrationPlan[] {
  const refuse = (integration: PrivateIntegration, reason: string): void =>
    block({ kind: 'blocked', at: integration.at, logicalId: nameOf(integration), reason });
  let plans = bridge.integrations.flatMap(({ integration }): readonly IntegrationPlan[] => {
    const plan = planIntegration(topology, bridge, integration, tools);
    if (typeof plan !== 'string') return [plan];
    refuse(integration, plan);
    return [];
  });
  for (;;) {
    const moving = new Set(plans.map(({ integration }) => integration.integration));
    const staying = possiblePrivateIntegrations(topology).filter(({ integration }) => !moving.has(integration));
    const held = plans.map((plan) => ({ plan, by: staying.find((other) => sharesVariable(topology, plan, other)) }));
    plans = held.flatMap(({ plan, by }) => (by ? [] : [plan]));
    if (plans.length === held.length) return plans;
    for (const { plan, by } of held)
      if (by)
        refuse(
          plan.integration,
          `the stage variable of its ConnectionId is also that of ${nameOf(by)}, which stays on the VPC link V1`,
        );
  }
}

/** True where both integrations look their link up in one stage variable, which can hold only one link. */
function sharesVariable(topology: Topology, { integration, mentions }: IntegrationPlan, other: PrivateIntegration) {
  if (!mentions.some(({ holders }) => holders.length > 0) || other.method.api !== integration.method.api) return false;
  const variablesOf = ({ integration: { connectionId } }: PrivateIntegration): readonly string[] =>
    topology.resolve<string>(connectionId).flatMap(({ value }) => stageVariableOf(value) ?? []);
  const own = variablesOf(integration);
  return variablesOf(other).some((variable) => own.includes(variable));
}

function planIntegration(
  topology: Topology,
  bridge: Bridge,
  integration: PrivateIntegration,
  { reach, ask }: { readonly reach: Reach; readonly ask: AskFor },
): IntegrationPlan | string {
  const { uri: value } = integration.integration;
  const uri = integration.integration.node.section.uri;
  const home = topology.templateOf(uri);
  if (home === undefined)
    return 'its file does not see the names of one template: include it with AWS::Include, from one template alone';
  const mentions = mentionsOf(topology, integration, bridge.links);
  if (typeof mentions === 'string') return mentions;
  const branches = privateWhen(topology, integration).flatMap((when) => branchesOf(topology, value, when));
  if (branches.length === 0) return 'it has no Uri, which tells the port of the listener';
  const legs: BridgeLeg[] = [];
  for (const branch of branches) {
    const leg = legOf(topology, bridge, branch);
    if (typeof leg === 'string') return leg;
    legs.push(leg);
  }
  const albs = legs.map((leg) => albOf(leg, reach, ask));
  const alb = albs[0]!;
  if (albs.some(({ identity }) => identity !== alb.identity))
    return 'its Uri leads to one ALB or another, and a target is only one';
  if (alb.resource && !branches.every(({ when }) => existsWhen(topology, alb.resource!, when)))
    return `${alb.name} stands under the condition "${alb.resource.condition!.name}", and the integration does not`;
  const arn = alb.arnIn(home);
  if (typeof arn === 'string') return arn;
  const edits: ((editor: TemplateEditor) => void)[] = [];
  const ports: WrittenPort[] = [];
  let hostChanges = false;
  for (const [index, branch] of branches.entries()) {
    const leg = legs[index]!;
    const port = writtenPort(topology, leg.albPortValue);
    if (!port) return `the port of "${leg.group.logicalId}" is only known at deployment`;
    if (!port.isLiteral && port.uri !== home)
      return `the ALB's port ${port.words} is written in another file, and its Uri must carry it`;
    if (port.isLiteral && port.key !== leg.portKey && !isCallablePort(port.number!))
      return `the ALB listens on port ${port.words}, and API Gateway calls 80, 443 and 1024 to 65535 only: give "${leg.alb?.logicalId ?? leg.group.logicalId}" a listener there`;
    const from = { nlb: bridge.nlb, portKey: leg.portKey ?? '' };
    const change = planUri(topology, branch.value, writtenUri(integration, branch), from, {
      dnsName: () => alb.dnsNameIn(home),
      port,
    });
    if (change.kind === 'blocked') return change.reason;
    hostChanges ||= change.hostChanges;
    if (!ports.some(({ key }) => key === port.key)) ports.push(port);
    edits.push(change.apply);
  }
  return {
    integration,
    uri,
    leg: legs[0]!,
    alb,
    ports,
    mentions,
    target: whilePrivate(topology, integration, arn.fragment),
    editUri: (editor) => edits.forEach((edit) => edit(editor)),
    hostChanges,
  };
}

/** The value in the text; of a text without look-ups the topology knows only the characters. */
function writtenUri({ integration }: PrivateIntegration, { value }: Branch<string>): Node | undefined {
  if (isNode(value.at)) return value.at;
  return integration.uri === value
    ? property(integration.node, integration.spelling === 'openapi' ? 'uri' : 'Uri')
    : undefined;
}

/** The leg that a `Uri` leads to, or why it leads to none that can be left out. */
function legOf(topology: Topology, bridge: Bridge, { value, when }: Branch<string>): BridgeLeg | string {
  const uri = readUri(topology, value);
  if (uri?.portKey === undefined)
    return 'the port in its Uri is only known at deployment, and the port picks the listener';
  const legs = legsAt(bridge, uri.portKey).filter((leg) => canHold(topology, leg, when));
  const [leg] = legs;
  if (!leg) {
    const unknown = bridge.legs.find(({ portKey }) => portKey === undefined);
    return unknown
      ? `the port of the NLB listener "${unknown.listener.logicalId}" is only known at deployment`
      : `its Uri goes to port ${uri.port ?? 'of a parameter'} of the NLB, and the listener there does not lead to an ALB`;
  }
  if (new Set(legs.map(({ listener }) => listener)).size > 1)
    return `several NLB listeners take port ${uri.port ?? uri.portKey}, and which of them depends on conditions`;
  if (legs.length > 1 || bridge.legs.some((other) => other.listener === leg.listener && other !== leg))
    return `the NLB listener "${leg.listener.logicalId}" forwards to several groups`;
  if (protocolOf(topology, leg.listener) !== 'TCP')
    return `the NLB listener "${leg.listener.logicalId}" is no TCP listener: it ends TLS itself, which an ALB listener would have to do instead`;
  if (leg.alb && !leg.albListener)
    return `"${leg.alb.logicalId}" has no listener on port ${leg.albPort ?? '?'} in this file`;
  return leg;
}

function canHold(topology: Topology, leg: BridgeLeg, when: Assumptions): boolean {
  const there = topology.both(leg.when, topology.whenPresent(leg.listener));
  return there !== undefined && topology.both(when, there) !== undefined;
}

/** What to call an integration: the method's logical id, or the API with verb and path. */
export function nameOf({ method }: PrivateIntegration): string {
  if (method.owner.kind === 'method') return method.owner.logicalId;
  return `${method.owner.logicalId} ${method.httpMethod ?? ''} ${method.path ?? ''}`.trim();
}
