import { resolveAlias, type Node } from '../../template/index';

/** True when two values say the same, however they are written: order of keys, quotes, short or long functions. */
export function sameValue(a: Node | undefined, b: Node | undefined): boolean {
  return canonical(a) === canonical(b);
}

function canonical(written: Node | undefined): string {
  const node = resolveAlias(written);
  switch (node?.kind) {
    case 'scalar':
      // CloudFormation takes 80 for "80" and true for "true".
      return JSON.stringify(node.value === null ? null : String(node.value));
    case 'sequence':
      return `[${node.items.map(canonical).join(',')}]`;
    case 'mapping':
      return `{${node.entries
        .map(({ key, value }) => `${JSON.stringify(String(key.value))}:${canonical(value)}`)
        .sort()
        .join(',')}}`;
    case 'intrinsic':
      return `${node.name}(${canonical(node.argument)})`;
    default:
      return '';
  }
}
