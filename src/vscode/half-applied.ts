/** A change of files that belong together. */
export interface JointChange {
  readonly files: readonly { readonly uri: string }[];
}

/** What the user made of changes that could be taken in parts. */
export interface Applied<C extends JointChange> {
  readonly whole: readonly C[];
  readonly untouched: readonly C[];
  /** Changes of which only some files were taken. */
  readonly half: readonly { readonly changed: readonly string[]; readonly left: readonly string[] }[];
}

/** Tells apart what was applied. `isChanged` says whether a file has another text than before. */
export function judgeApplied<C extends JointChange>(
  changes: readonly C[],
  isChanged: (uri: string) => boolean,
): Applied<C> {
  const judged = changes.map((change) => {
    const uris = change.files.map(({ uri }) => uri);
    return { change, changed: uris.filter(isChanged), left: uris.filter((uri) => !isChanged(uri)) };
  });
  return {
    whole: judged.filter(({ left }) => left.length === 0).map(({ change }) => change),
    untouched: judged.filter(({ changed }) => changed.length === 0).map(({ change }) => change),
    half: judged
      .filter(({ changed, left }) => changed.length > 0 && left.length > 0)
      .map(({ changed, left }) => ({ changed, left })),
  };
}
