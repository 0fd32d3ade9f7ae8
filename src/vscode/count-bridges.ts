import type { CheckView } from '../service';
import type { Location } from '../text/index';
import { bridgeRule } from './ids';

/**
 * The number of bridges that a check found; none where nothing was checked. A bridge is reported at its link and at
 * every integration over it; those at the integrations name the link as the place they belong to.
 */
export function countBridges(view: CheckView | undefined): number {
  if (!view) return 0;
  const findings = view.findings.filter(({ rule }) => rule === bridgeRule);
  const places = new Set(findings.map(({ range }) => keyOf({ uri: view.uri, range })));
  const roots = findings.filter(({ related }) => !related.some(({ location }) => places.has(keyOf(location))));
  // Where the link is in another file, only its integrations are reported here, each with that one link.
  return new Set(roots.map(({ range, related }) => keyOf(related[0]?.location ?? { uri: view.uri, range }))).size;
}

function keyOf({ uri, range }: Location): string {
  return `${uri}#${range.start}`;
}
