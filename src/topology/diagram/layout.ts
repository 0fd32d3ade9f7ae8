import { Graph, layout } from '@dagrejs/dagre';
import type { Picture, PictureEdge, PictureNode } from './picture';
import { cells, fit } from './text';

/** A character of the 12 px sans-serif text is taken as 7.2 px wide, which leaves room in every common font. */
const cell = 7.2;
const maxCells = 60;
const padding = 12;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode {
  readonly node: PictureNode;
  readonly lines: readonly string[];
  /** The middle of the box. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly edge: PictureEdge;
  readonly points: readonly Point[];
}

/** All lengths in pixels; the origin is the top left corner. */
export interface Layout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** Places the graph from left to right, from the stage to the target. */
export function place({ nodes, edges }: Picture): Layout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 56, edgesep: 12, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  const boxes = new Map(nodes.map((node) => [node.id, box(node)]));
  for (const [id, { width, height }] of boxes) graph.setNode(id, { width, height });
  for (const { from, to, kind } of edges) graph.setEdge(from, to, {}, kind);
  layout(graph);
  const size = graph.graph() as { width?: number; height?: number };
  return {
    nodes: [...boxes].map(([id, { node, lines, width, height }]) => ({
      node,
      lines,
      width,
      height,
      ...point(graph.node(id) as Point),
    })),
    edges: edges.map((edge) => ({
      edge,
      points: (graph.edge(edge.from, edge.to, edge.kind) as { points: readonly Point[] }).points.map(point),
    })),
    width: Number.isFinite(size.width) ? Math.ceil(size.width!) : 32,
    height: Number.isFinite(size.height) ? Math.ceil(size.height!) : 32,
  };
}

function box(node: PictureNode): { node: PictureNode; lines: readonly string[]; width: number; height: number } {
  const lines = [node.label, node.detail ?? ''].filter((text) => text !== '').map((text) => fit(text, maxCells));
  const longest = Math.max(4, ...lines.map(cells));
  return { node, lines, width: Math.ceil(longest * cell) + 2 * padding, height: 16 * lines.length + padding };
}

function point({ x, y }: Point): Point {
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
}
