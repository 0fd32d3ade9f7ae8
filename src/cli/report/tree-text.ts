import type { TreeView } from '../../service';
import type { Io } from '../io';
import { styleFor, type Style } from '../style';
import type { Workspace } from '../workspace';

/** The tree for a terminal. What lies behind a link is drawn once; later it is named and left out. */
export function treeText(roots: readonly TreeView[], { lineOf }: Workspace, io: Io): string {
  if (roots.length === 0) return 'No API, link or load balancer here\n';
  const style = styleFor(io, io.stdout);
  const drawn = new Set<string>();
  const lines: string[] = [];
  const draw = (tree: TreeView, first: string, next: string): void => {
    const { node, description, children } = tree;
    const place = node.location ? `  ${style.dim(lineOf(node.location))}` : '';
    const shape = `${node.id}\n${children.map((child) => child.node.id).join('\n')}`;
    const again = children.length > 0 && repeats.has(node.kind) && drawn.has(shape);
    drawn.add(shape);
    lines.push(
      `${first}${title(tree, style)}${description ? ` ${style.dim(description)}` : ''}${place}${again ? style.dim(' (as above)') : ''}`,
    );
    if (again) return;
    children.forEach((child, index) => {
      const last = index === children.length - 1;
      draw(child, `${next}${last ? '└─ ' : '├─ '}`, `${next}${last ? '   ' : '│  '}`);
    });
  };
  for (const root of roots) draw(root, '', '');
  return `${lines.join('\n')}\n`;
}

const repeats: ReadonlySet<string> = new Set(['vpc-link-v1', 'vpc-link-v2', 'nlb', 'alb', 'external', 'target-group']);

function title({ node }: TreeView, style: Style): string {
  const label = node.kind === 'vpc-link-v1' || node.kind === 'nlb' ? style.yellow(node.label) : style.bold(node.label);
  return `${style.dim(node.kind)} ${label}`;
}
