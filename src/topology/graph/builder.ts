import type { Span } from '../../text/index';
import { balancerTypeOf } from '../balancers';
import type { GraphEdge, GraphEdgeKind, GraphNode, GraphNodeKind, RoutedGraph } from '../graph';
import type { LoadBalancer, Resource } from '../model';
import { constructPath } from '../query/construct-path';
import { describe, identified, textOf, type Settled } from '../settled';
import type { Topology } from '../topology';

/** What a caller says about a node; the rest follows from the resource. */
export interface Drawing {
  readonly kind: GraphNodeKind;
  readonly label: string;
  readonly detail?: string;
}

/** Collects nodes and edges; each is kept once. */
export interface Builder {
  readonly topology: Topology;
  /** Draws a resource, or a part of it where `part` names one, and returns the node's id. */
  draw(resource: Resource, drawing: Drawing, part?: { readonly name: string; readonly at: Span }): string;
  /** The node that a value stands for. What is in no template at hand becomes an `external` node. */
  nodeOf(value: Settled<string>, otherwise?: Drawing): string | undefined;
  /** The id that a resource has once it is drawn. */
  idOf(resource: Resource): string;
  connect(from: string | undefined, to: string | undefined, kind: GraphEdgeKind, at: Span | undefined): void;
  setPort(id: string, port: number | undefined): void;
  setTargets(integration: string, targets: readonly string[]): void;
  finish(): RoutedGraph;
}

/** The kinds of resource that the passes over the topology draw by themselves. */
const drawnKinds: ReadonlySet<string> = new Set([
  'rest-api',
  'http-api',
  'http-api-integration',
  'http-api-route',
  'http-api-stage',
  'resource',
  'method',
  'stage',
  'vpc-link-v1',
  'vpc-link-v2',
  'load-balancer',
  'listener',
  'rule',
  'target-group',
  'security-group',
]);

/** Starts an empty graph. */
export function createBuilder(topology: Topology): Builder {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const ports = new Map<string, number>();
  const targets = new Map<string, readonly string[]>();
  const ambiguous = sharedIds(topology);
  const idOf = ({ uri, logicalId }: Resource): string => (ambiguous.has(logicalId) ? `${uri}#${logicalId}` : logicalId);
  const add = (
    node: Omit<GraphNode, 'detail' | 'location'>,
    detail: string | undefined,
    at: Span | undefined,
  ): string => {
    if (!nodes.has(node.id)) nodes.set(node.id, { ...node, detail: detail ?? '', location: at && topology.locate(at) });
    return node.id;
  };

  return {
    topology,
    idOf,
    draw: (resource, { kind, label, detail }, part) => {
      const id = part ? `${idOf(resource)}/${part.name}` : idOf(resource);
      const path = constructPath(resource);
      const construct = path === undefined ? {} : { constructPath: path };
      return add({ id, kind, logicalId: resource.logicalId, label, ...construct }, detail, part?.at ?? resource.at);
    },
    nodeOf: (value, otherwise) => {
      if (value.kind === 'absent') return undefined;
      const resource = identified(value);
      if (resource && drawnKinds.has(resource.kind)) return idOf(resource);
      if (value.kind === 'resource') {
        const { kind, label, detail } = otherwise ?? {
          kind: 'external',
          label: describe(value).slice(1, -1),
          detail: value.resource.type,
        };
        return add(
          { id: idOf(value.resource), kind, logicalId: value.resource.logicalId, label },
          detail ?? value.resource.type,
          value.resource.at,
        );
      }
      if (value.kind === 'unknown') {
        return add(
          { id: `unknown:${placeOf(value.at)}`, kind: 'external', logicalId: '', label: 'unknown' },
          `because ${value.because}`,
          value.at,
        );
      }
      if (value.kind === 'external') {
        const drawing = { kind: otherwise?.kind ?? 'external', logicalId: value.name, label: describe(value) } as const;
        return add(
          { id: `external:${value.key}`, ...drawing },
          otherwise?.detail ?? 'outside these templates',
          value.at,
        );
      }
      const { kind, label, detail } = otherwise ?? {
        kind: 'external',
        label: textOf(value),
        detail: 'outside these templates',
      };
      return add({ id: `${kind}:${label}`, kind, logicalId: textOf(value), label }, detail, value.at);
    },
    connect: (from, to, kind, at) => {
      if (from === undefined || to === undefined) return;
      const key = `${from}\n${kind}\n${to}`;
      if (!edges.has(key)) edges.set(key, { from, to, kind, location: at && topology.locate(at) });
    },
    setPort: (id, port) => {
      if (port !== undefined) ports.set(id, port);
    },
    setTargets: (integration, names) => {
      if (names.length > 0) targets.set(integration, names);
    },
    // An edge to a resource that no pass has drawn would lead nowhere.
    finish: () => ({
      nodes: [...nodes.values()],
      edges: [...edges.values()].filter(({ from, to }) => nodes.has(from) && nodes.has(to)),
      ports,
      targets,
    }),
  };
}

/** `nlb` or `alb`; a Gateway Load Balancer takes no requests of an API and is shown as something else. */
export function balancerKind(topology: Topology, balancer: LoadBalancer): 'nlb' | 'alb' | 'external' {
  const type = balancerTypeOf(topology, balancer);
  if (type === 'network') return 'nlb';
  return type === 'gateway' ? 'external' : 'alb';
}

/** A name for a place that stays while the text around its section is edited. */
function placeOf({ section, start }: Span): string {
  const path = 'path' in section && Array.isArray(section.path) ? section.path.join('/') : '';
  return `${section.uri}#${path}:${start}`;
}

/** Logical ids that stand in more than one document of the set. */
function sharedIds(topology: Topology): ReadonlySet<string> {
  const seen = new Map<string, string>();
  const shared = new Set<string>();
  for (const { uri, logicalId } of topology.resources) {
    if ((seen.get(logicalId) ?? uri) !== uri) shared.add(logicalId);
    seen.set(logicalId, uri);
  }
  return shared;
}
