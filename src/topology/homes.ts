import type { TemplateDocument } from '../template/index';
import type { Scope } from './scope';

/** Whose names the functions in an OpenAPI file see. */
export interface Home {
  /** The template that includes the file; `undefined` where there is none, or not one alone. */
  readonly scope: Scope | undefined;
  /** Why look-ups in the file tell nothing, where `scope` is missing. */
  readonly because: string;
}

/** The homes of the OpenAPI files that templates of the set include. Files that none includes are not among them. */
export function findHomes(scopes: Iterable<Scope>, files: Iterable<TemplateDocument>): ReadonlyMap<string, Home> {
  const includers = new Map<string, { readonly scope: Scope; readonly functions: boolean }[]>();
  for (const scope of scopes)
    for (const [uri, functions] of scope.files)
      includers.set(uri, [...(includers.get(uri) ?? []), { scope, functions }]);
  const homes = new Map<string, Home>();
  for (const { uri } of files) {
    const found = includers.get(uri);
    if (!found) continue;
    const [only] = found;
    if (found.length > 1)
      homes.set(uri, {
        scope: undefined,
        because: 'several templates include this file, and each gives its names a meaning of its own',
      });
    else if (!only!.functions)
      homes.set(uri, {
        scope: undefined,
        because: 'this file is loaded as it is, and only AWS::Include works functions out',
      });
    else homes.set(uri, { scope: only!.scope, because: '' });
  }
  return homes;
}
