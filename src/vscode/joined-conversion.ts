import type { ConversionFileView, Service } from '../service';
import type { ConvertOptions } from '../service/conversion';
import { type Conversion, conversionOf, planConversion } from './conversion';
import { bridgeRule } from './ids';

/**
 * Plans the conversion of one document, with the edits of all other documents that must change together with it; or of
 * one bridge alone, with the edits of every document that it needs.
 */
export function planWithRelated(service: Service, uri: string, options: ConvertOptions): Conversion {
  const others = service.uris.filter((other) => other !== uri);
  const { view } = planConversion(service, [uri, ...others], options);
  if (options.bridge !== undefined)
    return conversionOf({ ...view, files: view.files.filter((file) => file.changed || file.blocked.length > 0) });
  const group = joinedFiles(service, view.files).find((files) => files.some((file) => file.uri === uri));
  return conversionOf({ ...view, files: group ?? view.files.filter((file) => file.uri === uri) });
}

/** The changed files in groups, each of which can be applied alone: files that one bridge changes stay together. */
export function joinedFiles(
  service: Service,
  files: readonly ConversionFileView[],
): readonly (readonly ConversionFileView[])[] {
  const changed = files.filter((file) => file.changed);
  const sets = new Map<ConversionFileView['proof'], ConversionFileView[]>();
  // Files that refer to each other share one proof; without a proof nothing tells them apart.
  for (const file of changed) sets.set(file.proof, [...(sets.get(file.proof) ?? []), file]);
  return [...sets.values()].flatMap((set) => (set.length === 1 ? [set] : split(service, set)));
}

/** Files of one set may refer to each other and yet hold bridges of their own. */
function split(service: Service, set: readonly ConversionFileView[]): readonly (readonly ConversionFileView[])[] {
  const bridges = set.flatMap(({ uri }) => bridgesIn(service, uri));
  const covered = new Set(bridges.flat());
  // What no bridge accounts for may belong to any of them.
  if (!set.every(({ uri }) => covered.has(uri))) return [set];
  let groups = set.map(({ uri }) => new Set([uri]));
  for (const bridge of bridges) {
    const touched = groups.filter((group) => bridge.some((uri) => group.has(uri)));
    groups = [...groups.filter((group) => !touched.includes(group)), new Set(touched.flatMap((group) => [...group]))];
  }
  return groups.map((group) => set.filter(({ uri }) => group.has(uri))).filter((group) => group.length > 0);
}

/** The files that each bridge with a finding in this document changes. */
function bridgesIn(service: Service, uri: string): readonly (readonly string[])[] {
  const { findings } = service.check(uri);
  return findings
    .filter(({ rule }) => rule === bridgeRule)
    .flatMap(({ range }) => service.actions(uri, range))
    .filter(({ cures }) => cures.includes(bridgeRule))
    .map(({ edits }) => edits.map((file) => file.uri));
}
