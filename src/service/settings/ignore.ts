import picomatch from 'picomatch';

/**
 * Tells which files the `ignore` patterns of a project mean. Paths are relative to the folder of the settings, with `/`
 * between folders. A pattern that names a folder means everything below it; one without `/` means that name anywhere.
 */
export function ignoredBy(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const globs = patterns.flatMap((written) => {
    const pattern = written.replace(/^\.?\//, '').replace(/\/+$/, '');
    const rooted = /\//.test(written.replace(/\/+$/, '')) ? pattern : `**/${pattern}`;
    return [rooted, `${rooted}/**`];
  });
  return picomatch(globs, { dot: true, windows: false });
}
