import { nestedUri, type Topology } from '../../topology/index';
import { fileNameIn } from '../../topology/query/file-name';
import { here, type Expression, type ReachContext, type Source, type Supply } from './expression';
import { byExport } from './reach-by-export';
import { byNesting } from './reach-by-nesting';

/** Hands values from one document to another, over outputs, parameters and exports. */
export interface Reach {
  /** An expression that stands for `source` in document `to`, or the reason why there can be none. */
  valueIn(source: Source, to: string): Expression | string;
  /** What has to be added for the expressions that were asked for. */
  readonly supplies: readonly Supply[];
}

/** Makes a reach. `fresh` gives names that are not taken, `exportNames` holds those of the new exports of other reaches. */
export function createReach(
  topology: Topology,
  fresh: (uri: string, base: string) => string,
  exportNames: Set<string>,
): Reach {
  const known = new Map<string, Expression | string>();
  const supplies: Supply[] = [];
  const context: ReachContext = {
    topology,
    fresh,
    supply: (supply) => void supplies.push(supply),
    newExports: [],
    exportNames,
  };
  return {
    supplies,
    valueIn: (source, to) => {
      const home = topology.templateOf(to);
      if (home === undefined) return `names of a template mean nothing in the file that is loaded as it is`;
      if (source.uri === home) return here(source);
      const key = JSON.stringify([source, home]);
      const value = known.get(key) ?? elsewhere(context, source, home);
      known.set(key, value);
      return value;
    },
  };
}

function elsewhere(context: ReachContext, source: Source, to: string): Expression | string {
  if (source.condition !== undefined)
    return `"${source.logicalId}" stands under the condition "${source.condition}" in another file, and an output of it cannot be taken for granted here`;
  const found = byNesting(context, source, to) ?? byExport(context, source, to);
  if (found !== undefined) return found;
  const stacks = context.topology.ofKind('nested-stack').filter((stack) => nestedUri(stack) === source.uri);
  if (stacks.length > 1)
    return `"${source.logicalId}" stands in ${fileNameIn(context.topology, source.uri)}, which ${stacks.map(({ logicalId }) => `"${logicalId}"`).join(' and ')} are all made of, so a change for one of them changes the others: give this one a template of its own`;
  return `"${source.logicalId}" stands in another file, and neither a nested stack nor an export of a known name hands its values over to this one`;
}
