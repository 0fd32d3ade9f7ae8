import type { Entry } from '../template/index';
import type { Span } from '../text/index';
import {
  tailOf,
  fitNames,
  piecesKey,
  piecesText,
  piecesWords,
  stackName,
  type NameFit,
  type NamePiece,
} from './export-name';
import type { Value } from './value';

/** One export of a template. */
export interface Offer {
  readonly uri: string;
  readonly pieces: readonly NamePiece[];
  /** The entry `Name` of the export. */
  readonly name: Entry;
  readonly value: Value<string>;
}

/** The name of an import. */
export interface Wanted {
  readonly pieces: readonly NamePiece[];
  readonly at: Span;
  /** The export that it surely names. */
  readonly sure?: Offer;
}

/** An import, and the one export that it can be. */
export interface ImportTie {
  readonly kind: 'tie';
  /** The template that exports. */
  readonly uri: string;
  readonly value: Value<string>;
  readonly exported: readonly NamePiece[];
  readonly imported: readonly NamePiece[];
  readonly slots: NameFit['slots'];
  /** True where the names are known to be the same; else the look-ups are taken to be what makes them so. */
  readonly isSure: boolean;
  readonly at: Span;
}

/** Exports have names of the shape of an import, and which of them it is nobody can tell. */
export interface Untied {
  readonly kind: 'untied';
  /** The templates that export such names. */
  readonly uris: readonly string[];
  /**
   * `several`: more than one export fits. `scattered`: what stands for one stack's name in several imports would have to be
   * several stacks. `repeated`: two names of stacks would have to be one stack.
   */
  readonly because: 'several' | 'scattered' | 'repeated';
  /** What would stand for the name of the stack, as messages write it. */
  readonly stacks: readonly string[];
}

interface Candidate {
  readonly offer: Offer;
  readonly fit: NameFit;
  /** What would be the name of the exporting stack. */
  readonly stack: Stack | undefined;
}

interface Stack {
  readonly key: string;
  readonly text: string;
  /** The piece, where it is one look-up and nothing else. */
  readonly alone: NamePiece | undefined;
}

interface Import extends Wanted {
  readonly candidates: readonly Candidate[];
}

/**
 * Ties the imports of one template to the exports of others, by the shape of the names: `${NetworkStack}-NlbArn` is
 * `${AWS::StackName}-NlbArn` of another template, where that is the only export that it can be and every import that
 * begins with `${NetworkStack}` can be an export of that same template. By the text of the imported name.
 */
export function tieImports(
  wanted: readonly Wanted[],
  offers: readonly Offer[],
): ReadonlyMap<string, ImportTie | Untied> {
  const imports = new Map<string, Import>();
  const byTail = new Map<string, Offer[]>();
  for (const offer of offers) {
    const tail = tailOf(offer.pieces);
    const same = byTail.get(tail);
    if (same) same.push(offer);
    else byTail.set(tail, [offer]);
  }
  for (const one of wanted) {
    const text = piecesText(one.pieces);
    if (!imports.has(text)) imports.set(text, { ...one, candidates: candidatesOf(one, byTail) });
  }
  const all = [...imports.values()];
  const templates = templatesByStack(all);
  const ties = new Map<string, ImportTie | Untied>();
  for (const [text, one] of imports) {
    const tie = tieOf(one, templates);
    if (tie) ties.set(text, tie);
  }
  return withoutRepeated(ties);
}

function candidatesOf({ pieces, sure }: Wanted, byTail: ReadonlyMap<string, readonly Offer[]>): readonly Candidate[] {
  const fits = (sure ? [sure] : endingAlike(pieces, byTail)).flatMap((offer): readonly Candidate[] => {
    const fit = fitNames(offer.pieces, pieces);
    if (!fit || (fit.slots.size === 0 && !sure)) return [];
    const span = fit.slots.get(stackName);
    const alone = span?.length === 1 && span[0]!.kind === 'name' ? span[0] : undefined;
    return [{ offer, fit, stack: span && { key: piecesKey(span), text: piecesWords(span), alone } }];
  });
  // A name that is put together alike is nearer than one in which a look-up stands for a part of a text.
  const plain = fits.filter(({ fit }) => fit.isPlain);
  return plain.length > 0 ? plain : fits;
}

/** The exports that end with the text that the name ends with, or a part of it. */
function endingAlike(pieces: readonly NamePiece[], byTail: ReadonlyMap<string, readonly Offer[]>): readonly Offer[] {
  const tail = tailOf(pieces);
  const alike = [...tail, ''].flatMap((_, from) => byTail.get(tail.slice(from)) ?? []);
  // The value of a parameter may make up more of the end.
  if (!pieces.some((piece) => piece.kind === 'name' && piece.known !== undefined)) return alike;
  const longer = [...byTail].filter(([other]) => other.length > tail.length && other.endsWith(tail));
  return [...alike, ...longer.flatMap(([, offers]) => offers)];
}

