/** A change of files that belong together. */
export interface JointChange {
  readonly files: readonly { readonly uri: string }[];
}

/** What the user made of changes that could be taken in parts. */
export interface Applied<C extends JointChange> {
  readonly whole: readonly C[];
  readonly untouched: readonly C[];
  /** Changes of which only some files, or only some edits of a file, were taken. */
  readonly half: readonly { readonly changed: readonly string[]; readonly left: readonly string[] }[];
}

/** What was taken of a file's edits. */
export type Taken = 'all' | 'some' | 'none';

/** Tells apart what was applied. `takenOf` says how much of a file's edits was taken. */
export function judgeApplied<C extends JointChange>(
  changes: readonly C[],
  takenOf: (uri: string) => Taken,
): Applied<C> {
  const judged = changes.map((change) => {
    const uris = change.files.map(({ uri }) => uri);
    const isEach = (taken: Taken): boolean => uris.every((uri) => takenOf(uri) === taken);
    return {
      change,
      state: isEach('all') ? 'whole' : isEach('none') ? 'untouched' : 'half',
      changed: uris.filter((uri) => takenOf(uri) !== 'none'),
      left: uris.filter((uri) => takenOf(uri) === 'none'),
    };
  });
  const changesIn = (wanted: string): readonly C[] =>
    judged.filter(({ state }) => state === wanted).map(({ change }) => change);
  return {
    whole: changesIn('whole'),
    untouched: changesIn('untouched'),
    half: judged.filter(({ state }) => state === 'half').map(({ changed, left }) => ({ changed, left })),
  };
}
