import { asString, fn, property, type TemplateDocument } from '../../template/index';
import { exportsOf, readString, soleOf } from '../../topology/index';
import { here, type Expression, type ReachContext, type Source } from './expression';

/**
 * Hands a value over by an export. Only where the importing document already imports something of the exporting one
 * by a literal name, which proves that both are in one account and Region.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function byExport(context: ReachContext, source: Source, to: string): Expression | undefined {
  const exporting = context.topology.document(source.uri)!;
  const importing = context.topology.document(to)!;
  const names = literalExports(exporting);
  const used = names.find(({ name }) => importing.text.includes(name));
  if (!used) return undefined;
  const same = names.find(({ name, entry }) => {
    const settled = soleOf(context.topology.resolve(readString(property(entry, 'Value'))));
    return (
      importing.text.includes(name) &&
      settled?.kind === 'resource' &&
      settled.resource.uri === source.uri &&
      settled.resource.logicalId === source.logicalId &&
      settled.attribute === source.attribute
    );
  });
  if (same) return imported(same.name);
  const label = `${source.logicalId}${source.attribute ?? 'Id'}`;
  const id = context.fresh(source.uri, label);
  const name = `${/^(.*[-:])[^-:]*$/.exec(used.name)?.[1] ?? `${used.name}-`}${label}`;
  context.supply({
    uri: source.uri,
    logicalId: id,
    at: exporting.entries('Outputs')[0] ?? exporting.entries('Resources')[0]!,
    note: `The new export "${name}" must be deployed before the template that imports it.`,
    apply: (write) =>
      write(source.uri).addEntry('Outputs', id, { Value: here(source).fragment, Export: { Name: name } }),
  });
  return imported(name);
}

function imported(name: string): Expression {
  return { fragment: fn('Fn::ImportValue', name), name: undefined };
}

function literalExports(document: TemplateDocument) {
  return exportsOf(document).flatMap(({ name }) => {
    const text = asString(name.value);
    const entry = document
      .entries('Outputs')
      .find(({ section, start, end }) => section === name.section && start <= name.start && name.end <= end);
    return text === undefined || !entry ? [] : [{ name: text, entry: entry.value }];
  });
}
