import { asString, itemsOf, property, resolveAlias, type TemplateDocument } from '../../template/index';
import type { ChosenParameters } from '../topology';

/** A value that a template does not take for one of its parameters. */
export interface RefusedValue {
  readonly parameter: string;
  readonly value: string;
  readonly allowed: readonly string[];
}

/**
 * The first chosen value that is not among the `AllowedValues` of a template that declares the parameter.
 * Each item of a list has to be allowed. Allowed values that are no plain texts allow anything.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function refusedValue(
  documents: readonly TemplateDocument[],
  chosen: ChosenParameters,
): RefusedValue | undefined {
  for (const [parameter, value] of Object.entries(chosen)) {
    for (const document of documents) {
      const declared = document.entry('Parameters', parameter)?.value;
      if (!declared) continue;
      const body = resolveAlias(declared);
      const list = property(body, 'AllowedValues');
      const items = list ? itemsOf(resolveAlias(list)) : [];
      const allowed = items.flatMap((item) => asString(item) ?? []);
      if (allowed.length === 0 || allowed.length < items.length) continue;
      const type = asString(property(body, 'Type')) ?? 'String';
      const given = /List/.test(type) ? value.split(',').map((item) => item.trim()) : [value];
      const fits = (item: string): boolean => allowed.some((one) => isSame(one, item, type));
      if (!given.every(fits)) return { parameter, value, allowed };
    }
  }
  return undefined;
}

function isSame(left: string, right: string, type: string): boolean {
  if (left === right) return true;
  return /Number/.test(type) && right.trim() !== '' && Number(left) === Number(right);
}
