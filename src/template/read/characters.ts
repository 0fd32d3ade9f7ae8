import type { ScalarNode } from '../node';
import type { Span } from '../../text/index';

/** Leads from the characters of a scalar's value back to the text. */
export interface Characters {
  /** The span of `value.slice(from, to)`; the whole scalar where escapes or folded lines leave no exact answer. */
  span(from: number, to: number): Span;
}

/** Prepares the look-up for a scalar whose value is a string. */
export function charactersOf(scalar: ScalarNode): Characters {
  const { section, start, end } = scalar;
  const value = String(scalar.value);
  const whole: Span = { section, start, end };
  const direct = directOffset(scalar, value);
  if (direct !== undefined) {
    return { span: (from, to) => ({ section, start: start + direct + from, end: start + direct + to }) };
  }
  const offsets = align(scalar, value);
  if (!offsets) return { span: () => whole };
  return {
    span: (from, to) => {
      const first = offsets[from];
      const last = to > from ? offsets[to - 1]! + lengthAt(scalar, offsets[to - 1]!) : first;
      return first === undefined || last === undefined ? whole : { section, start: start + first, end: start + last };
    },
  };
}

function directOffset({ source, style }: ScalarNode, value: string): number | undefined {
  if (style === 'plain') return source === value ? 0 : undefined;
  if (style === 'single' || style === 'double') return source.slice(1, -1) === value ? 1 : undefined;
  return undefined;
}

/**
 * Where each character of the value stands in the source. Everything but white space stands there in the same order,
 * in every style; white space may have been folded and is then placed at the next best character.
 */
function align(scalar: ScalarNode, value: string): readonly number[] | undefined {
  const { source, style } = scalar;
  let at = style === 'literal' || style === 'folded' ? source.indexOf('\n') + 1 : style === 'plain' ? 0 : 1;
  if (at === 0 && style !== 'plain') return undefined;
  const end = style === 'single' || style === 'double' ? source.length - 1 : source.length;
  const offsets: number[] = [];
  for (let index = 0; index < value.length; index++) {
    const char = value[index]!;
    const unit = unitAt(scalar, at);
    if (/\s/.test(char)) {
      offsets.push(Math.min(at, end));
      if (unit.text === char) at += unit.length;
      continue;
    }
    while (at < end && isSkipped(scalar, at)) at += unitAt(scalar, at).length;
    const found = unitAt(scalar, at);
    if (at >= end || !found.text.startsWith(char)) return undefined;
    offsets.push(at);
    // A character outside the basic plane is two code units of the value and one escape of the source.
    if (found.text.length > 1) {
      offsets.push(at);
      index++;
    }
    at += found.length;
  }
  return offsets;
}

/** White space, and escapes that stand for white space or for a line that goes on. */
function isSkipped(scalar: ScalarNode, at: number): boolean {
  return /^\s*$/.test(unitAt(scalar, at).text);
}

function lengthAt(scalar: ScalarNode, at: number): number {
  return unitAt(scalar, at).length;
}

interface Unit {
  /** The text it stands for. */
  readonly text: string;
  /** How many characters of the source it takes. */
  readonly length: number;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

/** One character of the source, or one escape. */
function unitAt({ source, style }: ScalarNode, at: number): Unit {
  const char = source[at] ?? '';
  if (style === 'single' && char === "'" && source[at + 1] === "'") return { text: "'", length: 2 };
  if (style !== 'double' || char !== '\\') return { text: char, length: 1 };
  const kind = source[at + 1] ?? '';
  const digits = { x: 2, u: 4, U: 8 }[kind];
  if (digits !== undefined) {
    const code = parseInt(source.slice(at + 2, at + 2 + digits), 16);
    return { text: code <= 0x10ffff ? String.fromCodePoint(code) : '', length: 2 + digits };
  }
  return { text: /\s/.test(kind) && kind !== ' ' ? '' : (escapes[kind] ?? kind), length: 2 };
}
