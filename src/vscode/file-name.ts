import { counted } from './counted';

/** The last part of a document's URI, readable: `template.yaml`, `Untitled-1`. */
export function fileName(uri: string): string {
  return decodeURIComponent(uri.split(/[/:]/).at(-1) ?? uri);
}

/** `a.yaml, b.yaml and c.yaml`; the rest is counted where there are more than three. */
export function fileNames(uris: readonly string[]): string {
  const names = uris.map(fileName);
  const [first = '', ...others] =
    names.length > 3 ? [...names.slice(0, 2), counted(names.length - 2, 'more file')] : names;
  const last = others.pop();
  return last === undefined ? first : `${[first, ...others].join(', ')} and ${last}`;
}
