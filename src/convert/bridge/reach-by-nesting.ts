import { asString, getAtt, property, resolveAlias, type MappingNode } from '../../template/index';
import {
  nestedUri,
  readString,
  soleOf,
  type NestedStack,
  type Settled,
  type Topology,
  type Value,
} from '../../topology/index';
import { dependsOn } from './dependencies';
import { here, type Expression, type ReachContext, type Source } from './expression';

/**
 * Hands a value up by outputs and down by parameters of nested stacks. `undefined` where the two documents are not in
 * one tree of stacks, a string where they are and it cannot be done.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html
 */
export function byNesting(context: ReachContext, source: Source, to: string): Expression | string | undefined {
  const up = ancestry(context.topology, source.uri);
  const down = ancestry(context.topology, to);
  const common = up.findIndex(({ uri }) => down.some((one) => one.uri === uri));
  const meeting = up[common];
  if (!meeting) return undefined;
  const below = down
    .slice(
      0,
      down.findIndex(({ uri }) => uri === meeting.uri),
    )
    .reverse();
  const first = common > 0 ? up[common - 1]!.stack : undefined;
  const target = below[0]?.stack;
  if (first && target && dependsOn(context.topology.document(first.uri)!, first.logicalId, target.logicalId))
    return `"${first.logicalId}" needs "${target.logicalId}" to be there first, and a value the other way round would be a circle`;
  let value = here(source);
  let from: Source = source;
  for (const { stack } of up.slice(0, common)) {
    const output = outputFor(context, from, value);
    from = { uri: stack!.uri, logicalId: stack!.logicalId, attribute: `Outputs.${output}`, condition: undefined };
    value = { fragment: getAtt(stack!.logicalId, `Outputs.${output}`), name: `${stack!.logicalId}.Outputs.${output}` };
  }
  for (const { stack, uri } of below) {
    const passed = parameterFor(context, stack!, uri, from, source, value);
    if (typeof passed === 'string') return passed;
    from = { uri, logicalId: passed.name!, attribute: undefined, condition: undefined };
    value = passed;
  }
  return value;
}

/** A document and the stack that nests it, then the document with that stack, and so on up to the root. */
export function ancestry(topology: Topology, uri: string): readonly { uri: string; stack: NestedStack | undefined }[] {
  const path: { uri: string; stack: NestedStack | undefined }[] = [];
  for (let current: string | undefined = uri; current !== undefined && path.length < 20;) {
    const at: string = current;
    const parents: readonly NestedStack[] = topology.ofKind('nested-stack').filter((stack) => nestedUri(stack) === at);
    const stack = parents.length === 1 ? parents[0] : undefined;
    path.push({ uri: at, stack });
    current = stack?.uri;
  }
  return path;
}

/** The output of a child that already has this value, or a new one. */
function outputFor(context: ReachContext, source: Source, value: Expression): string {
  const document = context.topology.document(source.uri)!;
  for (const entry of document.entries('Outputs')) {
    const written = readString(property(entry.value, 'Value'));
    if (isSource(soleOf(context.topology.resolve(written)), source)) return asString(entry.key)!;
  }
  const name = context.fresh(source.uri, `${source.logicalId}${(source.attribute ?? 'Id').replace('Outputs.', '')}`);
  context.supply({
    uri: source.uri,
    logicalId: name,
    at: document.entries('Outputs')[0] ?? document.entries('Resources')[0]!,
    title: 'Hand out values to the template that nests this one',
    exported: undefined,
    apply: (write) => write(source.uri).addEntry('Outputs', name, { Value: value.fragment }),
  });
  return name;
}

/** The parameter of a child that already gets this value, or a new one. */
function parameterFor(
  { topology, fresh, supply }: ReachContext,
  stack: NestedStack,
  uri: string,
  from: Source,
  origin: Source,
  value: Expression,
): Expression | string {
  const given = stack.parameters?.entries.find(
    ({ value: passed }) => isSource(soleOf(topology.resolve(passed)), origin) || isWritten(passed, from),
  );
  if (given) return here({ logicalId: given.key, attribute: undefined });
  const { properties } = stack;
  const written = properties && property(properties, 'Parameters');
  const parameters = resolveAlias(written);
  if (!properties || (written && parameters?.kind !== 'mapping'))
    return `the Parameters of "${stack.logicalId}" are not written as a mapping`;
  const name = fresh(uri, `${origin.logicalId}${origin.attribute ?? 'Id'}`);
  const document = topology.document(uri)!;
  supply({
    uri,
    logicalId: name,
    at: document.entries('Parameters')[0] ?? document.entries('Resources')[0]!,
    title: 'Pass values to the nested template',
    exported: undefined,
    apply: (write) => {
      write(uri).addEntry('Parameters', name, { Type: 'String' });
      const editor = write(stack.uri);
      if (parameters) editor.setEntry(parameters as MappingNode, name, value.fragment);
      else editor.setEntry(properties, 'Parameters', { [name]: value.fragment });
    },
  });
  return here({ logicalId: name, attribute: undefined });
}

function isSource(settled: Settled<string> | undefined, source: Source): boolean {
  if (settled?.kind !== 'resource') return false;
  const { resource, attribute } = settled;
  return resource.uri === source.uri && resource.logicalId === source.logicalId && attribute === source.attribute;
}

function isWritten(value: Value<string>, { logicalId, attribute }: Source): boolean {
  return (
    value.kind === 'reference' &&
    value.target.to === 'attribute' &&
    value.target.logicalId === logicalId &&
    value.target.attribute === attribute
  );
}
