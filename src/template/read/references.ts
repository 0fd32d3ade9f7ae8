import type { Section, Span } from '../../text/index';
import type { TemplateSection } from '../document';
import type { Entry, IntrinsicNode, MappingNode, Node, ScalarNode } from '../node';
import { charactersOf } from './characters';
import { readGetAtt } from './get-att';
import { subParts } from './sub';
import { walk } from './walk';

/** How a name is used. */
export type ReferenceKind = 'Ref' | 'Fn::GetAtt' | 'Fn::Sub' | 'DependsOn' | 'Condition';

/** A place that names a resource, a parameter or a condition. */
export interface Reference {
  readonly kind: ReferenceKind;
  /** The logical id, without attribute. Pseudo parameters such as `AWS::Region` are names too. */
  readonly name: string;
  /** Exactly the characters of the name, so that a rename can replace them; the whole scalar where escapes hide them. */
  readonly at: Span;
  /** The key below the top level that the reference stands under: a logical id, as a rule. */
  readonly owner: string | undefined;
}

const cache = new WeakMap<Section, readonly Reference[]>();

/** Every reference in a section, in the order of the text. What stands behind an alias is found where it is written. */
export function references(section: TemplateSection): readonly Reference[] {
  const known = cache.get(section);
  if (known) return known;
  const found: Reference[] = [];
  const [top, id] = section.path;
  for (const entry of section.entry ? [section.entry] : (section.undivided ?? [])) {
    if (id !== undefined) inEntry(top, id, entry.value, found);
    else inTop(String(entry.key.value), entry, found);
  }
  cache.set(section, found);
  return found;
}

function inTop(top: string, { value }: Entry, found: Reference[]): void {
  if (value.kind !== 'mapping') return inEntry(top, undefined, value, found);
  for (const { key, value: child } of value.entries) inEntry(top, String(key.value), child, found);
}

function inEntry(top: string, owner: string | undefined, value: Node, found: Reference[]): void {
  const add = (kind: ReferenceKind, scalar: ScalarNode, from: number, to: number): void => {
    const name = textOf(scalar).slice(from, to);
    if (name !== '') found.push({ kind, name, at: charactersOf(scalar).span(from, to), owner });
  };
  const hasAttributes = top === 'Resources' || top === 'Outputs';
  const inLoop = owner?.startsWith('Fn::ForEach::') ?? false;
  walk(value, (node) => {
    if (node.kind === 'intrinsic') inFunction(node, add, (reference) => found.push({ ...reference, owner }));
    if (node.kind === 'mapping' && hasAttributes && (node === value || (inLoop && isResource(node))))
      inAttributes(node, add);
  });
}

function isResource({ entries }: MappingNode): boolean {
  return entries.some(({ key }) => key.value === 'Type');
}

type Add = (kind: ReferenceKind, scalar: ScalarNode, from: number, to: number) => void;

function inFunction(node: IntrinsicNode, add: Add, push: (reference: Omit<Reference, 'owner'>) => void): void {
  const whole = (kind: ReferenceKind, scalar: Node | undefined): void => {
    if (scalar?.kind === 'scalar') add(kind, scalar, 0, textOf(scalar).length);
  };
  if (node.name === 'Ref') whole('Ref', node.argument);
  else if (node.name === 'Condition') whole('Condition', node.argument);
  else if (node.name === 'Fn::If')
    whole('Condition', node.argument.kind === 'sequence' ? node.argument.items[0] : undefined);
  else if (node.name === 'Fn::GetAtt') {
    const target = readGetAtt(node);
    if (target && target.idSpan.section === node.section)
      push({ kind: 'Fn::GetAtt', name: target.logicalId, at: target.idSpan });
  } else if (node.name === 'Fn::Sub') {
    const sub = subParts(node);
    for (const part of sub?.parts ?? []) {
      if (part.kind === 'literal' || sub!.variables.has(part.name) || part.nameAt.section !== node.section) continue;
      const dot = part.name.indexOf('.');
      const name = dot < 0 ? part.name : part.name.slice(0, dot);
      const { start, end } = part.nameAt;
      const exact = end - start === part.name.length;
      if (name !== '')
        push({ kind: 'Fn::Sub', name, at: exact ? { ...part.nameAt, end: start + name.length } : part.nameAt });
    }
  }
}

/** `DependsOn` and `Condition` beside the `Type` of a resource, and the `Condition` of an output. */
function inAttributes(node: MappingNode, add: Add): void {
  for (const { key, value } of node.entries) {
    const named = value.kind === 'sequence' ? value.items : [value];
    if (key.value === 'DependsOn') {
      for (const each of named) if (each.kind === 'scalar') add('DependsOn', each, 0, textOf(each).length);
    } else if (key.value === 'Condition' && value.kind === 'scalar') add('Condition', value, 0, textOf(value).length);
  }
}

function textOf({ value, source }: ScalarNode): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : source;
}
