import { readString } from './read-value';
import { exportsOf, type Scope } from './scope';
import type { Outcome, Settled } from './settled';
import type { Value } from './value';

/** The exports of a set of templates, found by the name under which they are imported. */
export interface Exports {
  /** The exported value, or `undefined` where no template at hand surely exports under this name. */
  find(name: Value<string>, settled: Settled<string>, importing: string): Value<string> | undefined;
}

interface Exported {
  readonly uri: string;
  readonly literal: string | undefined;
  readonly value: Value<string>;
}

/** Pseudo parameters that are alike in all stacks that can import from each other: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html */
const shared: ReadonlySet<string> = new Set(['AWS::Region', 'AWS::AccountId', 'AWS::Partition', 'AWS::URLSuffix']);

/**
 * Collects the exports of all templates. Names are the same where both are known and equal, or where both are put
 * together alike from parameters of the same names, as in `!Sub '${Environment}-nlb'`.
 */
export function collectExports(
  scopes: ReadonlyMap<string, Scope>,
  resolve: (value: Value<string> | undefined) => readonly Outcome<string>[],
): Exports {
  const byLiteral = new Map<string, Value<string>>();
  const byShape = new Map<string, Exported[]>();
  for (const { document } of scopes.values()) {
    for (const { name, value } of exportsOf(document)) {
      const written = readString(name.value);
      const read = readString(value.value);
      if (!written || !read) continue;
      const outcomes = resolve(written);
      const only = outcomes.length === 1 ? outcomes[0]!.value : undefined;
      const literal = only?.kind === 'literal' ? only.value : undefined;
      if (literal !== undefined) byLiteral.set(literal, read);
      const shape = exportShape(written);
      if (shape === undefined) continue;
      byShape.set(shape, [...(byShape.get(shape) ?? []), { uri: document.uri, literal, value: read }]);
    }
  }
  return {
    find(name, settled, importing) {
      const literal = settled.kind === 'literal' ? settled.value : undefined;
      const known = literal === undefined ? undefined : byLiteral.get(literal);
      if (known) return known;
      const shape = exportShape(name);
      const alike = (shape === undefined ? undefined : byShape.get(shape))?.filter(
        // Two defaults that differ are two environments.
        (one) => one.uri !== importing && (one.literal === undefined || literal === undefined),
      );
      return alike?.length === 1 ? alike[0]!.value : undefined;
    },
  };
}

/** How a name is put together: `${Environment}-nlb`. `undefined` where it hangs on more than parameters, or on the stack's own name. */
export function exportShape(name: Value<string>): string | undefined {
  const parts = (name.kind === 'text' ? name.parts : [name]).map((part) => {
    if (part.kind === 'literal') return part.value;
    if (part.kind !== 'reference' || part.target.to !== 'name') return undefined;
    const { name: parameter } = part.target;
    return parameter.startsWith('AWS::') && !shared.has(parameter) ? undefined : `\${${parameter}}`;
  });
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}
