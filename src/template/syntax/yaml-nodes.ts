import { isAlias, isMap, isPair, isScalar, isSeq, type CST, type Pair, type ParsedNode } from 'yaml';
import type { Span } from '../../text/index';
import type { AliasNode, Entry, IntrinsicName, Node, ScalarNode, ScalarStyle, ScalarValue } from '../node';
import { duplicate, expectedInside, expectedOf, longName, mustBeUnique, shortName, type Expected } from './normalise';
import { report, type SectionDraft } from './section';
import { isTag } from './yaml-read';

/** What the nodes of one section are made with. */
export interface NodeMaker {
  readonly section: SectionDraft;
  /** The anchors of earlier sections. */
  readonly outer: ReadonlyMap<string, Node>;
  /** The anchors of this section so far. One without a node is on a value that is still being made. */
  readonly anchors: Map<string, { node?: Node }>;
  /** The scalar that is read anew because its line breaks had been hidden from the parser; see yaml-lenient.ts. */
  readonly unfold?: (source: string) => string | undefined;
}

/** Where a value may stand: its anchor, its tag, and the offset of an absent value. */
interface Place {
  readonly anchor: CST.SourceToken | undefined;
  readonly tag: CST.SourceToken | undefined;
  readonly empty: number;
}

/** The entries of a block or flow mapping of the `yaml` package. `below` says what may stand under a key. */
export function makeEntries(maker: NodeMaker, pairs: readonly Pair[], below: (key: string) => Expected): Entry[] {
  const seen = new Set<string>();
  return pairs.map((pair) => {
    const entry = makeEntry(maker, pair as YamlPair, below);
    const name = String(entry.key.value);
    if (seen.has(name) && mustBeUnique(entry.key)) {
      report(maker.section, 'duplicate-key', entry.key.start, entry.key.end, duplicate(name));
    }
    seen.add(name);
    return entry;
  });
}

type YamlPair = Pair<ParsedNode | null, ParsedNode | null> & { srcToken?: CST.CollectionItem };

function makeEntry(maker: NodeMaker, pair: YamlPair, below: (key: string) => Expected): Entry {
  const { section } = maker;
  const token = pair.srcToken;
  const key = makeKey(maker, pair.key, placeOf(token?.start ?? [], pair.key?.range[0] ?? 0));
  const value = makeNode(maker, pair.value, placeOf(token?.sep ?? [], key.end), below(String(key.value)));
  return { section, start: key.start, end: Math.max(key.end, endOf(value)), key, value };
}

/** The last character of a value, its tag included where nothing follows it. */
function endOf(node: Node): number {
  return Math.max(node.end, node.tag?.end ?? 0);
}

/** A key is always a scalar: of any other, the text stands in for it. */
function makeKey(maker: NodeMaker, key: ParsedNode | null, place: Place): ScalarNode {
  const node = makeNode(maker, key, place, 'value', true);
  if (place.tag && shortName(place.tag.source)) {
    const { start, end } = spanOf(maker.section, place.tag);
    report(
      maker.section,
      'syntax',
      start,
      end,
      'This function stands in front of a key; put the key on a line of its own',
    );
  }
  if (node.kind === 'scalar') return node;
  const { section, start, end } = node;
  const source = section.text.slice(start, end);
  return { kind: 'scalar', section, start, end, value: source, source, style: 'plain' };
}

/** One value. `asKey` leaves intrinsic functions in keys as they are written. */
function makeNode(maker: NodeMaker, node: ParsedNode | null, place: Place, expected: Expected, asKey = false): Node {
  const { section } = maker;
  const name = place.tag && !asKey ? shortName(place.tag.source) : undefined;
  const holder: { node?: Node } = {};
  const anchor = place.anchor?.source.slice(1);
  if (anchor) maker.anchors.set(anchor, holder);
  const span: Span | undefined = place.tag && spanOf(section, place.tag);
  const props = {
    ...(span ? { tag: span } : {}),
    ...(anchor ? { anchor } : {}),
  };
  let made: Node;
  if (name && span) {
    checkAfterTag(maker, span, node);
    const argument = makeValue(maker, node, place.empty, expectedOf(name), {}, true);
    const end = Math.max(argument.end, span.end);
    made = { kind: 'intrinsic', section, start: span.start, end, name, argument, form: 'short', ...props };
  } else made = makeValue(maker, node, place.empty, expected, props, false);
  holder.node = made;
  return made;
}

/** What the composer would say of a tag, if it saw these. */
function checkAfterTag({ section }: NodeMaker, { end, start }: Span, node: ParsedNode | null): void {
  const next = section.text[end] ?? ' ';
  if (!/[\s,\]}]/.test(next)) report(section, 'syntax', start, end, 'A space is missing after this tag or anchor');
  if (isSeq(node) && !node.flow && !/[\r\n]/.test(section.text.slice(end, node.range[0]))) {
    report(section, 'syntax', end, node.range[0] + 1, 'The list has to start on a new line');
  }
}

type Props = { readonly tag?: Span; readonly anchor?: string };

