import { writeKey, writeString, type Quote } from './scalar';
import type { Style } from './style';
import type { CallValue, MapValue, Value } from './value';

/** A place inside braces, in YAML or JSON. */
export interface FlowPlace {
  readonly style: Style;
  /** Write as JSON: in JSON documents, and in YAML where the neighbours' keys stand in double quotes. */
  readonly json: boolean;
  /** The indentation of the line on which the value starts, where braces may stand over several lines. */
  readonly base?: string | undefined;
}

const longestLine = 100;

/** Spells a value inside braces, or one that stands in braces itself. Lines are joined by `\n`. */
export function writeFlow(value: Value, place: FlowPlace): string {
  switch (value.kind) {
    case 'literal':
      return value.text;
    case 'string':
      return place.json ? JSON.stringify(value.value) : writeYamlString(value, place.style, true);
    case 'text':
      return value.lines.map((line, i) => (i === 0 || line === '' ? line : (place.base ?? '') + line)).join('\n');
    case 'list':
      return writeList(value.items, place);
    case 'map':
      return writeMap(value, place);
    case 'call':
      return writeCall(value, place);
  }
}

/** Spells `key: value` inside braces. */
export function writeFlowEntry(key: string, value: Value, place: FlowPlace): string {
  return flowKey(key, place) + place.style.colon + writeFlow(value, place);
}

/** Spells a string of a YAML document on one line. */
export function writeYamlString(
  { value, quote }: { value: string; quote?: 'single' | 'double' | 'plain' | undefined },
  style: Style,
  inFlow: boolean,
): string {
  const forced =
    quote === undefined ? (style.quoteAll ? style.quote : undefined) : quote === 'plain' ? undefined : quote;
  return writeString(value, { quote: style.quote, forced, inFlow });
}

/** The long form of a call as a mapping of one key, `Fn::GetAtt` with its list. */
export function longForm({ name, argument }: CallValue): MapValue {
  if (name === 'Fn::GetAtt' && argument.kind === 'string') {
    const dot = argument.value.indexOf('.');
    if (dot > 0) {
      const parts = [argument.value.slice(0, dot), argument.value.slice(dot + 1)];
      return { kind: 'map', entries: [{ key: name, value: stringList(parts) }] };
    }
  }
  return { kind: 'map', entries: [{ key: name, value: argument }] };
}

/**
 * The argument to write behind a short tag, or `undefined` where the tag cannot be used: one tag may not follow
 * another, and `Fn::ForEach` has no tag.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html
 */
export function shortArgument({ name, argument }: CallValue, style: Style): Value | undefined {
  if (style.intrinsics === 'long' || name.startsWith('Fn::ForEach')) return undefined;
  if (argument.kind === 'call') return undefined;
  if (argument.kind === 'text' && (argument.block || /^[!{]/.test(argument.lines[0] ?? ''))) return undefined;
  if (name === 'Fn::GetAtt') {
    if (argument.kind === 'string') return argument;
    const parts = argument.kind === 'list' ? argument.items : [];
    const texts = parts.flatMap((part) => (part.kind === 'string' ? [part.value] : []));
    return texts.length === 2 && parts.length === 2
      ? { kind: 'string', value: texts.join('.'), quote: 'plain' }
      : undefined;
  }
  if (name === 'Fn::Sub' && argument.kind === 'string' && argument.quote === undefined && style.quoteSub) {
    return { ...argument, quote: style.quote };
  }
  // The name behind !Ref and !Condition is never quoted by habit.
  if (argument.kind === 'string' && (name === 'Ref' || name === 'Condition') && argument.quote === undefined) {
    return { ...argument, quote: 'plain' };
  }
  return argument;
}

/** How the keys of YAML mappings are quoted. */
export function keyHabits(style: Style): { quote: Quote; forced: Quote | undefined } {
  return { quote: style.quote, forced: style.quoteKeys ? style.quote : undefined };
}

/** The tag of a function: `!Sub`, `!Ref`. */
export function tagOf(name: string): string {
  return `!${name.replace(/^Fn::/, '')}`;
}

function writeCall(call: CallValue, place: FlowPlace): string {
  const argument = place.json ? undefined : shortArgument(call, place.style);
  if (argument) return `${tagOf(call.name)} ${writeFlow(argument, place)}`;
  const map = longForm(call);
  if (place.base === undefined || !place.style.inlineCalls) return writeMap(map, place);
  const line = writeMap(map, { ...place, base: undefined });
  return line.length <= longestLine ? line : writeMap(map, place);
}

function writeList(items: readonly Value[], place: FlowPlace): string {
  const { style, base } = place;
  if (items.length === 0) return '[]';
  const inline = (): string => {
    const parts = items.map((item) => writeFlow(item, { ...place, base: undefined }));
    return `[${style.listPadding}${parts.join(style.comma)}${style.listPadding}]`;
  };
  if (base === undefined) return inline();
  if (style.inlineLists && items.every(({ kind }) => kind !== 'map' && kind !== 'text')) {
    const line = inline();
    if (line.length <= longestLine) return line;
  }
  const inner = base + style.unit;
  return `[\n${items.map((item) => inner + writeFlow(item, { ...place, base: inner })).join(',\n')}\n${base}]`;
}

function writeMap({ entries }: MapValue, place: FlowPlace): string {
  const { style, base } = place;
  if (entries.length === 0) return '{}';
  if (base === undefined) {
    const parts = entries.map(({ key, value }) => writeFlowEntry(key, value, place));
    return `{${style.mapPadding}${parts.join(style.comma)}${style.mapPadding}}`;
  }
  const inner = base + style.unit;
  const parts = entries.map(({ key, value }) => inner + writeFlowEntry(key, value, { ...place, base: inner }));
  return `{\n${parts.join(',\n')}\n${base}}`;
}

function flowKey(key: string, { json, style }: FlowPlace): string {
  return json ? JSON.stringify(key) : writeKey(key, { ...keyHabits(style), inFlow: true });
}

function stringList(items: readonly string[]): Value {
  return { kind: 'list', items: items.map((value) => ({ kind: 'string', value })) };
}
