import type { TreeView } from '../../service';
import type { Io } from '../io';
import { styleFor, type Style } from '../style';
import type { Workspace } from '../workspace';

/** The tree for a terminal. What lies behind a link is drawn once; later it is named and left out. */
export function treeText(roots: readonly TreeView[], { lineOf }: Workspace, io: Io): string {
  if (roots.length === 0) return 'No API, link or load balancer here\n';
  const style = styleFor(io, io.stdout);
  const shapes = new WeakMap<TreeView, string>();
  const drawn = new Set<string>();
  const lines: string[] = [];
  const draw = (tree: TreeView, first: string, next: string, file: string): void => {
    const { node, description, children } = tree;
    const place = node.location ? lineOf(node.location) : '';
    const [inFile, line] = [place.slice(0, place.lastIndexOf(':')), place.slice(place.lastIndexOf(':'))];
    const again = children.length > 0 && repeats.has(node.kind) && drawn.has(shapeOf(tree, shapes));
    if (repeats.has(node.kind)) drawn.add(shapeOf(tree, shapes));
    const words = [
      title(tree, style),
      style.dim(description),
      // The file is told once, where the tree enters it.
      style.dim(inFile === file ? line : place),
      again ? style.dim('(as above)') : '',
    ];
    lines.push(first + words.filter((word) => word !== '').join('  '));
    if (again) return;
    children.forEach((child, index) => {
      const last = index === children.length - 1;
      draw(child, `${next}${last ? '└─ ' : '├─ '}`, `${next}${last ? '   ' : '│  '}`, inFile || file);
    });
  };
  for (const root of roots) draw(root, '', '', '');
  return `${lines.join('\n')}\n`;
}

/** One text for everything below a node: equal texts are equal drawings. */
function shapeOf(tree: TreeView, known: WeakMap<TreeView, string>): string {
  const shape = known.get(tree) ?? `${tree.node.id}(${tree.children.map((child) => shapeOf(child, known)).join()})`;
  known.set(tree, shape);
  return shape;
}

const repeats: ReadonlySet<string> = new Set(['vpc-link-v1', 'vpc-link-v2', 'nlb', 'alb', 'external', 'target-group']);

function title({ node }: TreeView, style: Style): string {
  const label = node.kind === 'vpc-link-v1' || node.kind === 'nlb' ? style.yellow(node.label) : style.bold(node.label);
  return `${style.dim(node.kind)} ${label}`;
}
