import { parse as parseVelocity } from 'velocityjs';
import { normalise } from './normalise';

/** A template as a tree: velocityjs reads the syntax, the meaning is ours. */
export type Node =
  | string
  | { readonly type: 'raw'; readonly value: string }
  | { readonly type: 'comment'; readonly value: string }
  | { readonly type: 'break' }
  | { readonly type: 'set'; readonly equal: readonly [Reference, Expression] }
  | Reference
  | { readonly type: 'macro_call'; readonly id: string; readonly args?: readonly Expression[] | false }
  | Block;

/** A directive with its body: the first entry says which. */
export type Block = readonly (BlockHead | Node)[];

export type BlockHead =
  | { readonly type: 'if' | 'elseif'; readonly condition: Expression }
  | { readonly type: 'else' }
  | { readonly type: 'foreach'; readonly to: string; readonly from: Expression }
  | { readonly type: 'macro'; readonly id: string; readonly args?: readonly Reference[] | false }
  | {
      readonly type: 'macro_body' | 'define' | 'noescape';
      readonly id: string;
      readonly args?: readonly Expression[] | false;
    };

export interface Reference {
  readonly type: 'references';
  readonly id: string;
  readonly path?: readonly Access[];
}

export type Access =
  | { readonly type: 'property'; readonly id: string }
  | { readonly type: 'index'; readonly id: Expression }
  | { readonly type: 'method'; readonly id: string; readonly args?: readonly Expression[] | false };

export type Expression =
  | Reference
  | { readonly type: 'string'; readonly value: string; readonly isEval?: boolean }
  | { readonly type: 'integer' | 'decimal'; readonly value: string | number }
  | { readonly type: 'bool'; readonly value: string }
  | { readonly type: 'runt'; readonly value: string }
  | { readonly type: 'map'; readonly value?: Readonly<Record<string, Expression>> }
  | { readonly type: 'array'; readonly isRange?: boolean; readonly value: readonly (Expression | string | number)[] }
  | { readonly type: 'math'; readonly operator: string; readonly expression: readonly Expression[] };

/** A template that does not parse; API Gateway refuses or fails it. */
export class TemplateError extends Error {}

const trees = new Map<string, readonly Node[]>();

/** Parses a template, once per text. Throws `TemplateError`. */
export function parseTemplate(text: string): readonly Node[] {
  let tree = trees.get(text);
  if (!tree) {
    if (trees.size > 500) trees.clear();
    trees.set(text, (tree = gobble(parseText(text))));
  }
  return tree;
}

function parseText(text: string): Node[] {
  try {
    return parseVelocity(normalise(text), {}, false) as unknown as Node[];
  } catch (error) {
    const line = /line (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    throw new TemplateError(`The template does not parse${line === undefined ? '' : ` (line ${line})`}.`);
  }
}

/**
 * Velocity swallows the line end after a directive, and the blanks before `#set`.
 * https://velocity.apache.org/engine/1.7/user-guide.html
 */
function gobble(nodes: readonly Node[]): Node[] {
  const merged: Node[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (typeof node === 'string' && typeof last === 'string') merged[merged.length - 1] = last + node;
    else merged.push(node);
  }
  return merged.map((node, index) => {
    if (Array.isArray(node)) return gobble(node as readonly Node[]);
    if (typeof node !== 'string') return node;
    const text = endsDirective(merged[index - 1]) ? node.replace(/^[ \t]*\r?\n/, '') : node;
    const startsLine = index === 0 || text !== node;
    if (isSet(merged[index + 1])) return text.replace(startsLine ? /(^|\n)[ \t]+$/ : /(\n)[ \t]+$/, '$1');
    return text;
  });
}

function endsDirective(node: Node | undefined): boolean {
  if (node === undefined || typeof node === 'string') return false;
  if (isBlock(node)) return true;
  const { type } = node as { readonly type: string };
  if (type === 'comment') return (node as { readonly value: string }).value.startsWith('##');
  return ['set', 'if', 'elseif', 'else', 'foreach', 'macro', 'define', 'macro_body', 'break', 'macro_call'].includes(
    type,
  );
}

function isSet(node: Node | undefined): boolean {
  return node !== undefined && typeof node !== 'string' && !isBlock(node) && node.type === 'set';
}

export function isBlock(node: Node): node is Block {
  return Array.isArray(node);
}
