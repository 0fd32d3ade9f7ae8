import type { Node, TemplateDocument, TemplateEditor } from '../../template/index';
import type { Span } from '../../text/index';
import {
  findBridges,
  identified,
  identityOf,
  keyOf,
  protocolOf,
  soleOf,
  stageVariableOf,
  type Bridge,
  type BridgeLeg,
  type Deployment,
  type LoadBalancer,
  type PrivateIntegration,
  type RestApi,
  type Topology,
  type VpcLinkV1,
} from '../../topology/index';
import type { Blocked } from '../step';
import { planUri } from './uri-edit';
import { freshLogicalId } from './uses';

/** Everything the steps of one bridge's conversion agree on. */
export interface BridgePlan {
  readonly bridge: Bridge;
  /** The one document in which the parts stand. */
  readonly document: TemplateDocument;
  readonly link: VpcLinkV1;
  readonly nlb: LoadBalancer;
  /** The ALBs that the integrations reach, each with the ports of its listeners that they use, ascending. */
  readonly targets: readonly TargetPlan[];
  readonly integrations: readonly IntegrationPlan[];
  /** Deployments that must be taken anew, and the id that each gets. */
  readonly deployments: readonly { readonly deployment: Deployment; readonly newId: string }[];
  readonly newLink: string;
  readonly newGroup: string;
  /** The id of the rule that lets the link into one group of one ALB on one port. */
  readonly ingressId: (alb: LoadBalancer, groupIndex: number, port: number) => string;
  /** Spans that the conversion replaces; a name in one of them is no use that keeps a part alive. */
  readonly replaced: readonly Span[];
}

export interface TargetPlan {
  readonly alb: LoadBalancer;
  readonly ports: readonly number[];
}

export interface IntegrationPlan {
  readonly integration: PrivateIntegration;
  readonly alb: LoadBalancer;
  readonly leg: BridgeLeg;
  readonly port: number;
  readonly editUri: (editor: TemplateEditor) => void;
  readonly hostChanges: boolean;
  /** Values of stage variables that name the V1 link, where `ConnectionId` is a stage variable. */
  readonly variables: readonly Node[];
}

export interface BridgePlans {
  readonly plans: readonly BridgePlan[];
  readonly blocked: readonly Blocked[];
}

const cache = new WeakMap<Topology, BridgePlans>();

/** Works out for every proven bridge how to convert it, or why not. */
export function planBridges(topology: Topology): BridgePlans {
  const known = cache.get(topology);
  if (known) return known;
  const taken = new Map<string, Set<string>>();
  const plans: BridgePlan[] = [];
  const blocked: Blocked[] = [];
  for (const bridge of findBridges(topology)) {
    const result = planBridge(topology, bridge, taken, blocked);
    if (result) plans.push(result);
  }
  const result = { plans, blocked };
  cache.set(topology, result);
  return result;
}

function planBridge(
  topology: Topology,
  bridge: Bridge,
  taken: Map<string, Set<string>>,
  blocked: Blocked[],
): BridgePlan | undefined {
  const block = (at: Span, logicalId: string, reason: string): undefined => {
    blocked.push({ kind: 'blocked', at, logicalId, reason });
    return undefined;
  };
  const link = bridge.links[0];
  const first = bridge.legs[0]!;
  if (!link || !bridge.nlb) {
    const owner = !bridge.nlb ? 'NLB' : 'VPC link';
    return block(
      bridge.at,
      first.listener.logicalId,
      `the ${owner} of this bridge belongs to another template: convert it together with that template, or where the ${owner} is declared`,
    );
  }
  const { nlb } = bridge;
  const document = topology.document(link.uri)!;
  const integrations = planIntegrations(topology, bridge, link, blocked);
  if (integrations.length === 0) {
    if (bridge.integrations.length === 0) {
      return block(
        link.at,
        link.logicalId,
        `no method in the files at hand goes over "${link.logicalId}": its APIs are in other templates, which must move to a V2 link first`,
      );
    }
    return undefined;
  }
  const names = taken.get(document.uri) ?? new Set<string>();
  taken.set(document.uri, names);
  const newLink = freshLogicalId(document, `${link.logicalId}V2`, names);
  const newGroup = freshLogicalId(document, `${newLink}SecurityGroup`, names);
  const ingressIds = new Map<string, string>();
  const targets = targetsOf(integrations);
  return {
    bridge,
    document,
    link,
    nlb,
    targets,
    integrations,
    deployments: deploymentsOf(topology, integrations).map((deployment) => ({
      deployment,
      newId: freshLogicalId(topology.document(deployment.uri)!, nextId(deployment.logicalId), names),
    })),
    newLink,
    newGroup,
    ingressId: (alb, groupIndex, port) => {
      const key = `${keyOf(alb)}:${groupIndex}:${port}`;
      const several = { albs: targets.length > 1, ports: targets.some((target) => target.ports.length > 1) };
      const suffix = `${several.albs ? alb.logicalId : ''}${groupIndex > 0 ? `Group${groupIndex + 1}` : ''}${several.ports ? `Port${port}` : ''}`;
      const id = ingressIds.get(key) ?? freshLogicalId(document, `${newLink}Ingress${suffix}`, names);
      ingressIds.set(key, id);
      return id;
    },
    replaced: integrations.flatMap((plan) => [
      ...(plan.integration.integration.connectionId ? [plan.integration.integration.connectionId.at] : []),
      ...(plan.integration.integration.uri ? [plan.integration.integration.uri.at] : []),
      ...plan.variables,
    ]),
  };
}

