import * as fs from 'node:fs';
import * as path from 'node:path';

/** Editors write a file in several steps; what counts is the last. */
const quietMs = 80;

/**
 * Calls back some moments after one of the files has changed, also when it is replaced by another file of its name, as
 * many editors do. Returns a function that ends it.
 */
export function watchFiles(files: readonly string[], changed: () => void): () => void {
  const byFolder = new Map<string, Set<string>>();
  for (const file of files) {
    const folder = path.dirname(file);
    byFolder.set(folder, (byFolder.get(folder) ?? new Set<string>()).add(path.basename(file)));
  }
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, quietMs);
  };
  const watchers = [...byFolder].map(([folder, names]) => {
    const watcher = fs.watch(folder, (_, name) => {
      if (name === null || names.has(name)) soon();
    });
    watcher.on('error', () => watcher.close());
    return watcher;
  });
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
