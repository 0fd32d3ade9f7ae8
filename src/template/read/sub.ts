import type { Span } from '../../text/index';
import type { Node, ScalarNode } from '../node';
import { resolveAlias } from './alias';
import { charactersOf } from './characters';
import { entriesOf, itemsOf } from './mapping';
import { asString } from './scalar';

/** Text of `Fn::Sub` that stays as it is, `${!Name}` already read as `${Name}`. */
export interface SubLiteral {
  readonly kind: 'literal';
  readonly text: string;
  readonly at: Span;
}

/** `${Name}` or `${Name.Attribute}` in `Fn::Sub`. */
export interface SubVariable {
  readonly kind: 'variable';
  /** What stands between the braces. */
  readonly name: string;
  /** From `$` to `}`. */
  readonly at: Span;
  /** What stands between the braces. */
  readonly nameAt: Span;
}

/** The text of `Fn::Sub` in pieces, and the variables that its second argument defines. */
export interface SubParts {
  readonly parts: readonly (SubLiteral | SubVariable)[];
  readonly variables: ReadonlyMap<string, Node>;
}

/**
 * Takes `Fn::Sub` apart, with a text or with a list of a text and a mapping. `undefined` for any other node.
 * A span is the whole scalar where a piece has no exact place, as in folded lines.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export function subParts(node: Node | undefined): SubParts | undefined {
  const call = resolveAlias(node);
  if (call?.kind !== 'intrinsic' || call.name !== 'Fn::Sub') return undefined;
  const argument = resolveAlias(call.argument);
  const scalar = argument?.kind === 'sequence' ? resolveAlias(argument.items[0]) : argument;
  if (scalar?.kind !== 'scalar' || scalar.value === null) return undefined;
  const variables = new Map(entriesOf(itemsOf(argument)[1]).map(({ key, value }) => [String(key.value), value]));
  return { parts: split(scalar), variables };
}

const pattern = /\$\{(!?)([^{}]*)\}/g;

function split(scalar: ScalarNode): (SubLiteral | SubVariable)[] {
  const text = asString(scalar) ?? '';
  // A number has no text of its own in `value`; its source is what counts.
  const { span } = charactersOf(typeof scalar.value === 'string' ? scalar : { ...scalar, value: text });
  const parts: (SubLiteral | SubVariable)[] = [];
  let from = 0;
  const literal = (to: number, value: string): void => {
    if (to > from) parts.push({ kind: 'literal', text: value, at: span(from, to) });
    from = to;
  };
  for (const match of text.matchAll(pattern)) {
    const [whole, escaped, name] = [match[0], match[1]!, match[2]!];
    literal(match.index, text.slice(from, match.index));
    const end = match.index + whole.length;
    if (escaped) {
      literal(end, `\${${name}}`);
      continue;
    }
    const inner = name.trim();
    const start = match.index + 2 + name.indexOf(inner);
    parts.push({
      kind: 'variable',
      name: inner,
      at: span(match.index, end),
      nameAt: span(start, start + inner.length),
    });
    from = end;
  }
  literal(text.length, text.slice(from));
  return parts;
}
