import type { Span } from '../text/index';

/**
 * What a template says about one property, before anything is looked up. A value may be written out, refer to
 * something else, depend on a condition, or be something that cannot be known from text; nothing here is guessed.
 * `resolve` turns a value into what it stands for.
 */
export type Value<T> = Literal<T> | Reference | Choice<T> | Text | Unknown | Absent;

export interface Literal<T> {
  readonly kind: 'literal';
  readonly value: T;
  readonly at: Span;
}

/** A look-up that needs the rest of the template, or other templates. */
export interface Reference {
  readonly kind: 'reference';
  readonly target: ReferenceTarget;
  readonly at: Span;
}

export type ReferenceTarget =
  /** `Ref`, or a plain name in `Fn::Sub`: a resource, a parameter or a pseudo parameter. */
  | { readonly to: 'name'; readonly name: string }
  /** `Fn::GetAtt`, or a dotted name in `Fn::Sub`. */
  | { readonly to: 'attribute'; readonly logicalId: string; readonly attribute: string }
  | { readonly to: 'export'; readonly name: Value<string> }
  | {
      readonly to: 'mapping';
      readonly map: Value<string>;
      readonly first: Value<string>;
      readonly second: Value<string>;
      /** `DefaultValue` of AWS::LanguageExtensions, for keys that the map does not have. */
      readonly otherwise?: Value<string>;
    }
  /** `Fn::Select` with a literal index. */
  | { readonly to: 'item'; readonly index: number; readonly list: List<Value<string>> };

/** `Fn::If`. */
export interface Choice<T> {
  readonly kind: 'choice';
  readonly uri: string;
  readonly condition: string;
  readonly whenTrue: Value<T>;
  readonly whenFalse: Value<T>;
  readonly at: Span;
}

/** `Fn::Sub` or `Fn::Join`: literals and look-ups one after another. */
export interface Text {
  readonly kind: 'text';
  readonly parts: readonly Value<string>[];
  readonly at: Span;
}

/** A value that the text does not tell, and why: the rest of the sentence "unknown, because …". */
export interface Unknown {
  readonly kind: 'unknown';
  readonly because: string;
  readonly at: Span;
}

/** `AWS::NoValue`: as if the property were not there. */
export interface Absent {
  readonly kind: 'absent';
  readonly at: Span;
}

/** One condition of one template, taken to hold or not to hold. */
export interface Assumption {
  readonly uri: string;
  readonly condition: string;
  readonly holds: boolean;
}

/** What must hold for a value or a resource to be there. Empty: always. */
export type Assumptions = readonly Assumption[];

/** A list whose items may each stand under conditions (`Fn::If` around an item or around the whole list). */
export interface List<T> {
  readonly items: readonly ListItem<T>[];
  /** Set where some items, or all, are not told by the text. */
  readonly unknown?: Unknown;
  /** Set where the whole list is one look-up, such as a parameter of a list type. */
  readonly reference?: Reference;
  readonly at: Span;
}

export interface ListItem<T> {
  readonly value: T;
  readonly when: Assumptions;
}

/** The literal value, or `undefined` when the value is anything else. */
export function literalOf<T>(value: Value<T> | undefined): T | undefined {
  return value?.kind === 'literal' ? value.value : undefined;
}
