import type { LineIndex, Range, Section, Span } from '../text/index';
import type { Entry, Node } from './node';

export type Language = 'yaml' | 'json';

/**
 * What a document is. `openapi` is an OpenAPI 3 or Swagger 2 document with extensions of API Gateway. `none` is
 * everything else that is no CloudFormation or SAM template: it has no sections and is never edited.
 */
export type Dialect = 'cloudformation' | 'sam' | 'openapi' | 'none';

/** Something in the text that is no valid YAML or JSON, or a duplicate key. */
export interface Problem extends Span {
  readonly code: 'syntax' | 'duplicate-key' | 'unresolved-alias' | 'limit';
  readonly message: string;
}

/**
 * One separately parsed entry of a template: `Resources/Orders`, `Parameters/Stage`, `Transform`.
 * `path` is `[top-level key]` or `[top-level key, logical id]`.
 *
 * Where the children of a key are sections of their own, the key is one too: `path` is `['Resources']` and the value
 * of its entry is an empty null, which stands for nothing. `entries` and `value` of the document know the difference.
 */
export interface TemplateSection extends Section {
  readonly path: readonly [string] | readonly [string, string];
  /** The parsed entry; `undefined` when the text holds none that can be read. */
  readonly entry: Entry | undefined;
  /**
   * All entries of a section that could not be divided further, in order: a document in braces, or one whose brackets
   * do not match. Its `path` is `['']` and its `entry` is `undefined`.
   */
  readonly undivided?: readonly Entry[];
  readonly comments: readonly Span[];
  readonly problems: readonly Problem[];
}

/** One version of one template. Immutable; `parse` makes the next version from it. */
export interface TemplateDocument {
  readonly uri: string;
  readonly text: string;
  readonly language: Language;
  readonly dialect: Dialect;
  /** In the order of the text; together they cover everything but blank space, comments and separators between them. */
  readonly sections: readonly TemplateSection[];
  readonly problems: readonly Problem[];
  /** Built on first use. */
  readonly lines: LineIndex;
  /** The entries below a top-level key such as `Resources`, in order. Empty when there is no such mapping. */
  entries(topLevelKey: string): readonly Entry[];
  /** One entry below a top-level key. Of duplicates the last counts, as in CloudFormation's own parser. */
  entry(topLevelKey: string, key: string): Entry | undefined;
  /** The value of a top-level key such as `Transform`, where it is not split into sections of its own. */
  value(topLevelKey: string): Node | undefined;
  /** True when the section belongs to this version of the document. */
  owns(section: Section): boolean;
  /** The absolute range of a span. The span must belong to a section of this version. */
  locate(span: Span): Range;
}
