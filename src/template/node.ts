import type { Span } from '../text/index';

/**
 * One value of a template, whatever its syntax. A node is its own span: from the first character of the value (after
 * tag and anchor) to the last.
 *
 * A whole-property intrinsic (`!Sub`, `{"Fn::Sub": …}`, a short tag over a long form) has one shape, `IntrinsicNode`.
 */
export type Node = ScalarNode | MappingNode | SequenceNode | IntrinsicNode | AliasNode;

interface NodeBase extends Span {
  /** The tag in the text, such as `!Sub` or `!!str`, where one is written. */
  readonly tag?: Span;
  /** The name of the anchor (`&name`) on this value. */
  readonly anchor?: string;
}

export type ScalarValue = string | number | boolean | null;

/** `plain`, `single` and `double` are YAML's flow styles, `literal` (`|`) and `folded` (`>`) its block styles; JSON strings are `double`. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A scalar. `Port: 80` has the value 80, `Port: "80"` the value "80": readers decide what they accept. An absent value (`Key:`) is a null scalar of an empty span. */
export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
  /** The characters in the text, quotes included. For numbers this keeps what the value loses (`0123456789012`, `010`). */
  readonly source: string;
  readonly style: ScalarStyle;
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly entries: readonly Entry[];
  /** True for `{ … }`, in YAML and in JSON. */
  readonly flow: boolean;
}

/** A key and its value. The span runs from the key's first character to the value's last. */
export interface Entry extends Span {
  readonly key: ScalarNode;
  readonly value: Node;
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly items: readonly Node[];
  /** True for `[ … ]`, in YAML and in JSON. */
  readonly flow: boolean;
}

/** `Ref`, `Condition` (inside conditions only) or the long name of a function, such as `Fn::Sub` or `Fn::ForEach::Zones`. */
export type IntrinsicName = 'Ref' | 'Condition' | `Fn::${string}`;

/** An intrinsic function in any of its spellings. The span covers the whole call, tag or outer braces included. */
export interface IntrinsicNode extends NodeBase {
  readonly kind: 'intrinsic';
  readonly name: IntrinsicName;
  readonly argument: Node;
  /** `short` for a tag (`!Ref A`), `long` for a mapping of one key (`Ref: A`). */
  readonly form: 'short' | 'long';
  /** The key that names the function in its long form. */
  readonly key?: ScalarNode;
}

/** `*name`. Readers look through it with `resolveAlias`; nothing is ever edited through it. */
export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  /** The anchored value, or `undefined` when no anchor of that name stands before the alias. */
  readonly target: Node | undefined;
}
