import type { JSONVisitor } from 'jsonc-parser';
import type { Entry, Node, ScalarNode, ScalarValue } from '../node';
import type { Piece } from '../split/piece';
import {
  duplicate,
  expectedInside,
  expectedOf,
  expectedUnder,
  longName,
  mustBeUnique,
  type Expected,
} from './normalise';
import { report, type SectionDraft } from './section';

/** Turns the events of `jsonc-parser` into nodes. */
export interface JsonBuilder {
  readonly visitor: JSONVisitor;
  /** The entries of the outermost object, once all events have come. */
  entries(): readonly Entry[];
}

/** An object or array whose end has not been seen. */
interface Open {
  readonly kind: 'object' | 'array';
  readonly start: number;
  readonly raw: RawEntry[];
  readonly items: Raw[];
  key: ScalarNode | undefined;
  colon: number;
}

/** Values are made once they are complete: only then is known whether an object has one key. */
type Raw =
  | ScalarNode
  | { readonly kind: 'object'; readonly start: number; readonly end: number; readonly entries: readonly RawEntry[] }
  | { readonly kind: 'array'; readonly start: number; readonly end: number; readonly items: readonly Raw[] };

interface RawEntry {
  readonly key: ScalarNode;
  readonly value: Raw;
}

/** Makes a builder for one section; `shift` is what has to be taken off every offset. */
export function createJsonBuilder(section: SectionDraft, piece: Piece, shift: number): JsonBuilder {
  const stack: Open[] = [];
  let root: Raw | undefined;

  const scalar = (value: ScalarValue, start: number, end: number): ScalarNode => {
    const source = section.text.slice(start, end);
    return { kind: 'scalar', section, start, end, value, source, style: source.startsWith('"') ? 'double' : 'plain' };
  };
  const add = (value: Raw): void => {
    const top = stack.at(-1);
    if (!top) root ??= value;
    else if (top.kind === 'array') top.items.push(value);
    else if (top.key) {
      top.raw.push({ key: top.key, value });
      top.key = undefined;
    }
  };
  /** A key whose value is missing gets an empty one, directly after its colon. */
  const settle = (): void => {
    const top = stack.at(-1);
    if (top?.key) add(scalar(null, Math.max(top.colon, top.key.end), Math.max(top.colon, top.key.end)));
  };
  const open = (kind: Open['kind'], offset: number): void => {
    stack.push({ kind, start: offset - shift, raw: [], items: [], key: undefined, colon: -1 });
  };
  const close = (end: number): void => {
    settle();
    const top = stack.pop();
    if (!top) return;
    const { start } = top;
    add(
      top.kind === 'object'
        ? { kind: 'object', start, end, entries: top.raw }
        : { kind: 'array', start, end, items: top.items },
    );
  };

  return {
    visitor: {
      onObjectBegin: (offset) => open('object', offset),
      onArrayBegin: (offset) => open('array', offset),
      onObjectEnd: (offset, length) => close(offset - shift + length),
      onArrayEnd: (offset, length) => close(offset - shift + length),
      onObjectProperty: (property, offset, length) => {
        settle();
        const top = stack.at(-1);
        if (top) top.key = scalar(property, offset - shift, offset - shift + length);
      },
      onLiteralValue: (value, offset, length) =>
        add(scalar(value as ScalarValue, offset - shift, offset - shift + length)),
      onSeparator: (character, offset) => {
        const top = stack.at(-1);
        if (character === ':' && top) top.colon = offset - shift + 1;
        else settle();
      },
      onComment: (offset, length) => {
        const start = offset - shift;
        section.comments.push({ section, start, end: start + length });
        report(section, 'syntax', start, start + length, 'CloudFormation reads no comments in JSON');
      },
    },
    entries: () => {
      while (stack.length > 0) close(section.text.length);
      if (root?.kind !== 'object') return [];
      const inside = expectedInside(expectedUnder(piece.top));
      const below = piece.kind === 'child' ? () => inside : expectedUnder;
      const header = piece.kind === 'header';
      const raw = header ? root.entries.map(({ key }) => ({ key, value: emptyAfter(section, scalar) })) : root.entries;
      return makeEntries(section, raw, below);
    },
  };
}

/** The value of a header lies in other sections; its own is empty. */
function emptyAfter(
  section: SectionDraft,
  scalar: (value: null, start: number, end: number) => ScalarNode,
): ScalarNode {
  const end = section.text.trimEnd().length;
  return scalar(null, end, end);
}

function makeEntries(section: SectionDraft, raw: readonly RawEntry[], below: (key: string) => Expected): Entry[] {
  const seen = new Set<string>();
  return raw.map(({ key, value: rawValue }) => {
    const name = String(key.value);
    if (seen.has(name) && mustBeUnique(key)) report(section, 'duplicate-key', key.start, key.end, duplicate(name));
    seen.add(name);
    const value = makeNode(section, rawValue, below(name));
    return { section, start: key.start, end: Math.max(key.end, value.end), key, value };
  });
}

function makeNode(section: SectionDraft, raw: Raw, expected: Expected): Node {
  if (raw.kind === 'scalar') return raw;
  const { start, end } = raw;
  if (raw.kind === 'array') {
    const items = raw.items.map((item) => makeNode(section, item, expected));
    return { kind: 'sequence', section, start, end, items, flow: true };
  }
  const [only] = raw.entries;
  const name = raw.entries.length === 1 ? longName(only!.key.value, expected) : undefined;
  const inside = name ? expectedOf(name) : expectedInside(expected);
  const entries = makeEntries(section, raw.entries, () => inside);
  if (!name) return { kind: 'mapping', section, start, end, entries, flow: true };
  const { key, value } = entries[0]!;
  return { kind: 'intrinsic', section, start, end, name, argument: value, form: 'long', key };
}
