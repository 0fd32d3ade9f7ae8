import type { FindingView, TreeView } from '../service';
import type { Location } from '../text/index';

/** What is known of the templates of a tree. */
export interface NodeSurroundings {
  /** The findings of a document. */
  findings(uri: string): readonly FindingView[];
  /** The keys that lead to a place: `Resources`, `Api`, `Properties`. */
  keysTo(location: Location): readonly string[];
}

/**
 * What was found in the part of a template that a node stands for. An API with a body is one resource of many nodes:
 * the API has all of its findings, its stage, paths and methods those at their own place. `owners` are the logical ids above.
 */
export function findingsOf(
  view: TreeView,
  owners: readonly string[],
  { findings, keysTo }: NodeSurroundings,
): readonly FindingView[] {
  const { logicalId, kind, location } = view.node;
  if (!location) return [];
  const uris = new Set(partsOf(view).flatMap(({ node }) => node.location?.uri ?? []));
  const own = [...uris].flatMap((uri) =>
    findings(uri).flatMap((finding) => (finding.logicalId === logicalId ? [{ uri, finding }] : [])),
  );
  if (!owners.includes(logicalId)) return own.map(({ finding }) => finding);
  const keys = keysTo(location);
  // A path stands at its first method, so what is around that belongs to it.
  const place = kind === 'resource' ? keys.slice(0, -1) : keys;
  return own
    .filter(({ uri, finding }) => uri === location.uri && startsWith(keysTo({ uri, range: finding.range }), place))
    .map(({ finding }) => finding);
}

/** The nodes from here down that stand for one resource. */
function partsOf(view: TreeView): readonly TreeView[] {
  if (view.node.kind === 'method') return [view];
  const same = view.children.filter(({ node }) => node.logicalId === view.node.logicalId);
  return [view, ...same.flatMap(partsOf)];
}

function startsWith(keys: readonly string[], place: readonly string[]): boolean {
  return place.length > 0 && place.every((key, index) => keys[index] === key);
}
