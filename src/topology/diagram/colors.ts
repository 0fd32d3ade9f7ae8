import type { GraphNodeKind } from '../graph';

export interface NodeColors {
  readonly fill: string;
  readonly stroke: string;
  readonly text: string;
}

const gateway: NodeColors = { fill: '#ece3fb', stroke: '#8250df', text: '#2e1065' };
const bridge: NodeColors = { fill: '#fde5d8', stroke: '#d9622b', text: '#5b1f06' };
const link: NodeColors = { fill: '#d9f0ee', stroke: '#1b857b', text: '#06332f' };
const balancer: NodeColors = { fill: '#dbeafe', stroke: '#2f6fdb', text: '#0b2a5e' };
const group: NodeColors = { fill: '#e3f3dc', stroke: '#4d8f30', text: '#173a09' };
const quiet: NodeColors = { fill: '#eceff3', stroke: '#76808c', text: '#24292f' };

/** Light boxes with dark text: readable on a light and on a dark page, with or without CSS. The bridge stands out. */
export const colors: Readonly<Record<GraphNodeKind, NodeColors>> = {
  'rest-api': gateway,
  'http-api': gateway,
  'websocket-api': gateway,
  stage: gateway,
  resource: gateway,
  method: gateway,
  integration: gateway,
  'vpc-link-v1': bridge,
  nlb: bridge,
  'vpc-link-v2': link,
  alb: balancer,
  listener: balancer,
  rule: balancer,
  'target-group': group,
  target: group,
  'security-group': quiet,
  external: quiet,
};

/** Lines and words between the boxes: at least 3:1 against white and against a dark editor. */
export const lineColor = '#78828e';
