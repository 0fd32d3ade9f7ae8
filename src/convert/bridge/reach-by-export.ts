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
import { here, type Expression, type ReachContext, type Source } from './expression';

/**
 * Hands a value over by an export. Only where the importing document already imports something of the exporting one,
 * which proves that both are in one account and Region, and tells what the exporting stack is called there.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function byExport(context: ReachContext, source: Source, to: string): Expression | undefined {
  const { topology } = context;
  const pair = pairOf(topology, source.uri, to);
  if (!pair) return undefined;
  const exports = namedExports(topology, source.uri);
  for (const { entry, pieces } of exports) {
    const name = isValue(topology, entry, source) ? translated(pieces, pair) : undefined;
    if (name) return imported(name);
  }
  const label = `${source.logicalId}${source.attribute ?? 'Id'}`;
  const id = context.fresh(source.uri, label);
  const taken = new Set(exports.map(({ pieces }) => piecesText(pieces)));
  let [given, asked] = renamed(pair, label);
  for (let number = 2; taken.has(piecesText(given)); number++) [given, asked] = renamed(pair, `${label}${number}`);
  const document = topology.document(source.uri)!;
  context.supply({
    uri: source.uri,
    logicalId: id,
    at: document.entries('Outputs')[0] ?? document.entries('Resources')[0]!,
    note: `The new export "${piecesText(given)}" must be deployed before the template that imports it.`,
    apply: (write) =>
      write(source.uri).addEntry('Outputs', id, {
        Value: here(source).fragment,
        Export: { Name: written(given) },
      }),
  });
  return imported(asked);
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

function imported(name: readonly NamePiece[]): Expression {
  return { fragment: fn('Fn::ImportValue', written(name)), name: undefined };
}

function written(name: readonly NamePiece[]): Fragment {
  return name.every(({ kind }) => kind === 'text') ? piecesText(name) : sub(piecesText(name));
}
