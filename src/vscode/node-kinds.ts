import type { TopologyNodeKind } from '../service';

/** How a kind of node looks in the tree. */
export interface NodeLook {
  /** An icon of VS Code: https://code.visualstudio.com/api/references/icons-in-labels */
  readonly icon: string;
  /** A theme color for it, where the kind itself is a statement. */
  readonly color?: string;
  /** What AWS calls it. */
  readonly name: string;
}

/** The look of every kind of node. */
export const nodeLooks: Readonly<Record<TopologyNodeKind, NodeLook>> = {
  'rest-api': { icon: 'globe', name: 'REST API' },
  'http-api': { icon: 'globe', name: 'HTTP API' },
  'websocket-api': { icon: 'globe', name: 'WebSocket API' },
  stage: { icon: 'milestone', name: 'Stage' },
  resource: { icon: 'symbol-folder', name: 'Resource' },
  method: { icon: 'symbol-method', name: 'Method' },
  integration: { icon: 'plug', name: 'Integration' },
  'vpc-link-v1': { icon: 'link', color: 'list.warningForeground', name: 'VPC Link (V1)' },
  'vpc-link-v2': { icon: 'link', color: 'testing.iconPassed', name: 'VPC Link V2' },
  nlb: { icon: 'arrow-swap', name: 'Network Load Balancer' },
  alb: { icon: 'type-hierarchy-sub', name: 'Application Load Balancer' },
  listener: { icon: 'broadcast', name: 'Listener' },
  rule: { icon: 'filter', name: 'Listener rule' },
  'target-group': { icon: 'group-by-ref-type', name: 'Target group' },
  target: { icon: 'server', name: 'Target' },
  'security-group': { icon: 'shield', name: 'Security group' },
  external: { icon: 'link-external', name: 'Elsewhere' },
};
