/**
 * Writes what velocityjs does not read in a form that it does read and that means the same.
 * https://velocity.apache.org/engine/1.7/vtl-reference.html
 */
export function normalise(text: string): string {
  if (!/[#\\]|\$!?[A-Za-z][\w-]*\(/.test(text)) return text;
  return text
    .split(/(#\[\[[\s\S]*?\]\]#|#\*[\s\S]*?\*#|##[^\n]*)/)
    .map((part, index) => (index % 2 === 1 ? part.replace(/^#\*\*#$/, '#* *#') : normalisePart(part)))
    .join('');
}

/** Text without raw blocks and comments. */
function normalisePart(text: string): string {
  const plain = text
    // A backslash before what is no directive is a backslash.
    .replace(
      /\\#(?!\{?(?:set|if|else|elseif|end|foreach|macro|break|stop|define|evaluate|include|parse)\b)/g,
      '#[[\\#]]#',
    )
    .replace(/#\{(?!else\}|end\})(\w+)\}(?=\s*\(|$)/g, '#$1')
    .replace(/#(?:\{stop\}|stop\b)(?!\()/g, '#stop()')
    // A reference has no arguments of its own: what follows in parentheses is text.
    .replace(/\$(!?)([A-Za-z][\w-]*)\(/g, '$$$1{$2}(');
  return eachExpression(plain);
}

/** Rewrites what stands in the parentheses of `#set`, `#if`, `#elseif` and `#foreach`. */
function eachExpression(text: string): string {
  const heads = /#(?:set|if|elseif|foreach)\s*\(/g;
  let output = '';
  let done = 0;
  for (let head = heads.exec(text); head; head = heads.exec(text)) {
    const start = heads.lastIndex;
    const end = closing(text, start);
    output += text.slice(done, start) + normaliseExpression(text.slice(start, end));
    done = end;
    heads.lastIndex = end;
  }
  return output + text.slice(done);
}

/** Where the parenthesis that opened before `start` closes, or the end of the text. */
function closing(text: string, start: number): number {
  const token = /"(?:[^"\\]|\\.|"")*"|'(?:[^'\\]|\\.|'')*'|[()]/g;
  token.lastIndex = start;
  let depth = 1;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    if (found[0] === '(') depth++;
    if (found[0] === ')' && --depth === 0) return found.index;
  }
  return text.length;
}

function normaliseExpression(expression: string): string {
  return expression
    .split(/("(?:[^"\\]|\\.|"")*"|'(?:[^'\\]|\\.|'')*')/)
    .map((part, index) => (index % 2 === 1 ? normaliseString(part) : normaliseOperators(part)))
    .join('');
}

/** A doubled quote inside a text stands for one. */
function normaliseString(quoted: string): string {
  const quote = quoted.charAt(0);
  const inner = quoted.slice(1, -1);
  if (!inner.includes(quote + quote)) return quoted;
  // A text in single quotes is not evaluated, so it may change to double quotes only without marks to evaluate.
  if (quote === "'" && !/[$#"\\]/.test(inner)) return `"${inner.replaceAll("''", "'")}"`;
  return quote + inner.replaceAll(quote + quote, `\\${quote}`) + quote;
}

function normaliseOperators(text: string): string {
  return text
    .replace(/(?<![\w.$])\d+(?:\.\d+)?[eE][+-]?\d+/g, (number) => decimal(Number(number)))
    .replace(/(^|[=(,<>*/%+-]|&&|\|\|)(\s*)-\s*(?=[$(])/g, '$1$2-1 * ');
}

/** A number with a decimal point and without exponent. */
function decimal(value: number): string {
  const text = value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
  return text.includes('.') ? text : `${text}.0`;
}
