/** Ids of the commands that package.json contributes, by their name in the code. */
export const commands = {} as const;

/** Ids of the views that package.json contributes. */
export const views = { topology: 'unbridge.topology' } as const;

/** Keys of the settings that package.json contributes. */
export const settings = {} as const;
