import { asString, resolveAlias, type Node } from '../../template/index';
import { readString } from '../../topology/index';
import type { Scene } from './scene';

/** Aliases can make a small text stand for billions of values; what goes beyond this is left out. */
const maxNodes = 20_000;
const maxDepth = 100;

/** A block of a template as plain JSON, its intrinsics as the texts that they stand for. */
export function jsonValue(scene: Scene, node: Node | undefined): unknown {
  let left = maxNodes;
  return convert(node, 0);

  function convert(written: Node | undefined, depth: number): unknown {
    const value = resolveAlias(written);
    left -= 1;
    if (!value || left < 0 || depth > maxDepth) return undefined;
    switch (value.kind) {
      case 'scalar':
        return value.value;
      case 'sequence':
        return value.items.map((item) => convert(item, depth + 1)).filter((item) => item !== undefined);
      case 'mapping': {
        const entries = value.entries.flatMap(({ key, value: inner }) => {
          const name = asString(key);
          const known = convert(inner, depth + 1);
          return name === undefined || known === undefined ? [] : [[name, known] as const];
        });
        return Object.fromEntries(entries);
      }
      case 'intrinsic':
        return scene.text(readString(value));
    }
  }
}

/** A mapping of names to texts; entries that are no texts are left out. */
export function jsonTexts(scene: Scene, node: Node | undefined): Readonly<Record<string, string>> | undefined {
  const value = jsonValue(scene, node);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).flatMap(([key, text]) =>
    typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean'
      ? [[key, String(text)] as const]
      : [],
  );
  return Object.fromEntries(entries);
}
