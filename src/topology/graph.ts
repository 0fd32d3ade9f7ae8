import type { Location } from '../text/index';
import { drawBalancers } from './graph/balancers';
import { createBuilder } from './graph/builder';
import { drawGateways } from './graph/gateways';
import { drawHttpApis } from './graph/http-apis';
import { drawSecurityGroups } from './graph/security-groups';
import { drawTargetGroups } from './graph/target-groups';
import type { Topology } from './topology';

export type GraphNodeKind =
  | 'rest-api'
  | 'http-api'
  | 'websocket-api'
  | 'stage'
  | 'resource'
  | 'method'
  | 'integration'
  | 'vpc-link-v1'
  | 'vpc-link-v2'
  | 'nlb'
  | 'alb'
  | 'listener'
  | 'rule'
  | 'target-group'
  | 'target'
  | 'security-group'
  | 'external';

/**
 * `deploys`: stage → API. `contains`: API → resource → method, listener → rule. `invokes`: method → integration.
 * `connects`: integration → link. `targets`: link → balancer. `listens`: balancer → listener. `default`: listener →
 * group. `forwards`: rule → group. `registers`: group → target or ALB. `protects`: security group → what carries it.
 * `admits`: security group → the group that lets it in.
 */
export type GraphEdgeKind =
  | 'deploys'
  | 'contains'
  | 'invokes'
  | 'connects'
  | 'targets'
  | 'listens'
  | 'default'
  | 'forwards'
  | 'registers'
  | 'protects'
  | 'admits';

export interface GraphNode {
  /** Unique and stable: the logical id; `Api/GET /orders` for an operation of an OpenAPI body. */
  readonly id: string;
  readonly kind: GraphNodeKind;
  /** The resource that declares it; for something outside, its name. */
  readonly logicalId: string;
  readonly label: string;
  /** A few more words, such as the URI of an integration; may be empty. */
  readonly detail: string;
  /** The construct of the CDK that the resource comes from. */
  readonly constructPath?: string;
  readonly location: Location | undefined;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: GraphEdgeKind;
  /** The property that makes the edge. */
  readonly location: Location | undefined;
}

export interface TopologyGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** A graph and what its edges alone do not tell: which way a request takes where several are drawn. */
export interface RoutedGraph extends TopologyGraph {
  /** The port that a balancer is reached on: by integration, and by target group for the ALB that it registers. */
  readonly ports: ReadonlyMap<string, number>;
  /** The balancers or listeners that an integration names by `IntegrationTarget`, by the integration's id. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
}

const cache = new WeakMap<Topology, RoutedGraph>();

/** Every private integration from stage to target, with what stands outside the templates as `external` nodes. */
export function toGraph(topology: Topology): TopologyGraph {
  const { nodes, edges } = toRoutedGraph(topology);
  return { nodes, edges };
}

/** The graph with its routes, as the tree needs them. Kept as long as the topology is. */
export function toRoutedGraph(topology: Topology): RoutedGraph {
  const known = cache.get(topology);
  if (known) return known;
  const builder = createBuilder(topology);
  drawGateways(builder);
  drawHttpApis(builder);
  drawBalancers(builder);
  drawTargetGroups(builder);
  drawSecurityGroups(builder);
  const graph = builder.finish();
  cache.set(topology, graph);
  return graph;
}
