import { toRoutedGraph, type GraphEdge, type GraphEdgeKind, type GraphNode, type RoutedGraph } from './graph';
import type { Topology } from './topology';

/** A node of the tree from API to target. One resource may stand in several places. */
export interface TreeNode {
  /** Unique within the tree, stable while the template's structure is. */
  readonly key: string;
  readonly node: GraphNode;
  readonly description: string;
  /** Made on first use, for a tree of many methods repeats what lies behind their link. */
  readonly children: readonly TreeNode[];
}

/**
 * The topology as a tree: API → stages, paths → methods → link → balancer → listener → rules by priority → target
 * group → target. Where an integration's port picks a listener, only that one is shown below it. Links and balancers
 * that no API reaches are roots of their own.
 */
export function toTree(topology: Topology): readonly TreeNode[] {
  const graph = toRoutedGraph(topology);
  const tree = createTree(graph);
  const apis = graph.nodes.filter(
    (node) => isApi(node) || (node.kind === 'external' && tree.leads(node.id, 'contains', isGatewayPart)),
  );
  const reached = new Set<string>();
  for (const { id } of apis) tree.reach(id, reached);
  const others: GraphNode[] = [];
  for (const kind of ['vpc-link-v1', 'vpc-link-v2', 'nlb', 'external', 'alb'] as const) {
    for (const node of graph.nodes) {
      if (node.kind !== kind || reached.has(node.id)) continue;
      if (kind === 'external' && !tree.leads(node.id, 'listens') && !tree.leads(node.id, 'contains')) continue;
      others.push(node);
      tree.reach(node.id, reached);
    }
  }
  return [
    ...apis.map((node) => tree.api(node)),
    ...others.map((node) =>
      tree.expand(node, '', { port: undefined, targets: undefined, trail: [] }, 'not used by an API'),
    ),
  ];
}

/** What is known about the request on its way down. */
interface Way {
  /** The port that the next balancer is reached on. */
  readonly port: number | undefined;
  /** What `IntegrationTarget` names; decides behind a V2 link. */
  readonly targets: readonly string[] | undefined;
  /** The nodes above, so that a circle ends. */
  readonly trail: readonly string[];
}

function createTree(graph: RoutedGraph) {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const outgoing = groupBy(graph.edges, (edge) => edge.from);
  const follow = (id: string, ...kinds: readonly GraphEdgeKind[]): readonly GraphNode[] =>
    (outgoing.get(id) ?? []).flatMap(({ kind, to }) => (kinds.includes(kind) ? (nodes.get(to) ?? []) : []));

  function api(node: GraphNode): TreeNode {
    const stages = graph.edges.flatMap(({ kind, from, to }) =>
      kind === 'deploys' && to === node.id ? (nodes.get(from) ?? []) : [],
    );
    return branch(node.id, node, node.detail, () => [
      ...stages.map((stage) => branch(`${node.id}>${stage.id}`, stage, 'stage', () => [])),
      ...methodsBelow(node, node.id, [node.id]),
    ]);
  }

  /** Methods at this place first, then the paths below it that hold methods, each with its methods. */
  function methodsBelow(parent: GraphNode, key: string, trail: readonly string[]): readonly TreeNode[] {
    const below = follow(parent.id, 'contains');
    const methods = below.filter(({ kind }) => kind === 'method').map((method) => methodNode(method, key));
    const paths = below.filter(({ id, kind }) => kind === 'resource' && !trail.includes(id));
    return [
      ...methods,
      ...paths.flatMap((path) => {
        const inner = methodsBelow(path, `${key}>${path.id}`, [...trail, path.id]);
        const own = inner.filter(({ node }) => node.kind === 'method');
        const rest = inner.filter(({ node }) => node.kind !== 'method');
        const label = own[0] ? own[0].node.label.slice(own[0].node.label.indexOf(' ') + 1) : path.label;
        return [...(own.length > 0 ? [branch(`${key}>${path.id}`, { ...path, label }, '', () => own)] : []), ...rest];
      }),
    ];
  }

  function methodNode(method: GraphNode, parentKey: string): TreeNode {
    const [integration] = follow(method.id, 'invokes');
    const key = `${parentKey}>${method.id}`;
    const description = integration
      ? [integration.label, integration.detail].filter((text) => text !== '').join(' ')
      : 'no integration';
    return branch(key, method, description, () => {
      if (!integration) return [];
      const way: Way = {
        port: graph.ports.get(integration.id),
        targets: graph.targets.get(integration.id),
        trail: [method.id],
      };
      return follow(integration.id, 'connects', 'targets').map((next) => expand(next, key, way));
    });
  }

  function expand(node: GraphNode, parentKey: string, way: Way, description = node.detail): TreeNode {
    const key = parentKey === '' ? node.id : `${parentKey}>${node.id}`;
    const trail = [...way.trail, node.id];
    return branch(key, node, description, () =>
      next(node, way)
        .filter(({ id }) => !trail.includes(id))
        .map((child) =>
          expand(child, key, {
            ...way,
            trail,
            port: node.kind === 'target-group' ? graph.ports.get(node.id) : way.port,
          }),
        ),
    );
  }

  function next(node: GraphNode, { port, targets }: Way): readonly GraphNode[] {
    const all = follow(node.id, 'targets', 'listens', 'contains', 'default', 'forwards', 'registers').filter(
      (child) => !isGatewayPart(child),
    );
    if (node.kind === 'vpc-link-v2' || (node.kind === 'external' && targets)) {
      const named = all.filter(({ id }) => targets?.includes(id));
      if (named.length > 0) return named;
    }
    const listening = all.filter(
      ({ id, kind }) => kind === 'listener' && port !== undefined && graph.ports.get(id) === port,
    );
    if (listening.length > 0) return listening;
    // Rules come before the default action, which takes what they leave.
    return [...all.filter(({ kind }) => kind === 'rule'), ...all.filter(({ kind }) => kind !== 'rule')];
  }

  return {
    api,
    expand,
    leads: (id: string, kind: GraphEdgeKind, wanted: (node: GraphNode) => boolean = () => true): boolean =>
      follow(id, kind).some(wanted),
    reach: (id: string, reached: Set<string>): void => {
      const open = [id];
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        if (reached.has(at)) continue;
        reached.add(at);
        for (const { to, kind } of outgoing.get(at) ?? []) if (kind !== 'protects' && kind !== 'admits') open.push(to);
      }
    },
  };
}

function isApi({ kind }: Pick<GraphNode, 'kind'>): boolean {
  return kind === 'rest-api' || kind === 'http-api' || kind === 'websocket-api';
}

function isGatewayPart({ kind }: GraphNode): boolean {
  return kind === 'resource' || kind === 'method' || isApi({ kind });
}

function branch(key: string, node: GraphNode, description: string, make: () => readonly TreeNode[]): TreeNode {
  let children: readonly TreeNode[] | undefined;
  return {
    key,
    node,
    description,
    get children() {
      return (children ??= make());
    },
  };
}

function groupBy(
  edges: readonly GraphEdge[],
  keyOf: (edge: GraphEdge) => string,
): ReadonlyMap<string, readonly GraphEdge[]> {
  const groups = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const group = groups.get(keyOf(edge));
    if (group) group.push(edge);
    else groups.set(keyOf(edge), [edge]);
  }
  return groups;
}
