import { fn, intrinsics, property, sub, type Fragment, type Node, type TemplateDocument } from '../../template/index';
import { exportShape, exportsOf, readString, soleOf } from '../../topology/index';
import { here, type Expression, type ReachContext, type Source } from './expression';

/**
 * Hands a value over by an export. Only where the importing document already imports something of the exporting one
 * by a name that is surely the same, which proves that both are in one account and Region.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function byExport(context: ReachContext, source: Source, to: string): Expression | undefined {
  const exporting = context.topology.document(source.uri)!;
  const importing = context.topology.document(to)!;
  const names = namedExports(exporting);
  const imports = new Set(importsOf(importing));
  const isImported = ({ name, isLiteral }: NamedExport): boolean =>
    imports.has(name) || (isLiteral && importing.text.includes(name));
  const used = names.find(isImported);
  if (!used) return undefined;
  const same = names.find((one) => {
    const settled = soleOf(context.topology.resolve(readString(property(one.entry, 'Value'))));
    return (
      isImported(one) &&
      settled?.kind === 'resource' &&
      settled.resource.uri === source.uri &&
      settled.resource.logicalId === source.logicalId &&
      settled.attribute === source.attribute
    );
  });
  if (same) return imported(same.name, same.isLiteral);
  const label = `${source.logicalId}${source.attribute ?? 'Id'}`;
  const id = context.fresh(source.uri, label);
  const name = `${/^(.*[-:])[^-:]*$/.exec(used.name)?.[1] ?? `${used.name}-`}${label}`;
  context.supply({
    uri: source.uri,
    logicalId: id,
    at: exporting.entries('Outputs')[0] ?? exporting.entries('Resources')[0]!,
    note: `The new export "${name}" must be deployed before the template that imports it.`,
    apply: (write) =>
      write(source.uri).addEntry('Outputs', id, {
        Value: here(source).fragment,
        Export: { Name: nameFragment(name, used.isLiteral) },
      }),
  });
  return imported(name, used.isLiteral);
}

function imported(name: string, isLiteral: boolean): Expression {
  return { fragment: fn('Fn::ImportValue', nameFragment(name, isLiteral)), name: undefined };
}

function nameFragment(name: string, isLiteral: boolean): Fragment {
  return isLiteral ? name : sub(name);
}

/** The names under which a document imports values, written as for `Fn::Sub`. */
function importsOf(document: TemplateDocument): readonly string[] {
  return document.sections
    .flatMap(({ entry }) => (entry ? intrinsics(entry.value) : []))
    .flatMap((node) => {
      const name = node.name === 'Fn::ImportValue' ? readString(node.argument) : undefined;
      return (name && exportShape(name)) ?? [];
    });
}

interface NamedExport {
  /** Written as for `Fn::Sub`. */
  readonly name: string;
  readonly isLiteral: boolean;
  readonly entry: Node;
}

function namedExports(document: TemplateDocument): readonly NamedExport[] {
  return exportsOf(document).flatMap(({ name }) => {
    const written = readString(name.value);
    const text = written && exportShape(written);
    const entry = document
      .entries('Outputs')
      .find(({ section, start, end }) => section === name.section && start <= name.start && name.end <= end);
    return !written || text === undefined || !entry
      ? []
      : [{ name: text, isLiteral: written.kind === 'literal', entry: entry.value }];
  });
}
