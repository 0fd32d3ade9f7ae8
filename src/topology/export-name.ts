import { soleOf, type Outcome } from './settled';
import type { Value } from './value';

/** One piece of the name of an export or an import. Texts beside each other are one piece. */
export type NamePiece = TextPiece | NameOf;

interface TextPiece {
  readonly kind: 'text';
  readonly text: string;
}

/** A parameter or a pseudo parameter in a name. */
export interface NameOf {
  readonly kind: 'name';
  readonly name: string;
  /** What it stands for, where that is known. */
  readonly known: string | undefined;
  /** Equal for pieces that surely stand for the same. */
  readonly key: string;
}

/** What the parameters and pseudo parameters of an exporting name stand for on the importing side, by their names. */
export interface NameFit {
  readonly slots: ReadonlyMap<string, readonly NamePiece[]>;
  /** True where each of them is one look-up or written out, and no mixture of both. */
  readonly isPlain: boolean;
}

/** Pseudo parameters that are alike in all stacks that can import from each other: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html */
export const sharedPseudos: ReadonlySet<string> = new Set([
  'AWS::Region',
  'AWS::AccountId',
  'AWS::Partition',
  'AWS::URLSuffix',
]);

/** The name of the stack itself: what an exporting template puts in front of its names, so that they are unique. */
export const stackName = 'AWS::StackName';

/** More ways than these to lay two names over each other are not tried. */
const maxTries = 2000;

/** The pieces of a name; `undefined` where it hangs on more than text, parameters and pseudo parameters. */
export function namePieces(
  name: Value<string>,
  resolve: (value: Value<string>) => readonly Outcome<string>[],
): readonly NamePiece[] | undefined {
  const pieces: NamePiece[] = [];
  for (const part of name.kind === 'text' ? name.parts : [name]) {
    const piece = pieceOf(part, resolve);
    if (!piece) return undefined;
    const last = pieces.at(-1);
    if (last?.kind === 'text' && piece.kind === 'text')
      pieces[pieces.length - 1] = { kind: 'text', text: last.text + piece.text };
    else pieces.push(piece);
  }
  return pieces;
}

function pieceOf(
  part: Value<string>,
  resolve: (value: Value<string>) => readonly Outcome<string>[],
): NamePiece | undefined {
  if (part.kind === 'literal') return { kind: 'text', text: part.value };
  const settled = soleOf(resolve(part));
  const known = settled?.kind === 'literal' ? settled.value : undefined;
  if (part.kind === 'reference' && part.target.to === 'name') {
    const { name } = part.target;
    if (name.startsWith('AWS::')) return { kind: 'name', name, known: undefined, key: name };
    if (known !== undefined) return { kind: 'name', name, known, key: `literal ${known}` };
    return settled?.kind === 'external' ? { kind: 'name', name, known, key: settled.key } : undefined;
  }
  return known === undefined ? undefined : { kind: 'text', text: known };
}

/** The text that a name ends with; empty where that is a look-up. */
export function tailOf(pieces: readonly NamePiece[]): string {
  const last = pieces.at(-1);
  return last?.kind === 'text' ? last.text : '';
}

/** The pieces as they are written for `Fn::Sub`: `${NetworkStack}-NlbArn`. */
export function piecesText(pieces: readonly NamePiece[]): string {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : `\${${piece.name}}`)).join('');
}

/** The same for a message, where one look-up is called by its name. */
export function piecesWords(pieces: readonly NamePiece[]): string {
  const [only] = pieces;
  return `"${pieces.length === 1 && only!.kind === 'name' ? only!.name : piecesText(pieces)}"`;
}

/** Equal for pieces that surely stand for the same text. */
export function piecesKey(pieces: readonly NamePiece[]): string {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : (piece.known ?? `\${${piece.key}}`))).join('');
}

/**
 * Lays the name of an import over that of an export: text over equal text, and something over each parameter and pseudo
 * parameter of the export. `undefined` where that cannot be, or what is known on both sides differs.
 */
export function fitNames(exported: readonly NamePiece[], imported: readonly NamePiece[]): NameFit | undefined {
  const [wanted, given] = [exploded(exported), exploded(imported)];
  const slots = new Map<string, readonly NamePiece[]>();
  let tries = 0;
  const lay = (x: number, y: number): boolean => {
    if (++tries > maxTries) return false;
    const slot = wanted[x];
    if (!slot) return y === given.length;
    const first = given[y];
    if (!first) return false;
    if (slot.kind === 'text') {
      if (first.kind === 'text') return first.text === slot.text && lay(x + 1, y + 1);
      const { known } = first;
      const ahead = known ? wanted.slice(x, x + known.length) : [];
      const isSame = ahead.length > 0 && ahead.every((one) => one.kind === 'text') && textIn(ahead) === known;
      return isSame && lay(x + ahead.length, y + 1);
    }
    const before = slots.get(slot.name);
    for (let end = y + 1; end <= given.length; end++) {
      const span = given.slice(y, end);
      if (!canStandFor(slot, span) || (before && piecesKey(before) !== piecesKey(span))) continue;
      slots.set(slot.name, span);
      if (lay(x + 1, end)) return true;
    }
    if (before) slots.set(slot.name, before);
    else slots.delete(slot.name);
    return false;
  };
  if (!lay(0, 0)) return undefined;
  const merged = new Map([...slots].map(([name, span]) => [name, imploded(span)]));
  return { slots: merged, isPlain: [...merged.values()].every((span) => span.length === 1) };
}

/** Whether part of an importing name may be what a parameter or pseudo parameter stands for in the exporting stack. */
function canStandFor(slot: NameOf, span: readonly NamePiece[]): boolean {
  const alone = span.length === 1 ? span[0]! : undefined;
  // The importing stack is another one, so that its own name is never part of a name that the exporting one makes.
  if (span.some((piece) => piece.kind === 'name' && piece.name === stackName)) return false;
  if (slot.name === stackName) {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
    const letters = span.map((piece) => (piece.kind === 'text' ? piece.text : 'x')).join('');
    return /^[A-Za-z][-A-Za-z0-9]*$/.test(letters) && !(alone?.kind === 'name' && sharedPseudos.has(alone.name));
  }
  if (sharedPseudos.has(slot.name))
    return alone?.kind === 'name' ? !alone.name.startsWith('AWS::') || alone.name === slot.name : isText(span);
  if (slot.name.startsWith('AWS::')) return false;
  // A parameter of the exporting side may be anything, so that what is written out is no sign of it.
  const isKnown = span.every((piece) => piece.kind === 'text' || piece.known !== undefined);
  if (isKnown && slot.known !== undefined) return piecesKey(span) === slot.known;
  return alone?.kind === 'name';
}

function isText(span: readonly NamePiece[]): boolean {
  return span.every(({ kind }) => kind === 'text');
}

/** One piece for each character. */
function exploded(pieces: readonly NamePiece[]): readonly NamePiece[] {
  return pieces.flatMap((piece): readonly NamePiece[] =>
    piece.kind === 'text' ? [...piece.text].map((text) => ({ kind: 'text', text })) : [piece],
  );
}

function imploded(pieces: readonly NamePiece[]): readonly NamePiece[] {
  const whole: NamePiece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (last?.kind === 'text' && piece.kind === 'text')
      whole[whole.length - 1] = { kind: 'text', text: last.text + piece.text };
    else whole.push(piece);
  }
  return whole;
}

function textIn(pieces: readonly NamePiece[]): string {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
}
