/** Resolves a relative path against the folder of `base`. Both may be URIs or paths. */
export function resolveUri(base: string, relative: string): string {
  const folder = base.slice(0, base.lastIndexOf('/') + 1);
  const joined = relative.startsWith('/') ? relative : folder + relative;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(joined)?.[0] ?? '';
  const parts: string[] = [];
  for (const part of joined.slice(scheme.length).split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return scheme + parts.join('/');
}
