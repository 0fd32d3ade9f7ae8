/** Patterns of rules: wildcards and regular expressions, compiled once. */

/** A literal character, `?` or a run of `*`. */
type Token = string | typeof one | typeof any;
const one = Symbol('?');
const any = Symbol('*');

/**
 * Whether a text matches a pattern over its whole length: `*` stands for any characters or none, `?` for exactly one.
 * A backslash makes the next `*`, `?` or `\` literal. Takes at most time proportional to both lengths.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function matchesWildcard(pattern: string, text: string, caseSensitive: boolean): boolean {
  return compileWildcard(pattern, caseSensitive)(text);
}

/** The same for a pattern that many texts are held against. */
export function compileWildcard(pattern: string, caseSensitive: boolean): (text: string) => boolean {
  const test = testOf(caseSensitive ? pattern : pattern.toLowerCase());
  return caseSensitive ? test : (text) => test(text.toLowerCase());
}

function testOf(pattern: string): (text: string) => boolean {
  if (!/[*?\\]/.test(pattern)) return (text) => text === pattern;
  const start = /^[^*?\\]+(?=\*$)/.exec(pattern)?.[0];
  if (start !== undefined) return (text) => text.startsWith(start);
  const tokens = tokenize(pattern);
  return (text) => matchTokens(tokens, text);
}

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] as string;
    const next = pattern[index + 1];
    if (character === '\\' && (next === '*' || next === '?' || next === '\\')) {
      tokens.push(next);
      index++;
    } else if (character === '?') tokens.push(one);
    else if (character !== '*') tokens.push(character);
    else if (tokens.at(-1) !== any) tokens.push(any);
  }
  return tokens;
}

/** Goes back to the last `*` only, which is enough for wildcards. */
function matchTokens(tokens: readonly Token[], text: string): boolean {
  let token = 0;
  let star = -1;
  let retry = 0;
  for (let index = 0; index < text.length;) {
    if (tokens[token] === any) {
      star = token++;
      retry = index;
    } else if (token < tokens.length && (tokens[token] === one || tokens[token] === text[index])) {
      token++;
      index++;
    } else if (star >= 0) {
      token = star + 1;
      index = ++retry;
    } else return false;
  }
  while (tokens[token] === any) token++;
  return token === tokens.length;
}

const regexes = new Map<string, RegExp | undefined>();

/**
 * Compiles a regular expression of a rule; undefined when it does not parse or uses what ELB's engine lacks
 * (look-around, backreferences, …). Whether ELB anchors it is not documented: it is searched for, not anchored.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export function compileRegex(pattern: string, caseSensitive: boolean): RegExp | undefined {
  const key = (caseSensitive ? '=' : '~') + pattern;
  if (!regexes.has(key)) {
    if (regexes.size > 5000) regexes.clear();
    regexes.set(key, tryCompile(pattern, caseSensitive));
  }
  return regexes.get(key);
}

function tryCompile(pattern: string, caseSensitive: boolean): RegExp | undefined {
  if (unsupportedRegexFeature(pattern) !== undefined) return undefined;
  const inline = /^\(\?([a-z]+)\)/.exec(pattern);
  const flags = new Set(caseSensitive ? [] : ['i']);
  for (const flag of inline?.[1] ?? '') if ('ims'.includes(flag)) flags.add(flag);
  try {
    return new RegExp(inline ? pattern.slice(inline[0].length) : pattern, [...flags].join(''));
  } catch {
    return undefined;
  }
}

/** Names the part of a regular expression that ELB does not support; undefined when there is none. */
export function unsupportedRegexFeature(pattern: string): string | undefined {
  const plain = pattern.replace(/\\\\/g, '').replace(/\[(?:\\.|[^\]\\])*\]/g, '[]');
  if (/\(\?<?[=!]/.test(plain)) return 'look-around';
  if (/\\[1-9]|\\k</.test(plain)) return 'a backreference';
  if (/\(\?>/.test(plain)) return 'an atomic group';
  if (/[*+?}]\+/.test(plain)) return 'a possessive quantifier';
  if (/\(\?(?:R|\d|&)/.test(plain)) return 'recursion or a subroutine';
  if (/\\[pP]\{/.test(plain)) return 'a Unicode class';
  return undefined;
}
