import { Document, isCollection, Scalar, type ToStringOptions } from 'yaml';

export type Quote = 'single' | 'double';

export interface ScalarHabits {
  /** The quote for strings that need one. */
  readonly quote: Quote;
  /** A quote to use even where none is needed. */
  readonly forced?: Quote | undefined;
  /** Inside `[ … ]` or `{ … }` fewer strings can go without quotes. */
  readonly inFlow: boolean;
}

const onOneLine: ToStringOptions = {
  lineWidth: 0,
  blockQuote: false,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
};

/** Spells a string as a YAML scalar on one line, quoted where YAML 1.1 or 1.2 would read anything but this string. */
export function writeString(value: string, { quote, forced, inFlow }: ScalarHabits): string {
  const scalar = new Scalar(value);
  if (/[\r\n]/.test(value)) scalar.type = 'QUOTE_DOUBLE';
  else if (forced) scalar.type = forced === 'single' ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE';
  // YAML 1.1 parsers, CloudFormation's among them, give these a meaning of their own.
  else if (value === '=' || value === '<<' || (inFlow && /^:|\?/.test(value)))
    scalar.type = quote === 'single' ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE';
  const options: ToStringOptions = { ...onOneLine, ...(quote === 'single' ? { singleQuote: true } : {}) };
  const document = new Document(inFlow ? [scalar] : { key: scalar }, { version: '1.2', compat: 'yaml-1.1' });
  if (inFlow && isCollection(document.contents)) document.contents.flow = true;
  const written = document.toString(options).trim();
  return inFlow ? written.slice(1, -1).trim() : written.slice('key:'.length).trim();
}

/** Spells a mapping key in YAML. */
export function writeKey(key: string, habits: ScalarHabits): string {
  return writeString(key, habits);
}

/**
 * Splits a string of several lines into a `|` scalar's header and its lines, or gives `undefined` where a literal
 * would need an indentation indicator or hold characters that only quotes can hold.
 */
export function writeLiteral(value: string): { header: string; lines: string[] } | undefined {
  if (!/[^\n]\n/.test(value) || /^[\s]/.test(value)) return undefined;
  // YAML's non-printable characters must be escaped in quotes.
  if (/[\u0000-\u0008\u000b-\u001f\u007f\ufeff]|[ \t]\n|[ \t]$/.test(value) || /\n\n$/.test(value)) return undefined;
  const ends = value.endsWith('\n');
  return { header: ends ? '|' : '|-', lines: (ends ? value.slice(0, -1) : value).split('\n') };
}
