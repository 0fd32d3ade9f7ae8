import {
  asString,
  itemsOf,
  noValue,
  property,
  readGetAtt,
  resolveAlias,
  subParts,
  type IntrinsicNode,
  type Node,
} from '../template/index';
import type { Span } from '../text/index';
import { readStringList } from './read-list';
import type { Text, Unknown, Value } from './value';

/** Turns the scalar text of a property into a `T`, or `undefined` when it is none. */
type FromText<T> = (text: string) => T | undefined;

/** Reads a property that holds a string. Numbers and booleans count as their text, as CloudFormation takes them. */
export function readString(node: Node | undefined): Value<string> | undefined {
  return node && read(node, (text) => text, 'a string');
}

/** Reads a property that holds a whole number. `"80"` counts as 80, as CloudFormation takes it. */
export function readNumber(node: Node | undefined): Value<number> | undefined {
  return node && read(node, toNumber, 'a number');
}

/** Reads a property that holds a boolean. `"true"` counts as true, as CloudFormation takes it. */
export function readBoolean(node: Node | undefined): Value<boolean> | undefined {
  return node && read(node, toBoolean, 'true or false');
}

function toNumber(text: string): number | undefined {
  return /^[-+]?\d+$/.test(text.trim()) ? Number(text) : undefined;
}

function toBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

function read<T>(written: Node, fromText: FromText<T>, expected: string): Value<T> {
  const node = resolveAlias(written);
  // What an alias stands for is reported where the alias is written.
  const at: Span = written;
  if (!node) return unknown('its alias stands for nothing', at);
  if (noValue(node)) return { kind: 'absent', at };
  if (node.kind === 'intrinsic') return readIntrinsic(node, at, fromText, expected);
  const text = asString(node);
  if (text === undefined) return unknown(`${expected} was expected here`, at);
  const value = fromText(text);
  return value === undefined ? unknown(`"${text}" is not ${expected}`, at) : { kind: 'literal', value, at };
}

function readIntrinsic<T>(node: IntrinsicNode, at: Span, fromText: FromText<T>, expected: string): Value<T> {
  switch (node.name) {
    case 'Ref': {
      const name = asString(node.argument);
      return name ? { kind: 'reference', target: { to: 'name', name }, at } : unknown('Ref names nothing', at);
    }
    case 'Fn::GetAtt': {
      const found = readGetAtt(node);
      return found
        ? { kind: 'reference', target: { to: 'attribute', logicalId: found.logicalId, attribute: found.attribute }, at }
        : unknown('Fn::GetAtt names no attribute', at);
    }
    case 'Fn::ImportValue': {
      const name = readString(node.argument);
      return name
        ? { kind: 'reference', target: { to: 'export', name }, at }
        : unknown('Fn::ImportValue names nothing', at);
    }
    case 'Fn::If':
      return readIf(node, at, fromText, expected);
    case 'Fn::Sub':
      return flatten(readSub(node, at), fromText, expected);
    case 'Fn::Join':
      return flatten(readJoin(node, at), fromText, expected);
    case 'Fn::FindInMap': {
      const [map, first, second] = itemsOf(node.argument).map(readString);
      const otherwise = readString(property(itemsOf(node.argument)[3], 'DefaultValue'));
      return map && first && second
        ? {
            kind: 'reference',
            target: { to: 'mapping', map, first, second, ...(otherwise ? { otherwise } : {}) },
            at,
          }
        : unknown('Fn::FindInMap needs a map and two keys', at);
    }
    case 'Fn::Select':
      return readSelect(node, at);
    default:
      return unknown(`${node.name} is worked out at deployment`, at);
  }
}

function readIf<T>(node: IntrinsicNode, at: Span, fromText: FromText<T>, expected: string): Value<T> {
  const [name, whenTrue, whenFalse] = itemsOf(node.argument);
  const condition = name && asString(name);
  if (!condition || !whenTrue || !whenFalse) return unknown('Fn::If needs a condition and two values', at);
  return {
    kind: 'choice',
    uri: node.section.uri,
    condition,
    whenTrue: read(whenTrue, fromText, expected),
    whenFalse: read(whenFalse, fromText, expected),
    at,
  };
}

function readSelect(node: IntrinsicNode, at: Span): Value<never> {
  const [index, list] = itemsOf(node.argument);
  const position = index && toNumber(asString(index) ?? '');
  const items = list && readStringList(list);
  if (position === undefined || !items) return unknown('Fn::Select needs a literal index and a list', at);
  return { kind: 'reference', target: { to: 'item', index: position, list: items }, at };
}

function readSub(node: IntrinsicNode, at: Span): Text | Unknown {
  const found = subParts(node);
  if (!found) return unknown('Fn::Sub needs a text', at);
  const parts = found.parts.map((part): Value<string> => {
    if (part.kind === 'literal') return { kind: 'literal', value: part.text, at: part.at };
    const given = found.variables.get(part.name);
    if (given) return readString(given) ?? unknown('the variable has no value', part.at);
    const dot = part.name.indexOf('.');
    if (dot < 0) return { kind: 'reference', target: { to: 'name', name: part.name }, at: part.at };
    const [logicalId, attribute] = [part.name.slice(0, dot), part.name.slice(dot + 1)];
    return { kind: 'reference', target: { to: 'attribute', logicalId, attribute }, at: part.at };
  });
  return { kind: 'text', parts, at };
}

function readJoin(node: IntrinsicNode, at: Span): Text | Unknown {
  const [separator, list] = itemsOf(node.argument);
  const between = separator && asString(separator);
  const items = list && readStringList(list);
  if (
    between === undefined ||
    !items ||
    items.unknown ||
    items.reference ||
    items.items.some((item) => item.when.length > 0)
  ) {
    return unknown('Fn::Join needs a separator and a list that is written out', at);
  }
  const parts: Value<string>[] = [];
  for (const { value } of items.items) {
    if (parts.length > 0 && between) parts.push({ kind: 'literal', value: between, at });
    parts.push(value);
  }
  return { kind: 'text', parts, at };
}

/** A text of literals only is a literal, and one of a single part is that part. */
function flatten<T>(text: Text | Unknown, fromText: FromText<T>, expected: string): Value<T> {
  if (text.kind === 'unknown') return text;
  const [only] = text.parts;
  if (text.parts.every((part) => part.kind === 'literal')) {
    const joined = text.parts.map((part) => (part.kind === 'literal' ? part.value : '')).join('');
    const value = fromText(joined);
    return value === undefined
      ? unknown(`"${joined}" is not ${expected}`, text.at)
      : { kind: 'literal', value, at: only && text.parts.length === 1 ? only.at : text.at };
  }
  if (text.parts.length === 1 && only?.kind === 'reference') return { ...only, at: text.at };
  return text;
}

function unknown(because: string, at: Span): Unknown {
  return { kind: 'unknown', because, at };
}