function makeValue(
  maker: NodeMaker,
  node: ParsedNode | null,
  empty: number,
  expected: Expected,
  props: Props,
  tagged: boolean,
): Node {
  const { section } = maker;
  if (isAlias(node)) return makeAlias(maker, node.source, node.range[0], props);
  if (isMap(node)) {
    const pairs = node.items as Pair[];
    const [only] = pairs;
    const name = pairs.length === 1 && isScalar(only!.key) ? longName(only!.key.value, expected) : undefined;
    const inside = name ? expectedOf(name) : expectedInside(expected);
    const entries = makeEntries(maker, pairs, () => inside);
    const flow = node.flow === true;
    const { start, end } = flow ? rangeOf(node) : around(entries, rangeOf(node));
    if (name) return longForm(section, start, end, name, entries[0]!, props);
    return { kind: 'mapping', section, start, end, entries, flow, ...props };
  }
  if (isSeq(node)) {
    const flow = node.flow === true;
    const items = makeItems(maker, node, expected);
    const range = rangeOf(node);
    const end = flow ? range.end : Math.max(items.length > 0 ? endOf(items.at(-1)!) : 0, range.start + 1);
    return { kind: 'sequence', section, start: range.start, end, items, flow, ...props };
  }
  return makeScalar(maker, node, empty, props, tagged);
}

function longForm(
  section: SectionDraft,
  start: number,
  end: number,
  name: IntrinsicName,
  { key, value }: Entry,
  props: Props,
): Node {
  return { kind: 'intrinsic', section, start, end, name, argument: value, form: 'long', key, ...props };
}

type YamlSeq = { items: ParsedNode[]; srcToken?: CST.BlockSequence | CST.FlowCollection };

function makeItems(maker: NodeMaker, { items, srcToken }: YamlSeq, expected: Expected): Node[] {
  // The composer leaves out the same tokens: those that hold nothing but comments and commas.
  const tokens = (srcToken?.items ?? []).filter(
    ({ start, key, sep, value }) =>
      key ||
      sep ||
      value ||
      start.some(
        ({ type }) => type === 'seq-item-ind' || type === 'anchor' || type === 'tag' || type === 'explicit-key-ind',
      ),
  );
  return items.map((item, index) => {
    const token = tokens[index];
    // `[a: b]` is a sequence of one mapping; tag and anchor in front are those of its key.
    const isPairOfFlow = isMap(item) && isPair(item.items[0]) && (token?.sep !== undefined || token?.key !== undefined);
    const place = placeOf(isPairOfFlow ? [] : (token?.start ?? []), item?.range?.[0] ?? 0);
    return makeNode(maker, item, place, expected);
  });
}

function makeAlias(maker: NodeMaker, name: string, start: number, props: Props): AliasNode {
  const { section, anchors, outer } = maker;
  const end = start + 1 + name.length;
  const inner = anchors.get(name);
  if (!inner) section.imports.set(name, outer.get(name));
  const target = inner ? inner.node : outer.get(name);
  if (!target) {
    const why = inner
      ? `"*${name}" stands inside the value it refers to`
      : `No anchor "&${name}" stands before this alias`;
    report(section, 'unresolved-alias', start, end, why);
  }
  return { kind: 'alias', section, start, end, name, target, ...props };
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function makeScalar(
  maker: NodeMaker,
  node: ParsedNode | null,
  empty: number,
  props: Props,
  tagged: boolean,
): ScalarNode {
  const { section } = maker;
  const scalar = isScalar(node) ? node : undefined;
  const style = styles[scalar?.type ?? 'PLAIN'] ?? 'plain';
  const range = scalar ? rangeOf(scalar) : { start: empty, end: empty };
  if (!scalar || (range.end === range.start && style === 'plain')) {
    const value = scalar && !tagged && scalar.value === '' ? '' : null;
    return { kind: 'scalar', section, start: empty, end: empty, value, source: '', style: 'plain', ...props };
  }
  const { start } = range;
  const end = style === 'literal' || style === 'folded' ? contentEnd(section.text, start, range.end) : range.end;
  const source = section.text.slice(start, end);
  // `!Ref 80` names something: what a function takes is a text. The package calls the text `source`.
  const value = maker.unfold?.(source) ?? scalarValue(tagged ? scalar.source : scalar.value);
  return { kind: 'scalar', section, start, end, value, source, style, ...props };
}

function scalarValue(value: unknown): ScalarValue {
  const simple = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
  return simple ? value : JSON.stringify(value);
}

/** The end of a block scalar without the line breaks and blank lines after its last character. */
function contentEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1]!)) at--;
  const feed = /[\r\n]/.exec(text.slice(at, end));
  return feed ? at + feed.index : end;
}

function placeOf(tokens: readonly CST.SourceToken[], fallback: number): Place {
  let anchor: CST.SourceToken | undefined;
  let tag: CST.SourceToken | undefined;
  let empty = fallback;
  for (const token of tokens) {
    if (isTag(token)) tag = token;
    else if (token.type === 'space' || token.type === 'newline' || token.type === 'comment') continue;
    if (token.type === 'anchor') anchor = token;
    empty = token.offset + token.source.length;
  }
  return { anchor, tag, empty };
}

/** The root value of a document, with the tokens in front of it. */
export function makeRoot(maker: NodeMaker, node: ParsedNode | null, start: readonly CST.SourceToken[]): Node {
  return makeNode(maker, node, placeOf(start, 0), 'value');
}

function spanOf(section: SectionDraft, token: CST.SourceToken): Span {
  return { section, start: token.offset, end: token.offset + token.source.length };
}

function rangeOf(node: { range?: readonly [number, number, number] | null | undefined }): {
  start: number;
  end: number;
} {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

function around(entries: readonly Entry[], range: { start: number; end: number }): { start: number; end: number } {
  const [first, last] = [entries[0], entries.at(-1)];
  return first && last ? { start: first.start, end: last.end } : range;
}
