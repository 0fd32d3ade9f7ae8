/**
 * The wildcard patterns of listener rules: `*` stands for any characters or none, `?` for exactly one; a backslash
 * makes the next `*`, `?` or backslash literal.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */

const one = Symbol('?');
const many = Symbol('*');
type Token = string | typeof one | typeof many;

/** Stands for every character that no pattern at hand names. */
const other = '\u0000';

/** More states than these are not searched; the answer is then the careful one. */
const maxStates = 4000;

export interface PatternOptions {
  /** Paths are case-sensitive, hosts, headers and query strings are not. */
  readonly caseSensitive: boolean;
}

/**
 * True when every text that matches `inner` matches one of `outers`. False also where that takes too long to find out.
 */
export function covers(outers: readonly string[], inner: string, options: PatternOptions): boolean {
  const start = literalStart(inner, options);
  const possible = outers.filter((outer) => fits(literalStart(outer, options), start));
  if (possible.length === 0) return false;
  if (possible.some((outer) => coversByStart(outer, start, options))) return true;
  const outer = possible.map((pattern) => tokenize(pattern, options));
  // A text that matches `inner` and none of `outers` is a path to an end that only `inner` accepts.
  return !search(tokenize(inner, options), outer, (reached) => !reached);
}

/** True when some text matches both patterns. */
export function overlap(a: string, b: string, options: PatternOptions): boolean {
  const [startOfA, startOfB] = [literalStart(a, options), literalStart(b, options)];
  if (!fits(startOfA, startOfB)) return false;
  if (coversByStart(a, startOfB, options) || coversByStart(b, startOfA, options)) return true;
  return search(tokenize(a, options), [tokenize(b, options)], (reached) => reached);
}

/** True when the text matches the pattern. */
export function matchesPattern(pattern: string, text: string, options: PatternOptions): boolean {
  return covers([pattern], text.replace(/[*?\\]/g, '\\$&'), options);
}

/** A text that matches the pattern: `filler` in the place of each `*` and of each `?` its first character. */
export function sampleOf(pattern: string, filler: string): string {
  return tokenize(pattern, { caseSensitive: true })
    .map((token) => (token === many ? filler : token === one ? filler.charAt(0) : token))
    .join('');
}

/** How many wildcards a pattern holds. */
export function countWildcards(pattern: string): number {
  return pattern.replace(/\\[*?\\]/g, '').replace(/[^*?]/g, '').length;
}

/** Where the first wildcard of a pattern stands: the same few patterns are compared again and again. */
const starts = new Map<string, number>();

/** The text before the first wildcard. Most patterns are told apart by it. */
function literalStart(pattern: string, { caseSensitive }: PatternOptions): string {
  const known = starts.get(pattern);
  const end = known ?? pattern.search(/[*?\\]/);
  if (known === undefined) {
    if (starts.size > 5000) starts.clear();
    starts.set(pattern, end);
  }
  const start = end < 0 ? pattern : pattern.slice(0, end);
  return caseSensitive ? start : start.toLowerCase();
}

function fits(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** True for `text*` where the other pattern begins with that text: the usual way to cover one. */
function coversByStart(outer: string, start: string, options: PatternOptions): boolean {
  return /^[^*?\\]*\*$/.test(outer) && start.startsWith(literalStart(outer, options));
}

function tokenize(pattern: string, { caseSensitive }: PatternOptions): readonly Token[] {
  const tokens: Token[] = [];
  const text = caseSensitive ? pattern : pattern.toLowerCase();
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '\\' && /[*?\\]/.test(text.charAt(index + 1))) tokens.push(text.charAt(++index));
    else if (character === '?') tokens.push(one);
    else if (character !== '*') tokens.push(character);
    else if (tokens.at(-1) !== many) tokens.push(many);
  }
  return tokens;
}

/**
 * Walks all texts of `inner`, letter by letter, with the set of places that the other patterns may have come to.
 * True as soon as a text of `inner` ends where `wanted` says so: `wanted` is told whether one of the others ends, too.
 */
function search(
  inner: readonly Token[],
  others: readonly (readonly Token[])[],
  wanted: (reached: boolean) => boolean,
): boolean {
  const alphabet = new Set([inner, ...others].flat().filter((token) => typeof token === 'string'));
  alphabet.add(other);
  const start = others.map((tokens) => closure(tokens, [0]));
  const open: State[] = closure(inner, [0]).map((place) => ({ place, sets: start }));
  const seen = new Set(open.map(keyOf));
  for (let state = open.pop(); state; state = open.pop()) {
    const { place, sets } = state;
    if (place === inner.length && wanted(sets.some((set, index) => set.includes(others[index]!.length)))) return true;
    for (const letter of lettersAt(inner, place, alphabet)) {
      const next = sets.map((set, index) => step(others[index]!, set, letter));
      for (const nextPlace of step(inner, [place], letter)) {
        const nextState = { place: nextPlace, sets: next };
        const key = keyOf(nextState);
        if (seen.has(key)) continue;
        // Too many to tell: assume the text that was looked for, so that nothing is claimed to be impossible.
        if (seen.size > maxStates) return true;
        seen.add(key);
        open.push(nextState);
      }
    }
  }
  return false;
}

interface State {
  readonly place: number;
  readonly sets: readonly (readonly number[])[];
}

function keyOf({ place, sets }: State): string {
  return `${place}|${sets.map((set) => set.join()).join('|')}`;
}

function lettersAt(tokens: readonly Token[], place: number, alphabet: ReadonlySet<string>): Iterable<string> {
  const token = tokens[place];
  return typeof token === 'string' ? [token] : token === undefined ? [] : alphabet;
}

/** The places after one letter, with those behind a `*` that may stand for nothing. */
function step(tokens: readonly Token[], places: readonly number[], letter: string): readonly number[] {
  const next = places.flatMap((place) => {
    const token = tokens[place];
    if (token === many) return [place];
    return token === one || token === letter ? [place + 1] : [];
  });
  return closure(tokens, next);
}

function closure(tokens: readonly Token[], places: readonly number[]): readonly number[] {
  const all = new Set(places);
  // `all` grows while it is walked.
  for (const place of all) if (tokens[place] === many) all.add(place + 1);
  return [...all].sort((a, b) => a - b);
}
