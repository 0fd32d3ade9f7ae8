import type { GraphNodeKind } from '../graph';

/** What is drawn of a node; a graph's own nodes fit, and so do views of them. */
export interface PictureNode {
  readonly id: string;
  readonly kind: GraphNodeKind;
  readonly label: string;
  readonly detail?: string;
}

export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
}

export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}