function planIntegrations(
  topology: Topology,
  bridge: Bridge,
  link: VpcLinkV1,
  blocked: Blocked[],
): readonly IntegrationPlan[] {
  const plans: IntegrationPlan[] = [];
  for (const { integration, leg } of bridge.integrations) {
    const { method } = integration;
    const name =
      method.owner.kind === 'method'
        ? method.owner.logicalId
        : `${method.owner.logicalId} ${method.httpMethod ?? ''} ${method.path ?? ''}`.trim();
    const block = (reason: string): void => {
      blocked.push({ kind: 'blocked', at: integration.at, logicalId: name, reason });
    };
    const reason = whyNot(topology, bridge, link, integration, leg);
    if (reason !== undefined || !leg?.alb || leg.albPort === undefined || leg.port === undefined) {
      block(reason ?? 'the port of its NLB listener is only known at deployment');
      continue;
    }
    const uri = integration.integration.uri;
    const change = uri
      ? planUri(topology, uri, { nlb: bridge.nlb, port: leg.port }, { alb: leg.alb, port: leg.albPort })
      : undefined;
    if (!change || change.kind === 'blocked') {
      block(change?.reason ?? 'it has no Uri, which tells the port of the listener');
      continue;
    }
    plans.push({
      integration,
      alb: leg.alb,
      leg,
      port: leg.albPort,
      editUri: change.apply,
      hostChanges: change.hostChanges,
      variables: variablesNaming(topology, integration, link),
    });
  }
  return plans;
}

function targetsOf(integrations: readonly IntegrationPlan[]): readonly TargetPlan[] {
  return [...new Set(integrations.map((plan) => plan.alb))].map((alb) => ({
    alb,
    ports: [...new Set(integrations.filter((plan) => plan.alb === alb).map((plan) => plan.port))].sort((a, b) => a - b),
  }));
}

/** Why an integration cannot be moved to the ALB, or `undefined` when it can. */
function whyNot(
  topology: Topology,
  bridge: Bridge,
  link: VpcLinkV1,
  integration: PrivateIntegration,
  leg: BridgeLeg | undefined,
): string | undefined {
  if (integration.links.length > 1 && new Set(integration.links.map(({ value }) => identityOf(value))).size > 1) {
    return 'its ConnectionId depends on a condition or differs between stages, and one Uri and target cannot serve several links';
  }
  if (integration.integration.node.section.uri !== link.uri)
    return `it stands in another file than its VPC link "${link.logicalId}"`;
  if (!leg) {
    const port = integration.uri?.port;
    return port === undefined
      ? 'the port in its Uri is only known at deployment, and the port picks the listener'
      : `its Uri goes to port ${port} of the NLB, and the listener there does not lead to an ALB`;
  }
  const legsOfListener = bridge.legs.filter((other) => other.listener === leg.listener);
  if (legsOfListener.length > 1) return `the NLB listener "${leg.listener.logicalId}" forwards to several groups`;
  if (protocolOf(topology, leg.listener) !== 'TCP') {
    return `the NLB listener "${leg.listener.logicalId}" is no TCP listener: it ends TLS itself, which an ALB listener would have to do instead`;
  }
  if (!leg.alb)
    return `the ALB behind "${leg.group.logicalId}" belongs to another template: its DNS name, subnets and security groups are not known here`;
  if (leg.alb.uri !== link.uri) return `the ALB "${leg.alb.logicalId}" stands in another file than the VPC link`;
  if (!leg.albListener) return `"${leg.alb.logicalId}" has no listener on port ${leg.albPort ?? '?'} in this file`;
  return undefined;
}

function variablesNaming(topology: Topology, integration: PrivateIntegration, link: VpcLinkV1): readonly Node[] {
  const value = soleOf(topology.resolve(integration.integration.connectionId));
  const variable = stageVariableOf(value);
  if (variable === undefined) return [];
  const api = integration.method.api;
  const holders = [...topology.ofKind('stage'), ...topology.ofKind('deployment')].filter(
    (holder) => apiOf(topology, holder) === api,
  );
  const maps = [...holders, ...(api ? [api] : [])].map((holder) => holder.stageVariables);
  return maps.flatMap((map) => {
    const entry = map?.entries.find(({ key }) => key === variable);
    const names = entry && identityOf(soleOf(topology.resolve(entry.value))) === keyOf(link);
    return entry && names && isNode(entry.value.at) ? [entry.value.at] : [];
  });
}

/** A deployment is a snapshot, so every deployment of a converted API has to be taken anew. */
function deploymentsOf(topology: Topology, integrations: readonly IntegrationPlan[]): readonly Deployment[] {
  const apis = new Set(integrations.map((plan) => plan.integration.method.api));
  return topology.ofKind('deployment').filter((deployment) => {
    const api = apiOf(topology, deployment);
    return api !== undefined && apis.has(api);
  });
}

function apiOf(topology: Topology, resource: { readonly restApi: Deployment['restApi'] }): RestApi | undefined {
  const api = identified(soleOf(topology.resolve(resource.restApi)));
  return api?.kind === 'rest-api' ? api : undefined;
}

/** `Deployment` → `DeploymentV2`, `DeploymentV2` → `DeploymentV3`: the name says that it replaces the other. */
function nextId(logicalId: string): string {
  const match = /^(.*V)(\d+)$/.exec(logicalId);
  return match ? `${match[1]}${Number(match[2]) + 1}` : `${logicalId}V2`;
}

function isNode(span: Span): span is Node {
  return 'kind' in span;
}
