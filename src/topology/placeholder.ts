import type { Value } from './value';

/** `${name}` that is no stage variable: API Gateway does not know such a name, so another tool fills it in before. */
const placeholder = /\$\{(?!stageVariables\.)[^{}]*\}/;

/**
 * A text in a file of its own with what other tools fill in, such as Terraform's `templatefile` or `envsubst`, marked
 * as unknown.
 */
export function withPlaceholders(value: Value<string> | undefined): Value<string> | undefined {
  if (value?.kind !== 'literal' || !placeholder.test(value.value)) return value;
  const { at } = value;
  const parts = value.value
    .split(/(\$\{(?!stageVariables\.)[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part): Value<string> =>
      placeholder.test(part)
        ? { kind: 'unknown', because: `"${part}" is filled in by another tool`, at }
        : { kind: 'literal', value: part, at },
    );
  return parts.length === 1 ? parts[0] : { kind: 'text', parts, at };
}
