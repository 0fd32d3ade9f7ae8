import { asString, fn, property, sub, type Entry, type Fragment } from '../../template/index';
import {
  exportsOf,
  namePieces,
  piecesText,
  readString,
  soleOf,
  type NamePiece,
  type Topology,
} from '../../topology/index';
import { importedNames } from '../../topology/imported-names';
import { byNesting, ancestry } from './reach-by-nesting';
import { here, type Expression, type ReachContext, type Source } from './expression';

/**
 * Hands a value over by an export. Only where the importing document already imports something of the exporting one,
 * which proves that both are in one account and Region, and tells what the exporting stack is called there.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function byExport(context: ReachContext, source: Source, to: string): Expression | undefined {
  // A stack that nests the one of the source may be the one that exports.
  for (const { uri } of ancestry(context.topology, source.uri)) {
    const pair = pairOf(context.topology, uri, to);
    const name = pair && exportedAt(context, source, uri, pair);
    if (name) return { fragment: fn('Fn::ImportValue', written(name)), name: undefined };
  }
  return undefined;
}

/** The name, as it is imported, by which a template exports a value: one that is there, or a new one. */
function exportedAt(context: ReachContext, source: Source, uri: string, pair: Pair): readonly NamePiece[] | undefined {
  const { topology, newExports, exportNames } = context;
  const exports = namedExports(topology, uri);
  const known = [
    ...exports.filter(({ entry }) => isValue(topology, entry, source)),
    ...newExports.filter((one) => one.uri === uri && isSame(one.source, source)),
  ];
  for (const { pieces } of known) {
    const name = translated(pieces, pair);
    if (name) return name;
  }
  const value = source.uri === uri ? here(source) : byNesting(context, source, uri);
  if (!value || typeof value === 'string') return undefined;
  const label = `${source.logicalId}${source.attribute ?? 'Id'}`;
  const id = context.fresh(uri, label);
  const isTaken = (name: readonly NamePiece[]): boolean =>
    exportNames.has(`${uri} ${piecesText(name)}`) ||
    exports.some(({ pieces }) => piecesText(pieces) === piecesText(name));
  let [given, asked] = renamed(pair, label);
  for (let number = 2; isTaken(given); number++) [given, asked] = renamed(pair, `${label}${number}`);
  newExports.push({ uri, source, pieces: given });
  exportNames.add(`${uri} ${piecesText(given)}`);
  const document = topology.document(uri)!;
  context.supply({
    uri,
    logicalId: id,
    at: document.entries('Outputs')[0] ?? document.entries('Resources')[0]!,
    title: 'Export what the templates that import it need',
    exported: piecesText(given),
    apply: (write) => write(uri).addEntry('Outputs', id, { Value: value.fragment, Export: { Name: written(given) } }),
  });
  return asked;
}

/** One export and the import of it: how the exporting stack's names are written on the other side. */
interface Pair {
  readonly exported: readonly NamePiece[];
  readonly imported: readonly NamePiece[];
  /** What stands for the parameters of the one on the other side. */
  readonly slots: ReadonlyMap<string, readonly NamePiece[]>;
}

function pairOf(topology: Topology, exporting: string, importing: string): Pair | undefined {
  const document = topology.document(importing)!;
  for (const { name } of [document, ...topology.filesOf(importing)].flatMap(importedNames)) {
    const tie = topology.tieOf(name, importing);
    if (tie?.kind === 'tie' && tie.uri === exporting) return tie;
  }
  // A name that is written out is the same wherever it stands.
  const whole = namedExports(topology, exporting).find(
    ({ pieces: [only, ...rest] }) => rest.length === 0 && only?.kind === 'text' && document.text.includes(only.text),
  );
  return whole && { exported: whole.pieces, imported: whole.pieces, slots: new Map() };
}

interface NamedExport {
  readonly pieces: readonly NamePiece[];
  readonly entry: Entry;
}

function namedExports(topology: Topology, uri: string): readonly NamedExport[] {
  const document = topology.document(uri)!;
  return exportsOf(document).flatMap(({ name }): readonly NamedExport[] => {
    const value = readString(name.value);
    const pieces = value && namePieces(value, (part) => topology.resolve(part));
    const entry = document
      .entries('Outputs')
      .find(({ section, start, end }) => section === name.section && start <= name.start && name.end <= end);
    return pieces && entry ? [{ pieces, entry }] : [];
  });
}

/** True where an output always hands out this value. */
function isValue(topology: Topology, { value }: Entry, source: Source): boolean {
  const settled = soleOf(topology.resolve(readString(property(value, 'Value'))));
  return (
    asString(property(value, 'Condition')) === undefined &&
    settled?.kind === 'resource' &&
    settled.resource.uri === source.uri &&
    settled.resource.logicalId === source.logicalId &&
    settled.attribute === source.attribute
  );
}

function isSame(one: Source, other: Source): boolean {
  return one.uri === other.uri && one.logicalId === other.logicalId && one.attribute === other.attribute;
}

/** The name of another export of the same stack, as it is imported. */
function translated(pieces: readonly NamePiece[], { slots }: Pair): readonly NamePiece[] | undefined {
  const parts = pieces.map((piece) =>
    piece.kind === 'text' ? [piece] : (slots.get(piece.name) ?? (isAlikeEverywhere(piece) ? [piece] : undefined)),
  );
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function isAlikeEverywhere({ name }: { readonly name: string }): boolean {
  return name.startsWith('AWS::') && name !== 'AWS::StackName' && name !== 'AWS::StackId';
}

/** The name of a new export, on both sides: the last word of a known one replaced, or one added to it. */
function renamed({ exported, imported }: Pair, label: string): [readonly NamePiece[], readonly NamePiece[]] {
  const [last, other] = [exported.at(-1), imported.at(-1)];
  const tail = last?.kind === 'text' ? /^.*[-:]([^-:]*)$/s.exec(last.text)?.[1] : undefined;
  if (tail === undefined || other?.kind !== 'text' || !other.text.endsWith(tail))
    return [withTail(exported, '', `-${label}`), withTail(imported, '', `-${label}`)];
  return [withTail(exported, tail, label), withTail(imported, tail, label)];
}

function withTail(pieces: readonly NamePiece[], tail: string, label: string): readonly NamePiece[] {
  const last = pieces.at(-1);
  if (last?.kind !== 'text') return [...pieces, { kind: 'text', text: label }];
  return [...pieces.slice(0, -1), { kind: 'text', text: last.text.slice(0, last.text.length - tail.length) + label }];
}

function written(name: readonly NamePiece[]): Fragment {
  return name.every(({ kind }) => kind === 'text') ? piecesText(name) : sub(piecesText(name));
}
