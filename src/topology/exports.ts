import type { TemplateDocument } from '../template/index';
import { namePieces, piecesText, sharedPseudos } from './export-name';
import { tieImports, type ImportTie, type Offer, type Untied } from './import-ties';
import { importedNames } from './imported-names';
import { readString } from './read-value';
import { exportsOf, type Scope } from './scope';
import type { Outcome, Settled } from './settled';
import type { Value } from './value';

/** The exports of a set of templates, found by the name under which they are imported. */
export interface Exports {
  /** The exported value, or `undefined` where no template at hand is known to export under this name. */
  find(name: Value<string>, settled: Settled<string>, importing: string): Value<string> | undefined;
  /** How the import of a name in a template is tied to an export, or why it is not; `undefined` where nothing fits. */
  tieOf(name: Value<string>, importing: string): ImportTie | Untied | undefined;
}

interface Exported extends Offer {
  readonly literal: string | undefined;
  readonly shape: string | undefined;
}

/**
 * Collects the exports of all templates. Names are the same where both are known and equal, or where both are put
 * together alike from parameters of the same names, as in `!Sub '${Environment}-nlb'`. Where neither holds, a name of
 * the same shape is taken to be the same when no other is possible: see `tieImports`. `documentAt` gives the OpenAPI
 * files at hand.
 */
export function collectExports(
  scopes: ReadonlyMap<string, Scope>,
  resolve: (value: Value<string> | undefined) => readonly Outcome<string>[],
  documentAt: (uri: string) => TemplateDocument | undefined,
): Exports {
  const byLiteral = new Map<string, Exported>();
  const byShape = new Map<string, Exported[]>();
  const offers: Offer[] = [];
  for (const { document } of scopes.values()) {
    for (const { name, value } of exportsOf(document)) {
      const written = readString(name.value);
      const read = readString(value.value);
      if (!written || !read) continue;
      const outcomes = resolve(written);
      const only = outcomes.length === 1 ? outcomes[0]!.value : undefined;
      const literal = only?.kind === 'literal' ? only.value : undefined;
      const shape = exportShape(written);
      const pieces = namePieces(written, resolve);
      const exported = { uri: document.uri, pieces: pieces ?? [], name, literal, shape, value: read };
      if (literal !== undefined) byLiteral.set(literal, exported);
      if (shape !== undefined) byShape.set(shape, [...(byShape.get(shape) ?? []), exported]);
      if (pieces) offers.push(exported);
    }
  }
  const proven = (
    name: Value<string>,
    settled: Settled<string> | undefined,
    importing: string,
  ): Exported | undefined => {
    const literal = settled?.kind === 'literal' ? settled.value : undefined;
    const known = literal === undefined ? undefined : byLiteral.get(literal);
    if (known) return known;
    const shape = exportShape(name);
    const alike = (shape === undefined ? undefined : byShape.get(shape))?.filter(
      // Two defaults that differ are two environments.
      (one) => one.uri !== importing && (one.literal === undefined || literal === undefined),
    );
    return alike?.length === 1 ? alike[0] : undefined;
  };
  const ties = new Map<string, ReadonlyMap<string, ImportTie | Untied>>();
  const tiesOf = (importing: string): ReadonlyMap<string, ImportTie | Untied> => {
    const known = ties.get(importing);
    if (known) return known;
    // What is asked for meanwhile is not tied: the name of an import does not hang on that import.
    ties.set(importing, new Map());
    const scope = scopes.get(importing);
    if (!scope || offers.length === 0) return ties.get(importing)!;
    const files = [...scope.files.keys()].flatMap((uri) => documentAt(uri) ?? []);
    const wanted = [scope.document, ...files].flatMap(importedNames).flatMap(({ name, at }) => {
      const pieces = namePieces(name, resolve);
      if (!pieces) return [];
      const outcomes = resolve(name);
      const sure = proven(name, outcomes.length === 1 ? outcomes[0]!.value : undefined, importing);
      return [{ pieces, at, ...(sure ? { sure } : {}) }];
    });
    const found = tieImports(
      wanted,
      offers.filter(({ uri }) => uri !== importing),
    );
    ties.set(importing, found);
    return found;
  };
  const tieOf = (name: Value<string>, importing: string): ImportTie | Untied | undefined => {
    const pieces = namePieces(name, resolve);
    return pieces && tiesOf(importing).get(piecesText(pieces));
  };
  return {
    find(name, settled, importing) {
      const sure = proven(name, settled, importing);
      if (sure) return sure.value;
      const tie = tieOf(name, importing);
      return tie?.kind === 'tie' ? tie.value : undefined;
    },
    tieOf,
  };
}

/** How a name is put together: `${Environment}-nlb`. `undefined` where it hangs on more than parameters, or on the stack's own name. */
export function exportShape(name: Value<string>): string | undefined {
  const parts = (name.kind === 'text' ? name.parts : [name]).map((part) => {
    if (part.kind === 'literal') return part.value;
    if (part.kind !== 'reference' || part.target.to !== 'name') return undefined;
    const { name: parameter } = part.target;
    return parameter.startsWith('AWS::') && !sharedPseudos.has(parameter) ? undefined : `\${${parameter}}`;
  });
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}
