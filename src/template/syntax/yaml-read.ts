import { Composer, Parser, Schema, type CST, type Document, type YAMLError } from 'yaml';
import { maxDepth } from './limits';
import { shortName } from './normalise';

/** The first document of a YAML text as the `yaml` package sees it. */
export interface YamlText {
  /** `undefined` when the text is nested too deeply. */
  readonly document: Document.Parsed | undefined;
  /** The tokens before the root value: its tag and anchor are among them. */
  readonly start: readonly CST.SourceToken[];
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  readonly errors: readonly YAMLError[];
  /** Where a second document starts. */
  readonly second: number | undefined;
  /** Where the first quote or bracket opens that is not closed. */
  readonly unclosed: number | undefined;
}

// YAML 1.2's core schema; tags such as !!binary and !!set, which CloudFormation does not read either, stay unresolved:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
const schema = new Schema({ schema: 'core', resolveKnownTags: false });

// Duplicate keys are found while the tree is made, in linear time.
const options = { schema, keepSourceTokens: true, uniqueKeys: false, prettyErrors: false, strict: true } as const;

/** Parses a YAML text. Never throws. */
export function readYaml(text: string): YamlText {
  const tokens = [...new Parser().parse(text)];
  const found: Found = { comments: [], unclosed: undefined };
  const fits = collect(tokens, found, 0);
  const comments = found.comments.sort((a, b) => a.start - b.start);
  const none = { start: [], comments, errors: [], second: undefined, unclosed: undefined };
  if (!fits) return { document: undefined, ...none };
  const documents = [...new Composer(options).compose(tokens, true, text.length)] as Document.Parsed[];
  const roots = tokens.filter((token) => token.type === 'document');
  return {
    document: documents[0],
    start: roots[0]?.start ?? [],
    comments,
    errors: documents[0]?.errors ?? [],
    second: roots[1]?.offset,
    unclosed: found.unclosed,
  };
}

interface Found {
  readonly comments: { start: number; end: number }[];
  unclosed: number | undefined;
}

/** Gathers the comments and unclosed brackets below `tokens`; false when they are nested deeper than the limit. */
function collect(tokens: readonly CST.Token[], found: Found, depth: number): boolean {
  return depth <= maxDepth && tokens.every((token) => collectOne(token, found, depth));
}

function collectOne(token: CST.Token, found: Found, depth: number): boolean {
  if (token.type === 'comment') {
    const length = token.source.endsWith('\r') ? token.source.length - 1 : token.source.length;
    found.comments.push({ start: token.offset, end: token.offset + length });
    return true;
  }
  if (isUnclosed(token)) found.unclosed = Math.min(found.unclosed ?? Infinity, token.offset);
  if (token.type === 'block-scalar') return collect(token.props, found, depth);
  if ('items' in token) {
    for (const { start, sep, key, value } of token.items) {
      if (start.length > 0) collect(start, found, depth);
      if (sep) collect(sep, found, depth);
      if (value) hideFunctions(key || sep ? (sep ?? []) : start);
      if (key && !collect([key], found, depth + 1)) return false;
      if (value && !collect([value], found, depth + 1)) return false;
    }
  } else if (token.type === 'document') {
    collect(token.start, found, depth);
    if (token.value) hideFunctions(token.start);
    if (token.value && !collect([token.value], found, depth + 1)) return false;
  }
  if ('end' in token && token.end) collect(token.end, found, depth);
  return true;
}

function isUnclosed(token: CST.Token): boolean {
  if (token.type === 'flow-collection') return token.end[0]?.source !== (token.start.source === '{' ? '}' : ']');
  if (token.type !== 'double-quoted-scalar' && token.type !== 'single-quoted-scalar') return false;
  return token.source.length < 2 || !token.source.endsWith(token.source[0]!);
}

/**
 * Shows the composer a blank where a short function such as `!Sub` stands. It knows no such tag, and for every one it
 * would make a warning with a stack trace, which takes longer than all other work together.
 */
function hideFunctions(tokens: CST.SourceToken[]): void {
  let seen = false;
  for (const token of tokens) {
    if (token.type !== 'tag') continue;
    if (!seen && shortName(token.source)) token.type = 'space';
    seen = true;
  }
}

/** True for the token of a tag, hidden or not. */
export function isTag({ type, source }: CST.SourceToken): boolean {
  return type === 'tag' || (type === 'space' && source.startsWith('!'));
}