/** The templates that export what every import wants that names the same stack, by that name. */
function templatesByStack(imports: readonly Import[]): ReadonlyMap<string, ReadonlySet<string>> {
  const stacks = new Map(
    imports.flatMap(({ candidates }) =>
      candidates.flatMap(({ stack }) => (stack ? [[stack.key, stack] as const] : [])),
    ),
  );
  return new Map(
    [...stacks].map(([key, stack]) => {
      const named = imports.filter(
        ({ candidates, pieces }) =>
          candidates.some((one) => one.stack?.key === key) ||
          (stack.alone !== undefined && pieces[0] !== undefined && piecesKey([pieces[0]]) === key),
      );
      const sets = named.map(({ candidates }) => new Set(candidates.map(({ offer }) => offer.uri)));
      const [first, ...rest] = sets;
      return [key, new Set([...(first ?? [])].filter((uri) => rest.every((set) => set.has(uri))))];
    }),
  );
}

function tieOf(
  { pieces, at, sure, candidates }: Import,
  templates: ReadonlyMap<string, ReadonlySet<string>>,
): ImportTie | Untied | undefined {
  if (candidates.length === 0) return undefined;
  const stack = candidates.find((one) => one.stack)?.stack;
  const uris = [...new Set(candidates.map(({ offer }) => offer.uri))];
  const possible = sure ? candidates : candidates.filter((one) => isPossible(one, templates));
  const [only] = possible;
  if (!only || possible.length > 1) {
    const isScattered = !only && uris.length === 1;
    const isSpread = stack !== undefined && (templates.get(stack.key)?.size ?? 0) === 0;
    return {
      kind: 'untied',
      uris,
      because: isScattered || isSpread ? 'scattered' : 'several',
      stacks: stack ? [stack.text] : [],
    };
  }
  const { offer, fit } = only;
  const { uri, value, pieces: exported } = offer;
  return { kind: 'tie', uri, value, exported, imported: pieces, slots: fit.slots, isSure: sure !== undefined, at };
}

/** True when what stands for the stack's name stands for it in all imports, and that stack is of this one template. */
function isPossible({ offer, fit, stack }: Candidate, templates: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const names = stack ? [stack.key] : [...fit.slots.values()].map(piecesKey).filter((key) => templates.has(key));
  return names.every((key) => {
    const named = templates.get(key);
    return named?.size === 1 && named.has(offer.uri);
  });
}

/**
 * One export that is imported by two names of stacks is an export of two stacks made of one template, and so is a
 * template that stands for two stacks whose names are known.
 */
function withoutRepeated(ties: ReadonlyMap<string, ImportTie | Untied>): ReadonlyMap<string, ImportTie | Untied> {
  const tied = [...ties.values()].flatMap((tie) => {
    const stack = tie.kind === 'tie' ? tie.slots.get(stackName) : undefined;
    return tie.kind === 'tie' && stack ? [{ tie, stack, key: piecesKey(stack) }] : [];
  });
  const byTemplate = new Map<string, typeof tied>();
  for (const one of tied) byTemplate.set(one.tie.uri, [...(byTemplate.get(one.tie.uri) ?? []), one]);
  const repeated = new Map(
    [...byTemplate].flatMap(([uri, here]) =>
      isRepeated(here) ? [[uri, [...new Set(here.map(({ stack }) => piecesWords(stack)))]] as const] : [],
    ),
  );
  return new Map(
    [...ties].map(([text, tie]): readonly [string, ImportTie | Untied] => {
      const stacks = tie.kind === 'tie' && !tie.isSure && tie.slots.has(stackName) ? repeated.get(tie.uri) : undefined;
      return stacks && tie.kind === 'tie'
        ? [text, { kind: 'untied', uris: [tie.uri], because: 'repeated', stacks }]
        : [text, tie];
    }),
  );
}

function isRepeated(ties: readonly { readonly tie: ImportTie; readonly key: string }[]): boolean {
  const keys = new Set(ties.map(({ key }) => key));
  if (keys.size < 2) return false;
  if ([...keys].filter((key) => !key.includes('${')).length > 1) return true;
  const byExport = new Map<unknown, string>();
  return ties.some(({ tie, key }) => {
    const other = byExport.get(tie.value);
    byExport.set(tie.value, key);
    return other !== undefined && other !== key;
  });
}
