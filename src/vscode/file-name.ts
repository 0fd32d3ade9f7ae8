/** The last part of a document's URI, readable: `template.yaml`, `Untitled-1`. */
export function fileName(uri: string): string {
  return decodeURIComponent(uri.split(/[/:]/).at(-1) ?? uri);
}
