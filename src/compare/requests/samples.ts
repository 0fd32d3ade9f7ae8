/** Texts that fit a pattern. */

/** Texts that a wildcard pattern takes: with something for each `*`, and with nothing. */
export function samplesOfWildcard(pattern: string): readonly string[] {
  return [...new Set([sampleOfWildcard(pattern), filled(pattern, '')])];
}

/** The one text of a wildcard pattern that has something for each `*`: `1`, as for a path parameter, or `sample` within a word. */
export function sampleOfWildcard(pattern: string): string {
  return filled(pattern.replace(/(?<=\/)\*(?=\/|$)/g, '1'), 'sample');
}

function filled(pattern: string, star: string): string {
  return pattern.replace(
    /\\([*?\\])|\*|\?/g,
    (found, escaped: string | undefined) => escaped ?? (found === '*' ? star : 'x'),
  );
}

/**
 * A text that a simple regular expression takes: literals, `.`, classes, groups with alternatives, and quantifiers.
 * `undefined` for anything else; the caller checks the result against the real expression.
 */
export function sampleOfRegex(source: string): string | undefined {
  let index = source.startsWith('^') ? 1 : 0;
  const text = alternatives();
  return index >= source.length ? text : undefined;

  function alternatives(): string {
    const first = sequence();
    while (source[index] === '|') {
      index += 1;
      sequence();
    }
    return first;
  }

  function sequence(): string {
    let text = '';
    while (index < source.length && source[index] !== '|' && source[index] !== ')') text += repeated(atom());
    return text;
  }

  function atom(): string {
    const character = source[index] ?? '';
    index += 1;
    if (character === '(') {
      if (source.startsWith('?:', index)) index += 2;
      const text = alternatives();
      index += 1;
      return text;
    }
    if (character === '[') return fromClass();
    if (character === '\\') return escape(source[index++] ?? '');
    if (character === '.') return 'x';
    return character === '^' || character === '$' ? '' : character;
  }

  function fromClass(): string {
    const end = source.indexOf(']', index + 1);
    const inside = source.slice(index, end < 0 ? source.length : end);
    index = end < 0 ? source.length : end + 1;
    if (inside.startsWith('^')) return '0xA-_'.split('').find((candidate) => !inside.includes(candidate)) ?? '';
    return inside.startsWith('\\') ? escape(inside[1] ?? '') : inside.charAt(0);
  }

  function escape(character: string): string {
    return { d: '1', w: 'x', s: ' ', b: '', B: '', D: 'x', S: 'x', W: '-' }[character] ?? character;
  }

  function repeated(text: string): string {
    const quantifier = /^(?:([*+?])|\{(\d+)(?:,\d*)?\})\??/.exec(source.slice(index));
    if (!quantifier) return text;
    index += quantifier[0].length;
    return text.repeat(quantifier[2] === undefined ? 1 : Number(quantifier[2]));
  }
}
