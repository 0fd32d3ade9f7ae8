import type { Topology } from '../topology/index';
import { after, kept } from './bridge/example';
import { removals, type Removal } from './bridge/removal';
import { tieNotes } from './bridge/tie-notes';
import { leftBridges, type LeftBridge } from './bridge/unused';
import { defineStep, type Change } from './step';

/** Phase two of a conversion that kept the bridge: what `remove-nlb-bridge` would have removed at once. */
export default defineStep({
  id: 'remove-unused-nlb-bridge',
  title: 'Remove the bridge that no integration goes over any more',
  safety: 'review',
  safetyReason:
    'Stages with an older deployment, hosts that call the NLB by its DNS name, and stacks that import it may still need it though no template says so.',
  why: 'An NLB costs by the hour, and its VPC link counts against the quota of links.',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-delete.html',
  before: kept,
  after,

  *plan({ topology, keepOutputs = false }) {
    const all = leftBridges(topology);
    const goes = ({ isUnused, handovers }: LeftBridge): boolean => isUnused && !(keepOutputs && handovers.length > 0);
    yield* removals(
      topology,
      all.map((left) => removalOf(left, goes(left), !keepOutputs)),
    );
    for (const left of all) yield* goes(left) ? dropped(topology, left) : kepts(left);
  },
});

function removalOf({ bridge, nlb, handovers, alongside }: LeftBridge, isWhole: boolean, withPlain: boolean): Removal {
  const going = isWhole ? [...handovers, ...(withPlain ? alongside : [])] : [];
  const replaced = going.flatMap((chain) => chain.map(({ entry }) => entry));
  return { bridge, nlb, replaced, handovers: going, group: bridge.nlbIdentity, complete: true };
}

/** Which names of imports were taken to be those of the outputs. */
function* dropped(topology: Topology, { bridge, nlb, handovers }: LeftBridge): Iterable<Change> {
  const importers = topology.documents.map(({ uri }) => uri).filter((uri) => uri !== nlb.uri);
  const notes = handovers.length > 0 ? tieNotes(topology, [nlb.uri, ...importers]) : [];
  if (notes.length > 0) yield said({ bridge, nlb }, notes);
}

/** What still hands out a bridge that is left, and how to finish. */
function* kepts({ bridge, nlb, handedOutBy, handovers, isUnused }: LeftBridge): Iterable<Change> {
  if (handedOutBy.length === 0) return;
  const isPlain = handovers.length > 0 && handovers.every(([first]) => first?.isPlain);
  const [what, verb, them] = [
    list(handedOutBy),
    handedOutBy.length > 1 ? 'hand' : 'hands',
    bridge.links.length > 0 ? 'them' : 'it',
  ];
  const parts = [...bridge.links, nlb].map(({ logicalId }) => `"${logicalId}"`).join(' and ');
  const finish = isUnused
    ? `no template here uses ${handedOutBy.length > 1 ? 'these' : 'this'} any more. Once every stack that did is deployed, remove all of it with "unbridge convert --drop-outputs" or the fix of unused-nlb-bridge.`
    : `templates that need ${them} may not be here, or have not moved yet, so ${them === 'it' ? 'it stays' : 'they stay'}. Convert these, too, and then remove the rest with "unbridge convert --drop-outputs".`;
  const still = isPlain
    ? `only ${what} still ${handedOutBy.length > 1 ? 'name' : 'names'} ${them}. Once nobody reads ${handedOutBy.length > 1 ? 'these' : 'this'} (people, scripts, a stack outside these files that nests this template), remove all of it with "unbridge convert --drop-outputs" or the fix of unused-nlb-bridge.`
    : `${what} still ${verb} ${them} to other templates, and ${finish}`;
  const text = isPlain
    ? `No integration here goes over ${parts} any more, and ${still}`
    : `No integration here goes over ${parts} any more. ${still}`;
  yield said({ bridge, nlb }, [{ at: bridge.links[0]?.at ?? nlb.at, text }]);
}

function said({ bridge, nlb }: Pick<LeftBridge, 'bridge' | 'nlb'>, notes: Change['notes'] & object): Change {
  const { at, nlbIdentity: group } = bridge;
  return { kind: 'change', at, logicalId: nlb.logicalId, group, notes, apply: () => undefined };
}

function list(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('');
}
