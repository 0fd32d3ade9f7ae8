import { colors, lineColor } from './colors';
import { place, type PlacedEdge, type PlacedNode, type Point } from './layout';
import type { Picture } from './picture';
import { xml } from './text';

/**
 * The graph as one self-contained SVG: no scripts, no styles from elsewhere, the full text of each box as its tooltip.
 * `data-id` names the node, so that a page can react to clicks.
 */
export function toSvg(graph: Picture): string {
  const { nodes, edges, width, height } = place(graph);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Topology" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif" font-size="12">`,
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="${lineColor}"/></marker></defs>`,
    ...edges.map(drawEdge),
    ...nodes.map(drawNode),
    '</svg>\n',
  ].join('\n');
}

function drawNode({ node, lines, x, y, width, height }: PlacedNode): string {
  const { fill, stroke, text } = colors[node.kind];
  const dashed = node.kind === 'external' ? ' stroke-dasharray="4 3"' : '';
  const first = y - 8 * (lines.length - 1) + 4;
  const label = lines.map(
    (line, index) =>
      `<text x="${x}" y="${round(first + 16 * index)}" text-anchor="middle" fill="${text}"${index === 0 ? ' font-weight="600"' : ' font-size="11"'}>${xml(line)}</text>`,
  );
  const title = [node.label, node.detail ?? '', node.kind].filter((part) => part !== '').join('\n');
  return `<g data-id="${xml(node.id)}" data-kind="${node.kind}"><title>${xml(title)}</title><rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${width}" height="${height}" rx="6" fill="${fill}" stroke="${stroke}"${dashed}/>${label.join('')}</g>`;
}

function drawEdge({ edge, points }: PlacedEdge): string {
  const dashed = edge.kind === 'protects' || edge.kind === 'admits' ? ' stroke-dasharray="2 3"' : '';
  return `<path d="${curve(points)}" fill="none" stroke="${lineColor}" stroke-width="1.3"${dashed} marker-end="url(#arrow)"><title>${xml(edge.kind)}</title></path>`;
}

/** A line through the first and the last point, rounded at those between. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return '';
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, index) => {
    const end = rest[index + 1];
    const to = end ? middle(point, end) : last;
    path += `Q${point.x} ${point.y} ${to.x} ${to.y}`;
  });
  return rest.length > 0 ? path : `${path}L${last.x} ${last.y}`;
}

function middle(a: Point, b: Point): Point {
  return { x: round((a.x + b.x) / 2), y: round((a.y + b.y) / 2) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
