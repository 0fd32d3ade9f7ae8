import type { MappingNode, Node } from '../node';
import type { Box } from './box';
import { isEntry, isTopLevel } from './family';
import type { Geometry } from './geometry';

/**
 * The indentation of the line of a value inside braces whose neighbours stand on lines of their own; `undefined`
 * where they share a line, so that the value must stay on it.
 */
export function baseIndent(geometry: Geometry, node: Node): string | undefined {
  const { document, lines, family } = geometry;
  const parent = family.parentOf(node);
  const start = parent && isEntry(parent) ? document.locate(parent).start : geometry.outer(node).start;
  return lines.isFirstOnLine(start) ? lines.indentText(lines.lineOf(start)) : undefined;
}

/** True inside braces that are written like JSON: always in JSON, in YAML where the keys around stand in double quotes. */
export function looksLikeJson(geometry: Geometry, node: Node): boolean {
  if (geometry.document.language === 'json') return true;
  const mapping = [node, ...geometry.family.ancestors(node)].find((each): each is MappingNode => {
    return !isTopLevel(each) && !isEntry(each) && each.kind === 'mapping';
  });
  return mapping?.flow === true && mapping.entries.length > 0 && hasDoubleQuotedKeys(mapping);
}

/** True when the keys of a mapping stand in double quotes. */
export function hasDoubleQuotedKeys(mapping: MappingNode): boolean {
  return mapping.entries.length > 0 && mapping.entries.every(({ key }) => key.style === 'double');
}

/** True when the collections among the children all stand on one line each. */
export function childrenOnOneLine({ document, lines }: Geometry, box: Box): boolean {
  const collections = box.children.filter(({ range }) => /[[{]/.test(document.text.charAt(range.start)));
  return (
    collections.length > 0 && collections.every(({ range }) => lines.lineOf(range.start) === lines.lineOf(range.end))
  );
}
