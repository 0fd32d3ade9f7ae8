import {
  asString,
  entriesOf,
  itemsOf,
  property,
  resolveAlias,
  type Entry,
  type Node,
  type ScalarNode,
  type TemplateDocument,
} from '../template/index';

/** More resources than these are not made of the loops of one entry: CloudFormation allows 500 in a template. */
const maxMade = 500;
const maxDepth = 5;

/** The name of a loop that an entry of `Resources` is, such as `Fn::ForEach::Zones`. */
export function loopName(entry: Entry): string | undefined {
  const name = asString(entry.key);
  return name?.startsWith('Fn::ForEach::') ? name : undefined;
}

/**
 * The entries that a loop stands for, each with its spans in the body of the loop. `undefined` where the list that it
 * goes over is only known at deployment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandLoop(
  loop: Entry,
  document: TemplateDocument,
  chosen: ReadonlyMap<string, string>,
): readonly Entry[] | undefined {
  const made: Entry[] = [];
  return collect(loop, 0) ? made : undefined;

  function collect(entry: Entry, depth: number): boolean {
    const [identifier, collection, body] = itemsOf(entry.value);
    const name = asString(identifier);
    const values = collection && valuesOf(collection, document, chosen);
    if (name === undefined || !values || !body || depth > maxDepth) return false;
    for (const value of values) {
      for (const inner of bodyEntries(body)) {
        const next = replaceEntry(inner, { name, value });
        if (loopName(next) !== undefined) {
          if (!collect(next, depth + 1)) return false;
        } else made.push(next);
        if (made.length > maxMade) return false;
      }
    }
    return true;
  }
}

/** A body that holds nothing but another loop is read as a call of it. */
function bodyEntries(body: Node): readonly Entry[] {
  const node = resolveAlias(body);
  if (node?.kind === 'intrinsic' && node.key)
    return [{ key: node.key, value: node.argument, section: node.section, start: node.start, end: node.end }];
  return entriesOf(node);
}

/** The items of a list that is written out, or of a parameter whose value is known. */
function valuesOf(
  collection: Node,
  document: TemplateDocument,
  chosen: ReadonlyMap<string, string>,
): readonly string[] | undefined {
  const node = resolveAlias(collection);
  if (node?.kind === 'sequence') {
    const values = node.items.flatMap((item): readonly (string | undefined)[] => {
      const inner = resolveAlias(item);
      return inner?.kind === 'intrinsic' ? (valuesOf(inner, document, chosen) ?? [undefined]) : [asString(item)];
    });
    return values.every((value) => value !== undefined) ? values : undefined;
  }
  if (node?.kind !== 'intrinsic' || node.name !== 'Ref') return undefined;
  const name = asString(node.argument) ?? '';
  const parameter = document.entry('Parameters', name);
  const text = chosen.get(name) ?? asString(parameter && property(parameter.value, 'Default'));
  return parameter && text !== undefined ? text.split(',').map((part) => part.trim()) : undefined;
}

interface Replacement {
  readonly name: string;
  readonly value: string;
}

function replaceEntry(entry: Entry, by: Replacement): Entry {
  const key = replace(entry.key, by) as ScalarNode;
  const value = replace(entry.value, by);
  return key === entry.key && value === entry.value ? entry : { ...entry, key, value };
}

/** The node with the loop's variable filled in; the same node where it does not occur. */
function replace<N extends Node>(node: N, by: Replacement): Node {
  switch (node.kind) {
    case 'scalar':
      return filled(node, by);
    case 'mapping': {
      const entries = node.entries.map((entry) => replaceEntry(entry, by));
      return entries.every((entry, index) => entry === node.entries[index]) ? node : { ...node, entries };
    }
    case 'sequence': {
      const items = node.items.map((item) => replace(item, by));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    case 'intrinsic': {
      if (node.name === 'Ref' && asString(node.argument) === by.name) return textAt(node, by.value);
      const argument = replace(node.argument, by);
      return argument === node.argument ? node : { ...node, argument };
    }
    case 'alias':
      return node.target ? replace(node.target, by) : node;
  }
}

/** `${Name}` is the value, `&{Name}` the value without what a logical id may not hold. */
function filled(node: ScalarNode, { name, value }: Replacement): ScalarNode {
  if (typeof node.value !== 'string' || !node.value.includes(`{${name}}`)) return node;
  const text = node.value.replaceAll(`\${${name}}`, value).replaceAll(`&{${name}}`, value.replace(/[^A-Za-z0-9]/g, ''));
  return text === node.value ? node : textAt(node, text);
}

/** A text that stands nowhere: the whole place is all that can be pointed at. */
function textAt({ section, start, end }: Node, value: string): ScalarNode {
  return { kind: 'scalar', section, start, end, value, source: '', style: 'literal' };
}
