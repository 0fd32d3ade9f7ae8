import type { GraphNodeKind } from '../graph';
import { colors } from './colors';
import type { Picture, PictureNode } from './picture';

/** Shapes tell the groups apart where colours are not seen. https://mermaid.js.org/syntax/flowchart.html */
const shapes: Partial<Record<GraphNodeKind, readonly [open: string, close: string]>> = {
  'rest-api': ['[[', ']]'],
  'http-api': ['[[', ']]'],
  'websocket-api': ['[[', ']]'],
  stage: ['([', '])'],
  'vpc-link-v1': ['{{', '}}'],
  'vpc-link-v2': ['{{', '}}'],
  listener: ['([', '])'],
  target: ['[(', ')]'],
  'security-group': ['>', ']'],
};

/** The graph as a Mermaid flowchart. Node names are numbers, so no logical id can break the syntax. */
export function toMermaid({ nodes, edges }: Picture): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const lines = ['flowchart LR'];
  for (const node of nodes) {
    const [open, close] = shapes[node.kind] ?? ['[', ']'];
    lines.push(`  ${names.get(node.id)}${open}"${labelOf(node)}"${close}:::${classOf(node.kind)}`);
  }
  for (const { from, to, kind } of edges) {
    const arrow = kind === 'protects' || kind === 'admits' ? '-.->' : '-->';
    lines.push(`  ${names.get(from)} ${arrow}|${kind}| ${names.get(to)}`);
  }
  for (const kind of new Set(nodes.map((node) => node.kind))) {
    const { fill, stroke, text } = colors[kind];
    lines.push(`  classDef ${classOf(kind)} fill:${fill},stroke:${stroke},color:${text}`);
  }
  return `${lines.join('\n')}\n`;
}

function labelOf({ label, detail }: PictureNode): string {
  return escape(label) + (detail ? `<br/>${escape(detail)}` : '');
}

/** Mermaid reads `#name;` and `#code;` as characters; everything that is syntax to it or to HTML goes that way. */
function escape(text: string): string {
  return text.replace(/[#"<>&\\`[\]{}()|\r\n]/g, (character) => `#${character.charCodeAt(0)};`);
}

function classOf(kind: GraphNodeKind): string {
  return kind.replaceAll('-', '_');
}
