import type { Topology } from '../topology';

/**
 * What to call a document in a message: the last part of its URI, and as much of the folders before it as tells it from
 * the other documents at hand.
 */
export function fileNameIn(topology: Pick<Topology, 'documents'>, uri: string): string {
  const parts = uri.split('/');
  const others = topology.documents.filter((document) => document.uri !== uri).map((document) => `/${document.uri}`);
  for (let from = parts.length - 1; from > 0; from--) {
    const name = parts.slice(from).join('/');
    if (!others.some((other) => other.endsWith(`/${name}`))) return readable(name);
  }
  return readable(uri);
}

function readable(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
