import { asString, intrinsics, itemsOf, property, resolveAlias, type TemplateSection } from '../../template/index';
import type { Topology } from '../topology';

/** A value that a parameter may take instead of the one that is known. */
export interface Choice {
  readonly parameter: string;
  readonly value: string;
}

/** A template with more stages than these is checked for the first ones only. */
const maxChoices = 8;

/**
 * The other values of the parameters that pick from `Mappings`, such as the stage in `!FindInMap [Ports, !Ref Stage, Alb]`:
 * each stands for a deployment of its own. Only allowed values are known, and no value that somebody chose is changed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html
 */
export function mappingChoices(topology: Topology): readonly Choice[] {
  const choices = topology.documents.flatMap((document) => {
    const names = new Set(document.sections.flatMap((section) => mapKeys(section)));
    return [...names].flatMap((parameter): readonly Choice[] => {
      const body = document.entry('Parameters', parameter)?.value;
      if (!body || Object.hasOwn(topology.chosen, parameter)) return [];
      const declared = resolveAlias(body);
      const list = property(declared, 'AllowedValues');
      const known = asString(property(declared, 'Default'));
      return (list ? itemsOf(resolveAlias(list)) : []).flatMap((item): readonly Choice[] => {
        const value = asString(item);
        return value === undefined || value === known ? [] : [{ parameter, value }];
      });
    });
  });
  return choices.slice(0, maxChoices);
}

const keys = new WeakMap<TemplateSection, readonly string[]>();

/** The parameters that pick from a map in a resource. */
function mapKeys(section: TemplateSection): readonly string[] {
  const known = keys.get(section);
  if (known) return known;
  const isCandidate = section.path[0] === 'Resources' && section.text.includes('FindInMap');
  const entries = isCandidate && section.entry ? [section.entry] : [];
  const found = entries.flatMap(({ value }) =>
    intrinsics(value).flatMap(({ name, argument }) =>
      name === 'Fn::FindInMap'
        ? intrinsics(argument).flatMap((inner) => referenced(inner.name, asString(inner.argument)))
        : [],
    ),
  );
  keys.set(section, found);
  return found;
}

function referenced(name: string, argument: string | undefined): readonly string[] {
  const parameter =
    name === 'Ref' ? argument : name === 'Fn::Sub' ? /^\$\{(\w+)\}$/.exec(argument ?? '')?.[1] : undefined;
  return parameter === undefined ? [] : [parameter];
}
