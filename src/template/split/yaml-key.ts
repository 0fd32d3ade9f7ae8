/** The key at the start of a line of YAML, and the offset after its colon. */
export interface LineKey {
  readonly key: string;
  readonly after: number;
}

// Each pattern walks its line once: no two neighbouring parts can match the same blanks.
const plain = /((?![-?:](?:\s|$))[^\s"'#&*!|>@`%{}[\],](?:[^:#\n]|:(?=\S)|(?<=\S)#)*):(?=\s|$)/y;
const quoted = /(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\n]|'')*)')[ \t]*:(?=\s|$)/y;

/** Reads a plain or quoted key at `at`; `undefined` where none stands, or one with an anchor, a tag or an escape. */
export function keyAt(text: string, at: number): LineKey | undefined {
  plain.lastIndex = at;
  const simple = plain.exec(text);
  if (simple) return { key: simple[1]!.trimEnd(), after: plain.lastIndex };
  quoted.lastIndex = at;
  const match = quoted.exec(text);
  if (!match) return undefined;
  const key = match[1] ?? match[2]!;
  return /[\\']/.test(key) ? undefined : { key, after: quoted.lastIndex };
}

const quotedKey = /(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*')[ \t]*:(?=\s|$)/y;
const otherKey = /[^\s"'#|>@`%{}[\],][^\n]*?:(?=\s|$)/y;
const properties = /(?:[&!]\S*[ \t]+)*/y;

/** True when the line at `at` can start an entry of a block mapping. */
export function looksLikeKey(text: string, at: number): boolean {
  if (text[at] === '?' && /\s/.test(text[at + 1] ?? '\n')) return true;
  properties.lastIndex = at;
  properties.test(text);
  quotedKey.lastIndex = otherKey.lastIndex = properties.lastIndex;
  return quotedKey.test(text) || otherKey.test(text);
}
