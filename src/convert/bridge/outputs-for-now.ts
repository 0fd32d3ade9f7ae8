import type { Topology } from '../../topology/index';
import type { Note } from '../step';
import type { BridgePlan } from './plan-bridge';
import { usesOf } from './uses';

/**
 * Why outputs are not dropped in the run that converts: until the stacks that read them are deployed as converted, their
 * old templates still do. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function outputsForNow(topology: Topology, { bridge, nlb }: BridgePlan): readonly Note[] {
  const parts = [...bridge.links, nlb, ...bridge.legs.flatMap(({ listener, group }) => [listener, group])];
  const names = new Set(
    parts.flatMap((part) =>
      usesOf(topology, part).flatMap(({ section, owner }) => (section === 'Outputs' ? [`Outputs "${owner}"`] : [])),
    ),
  );
  if (names.size === 0) return [];
  const [what, verb] = [[...names].join(', '), names.size > 1 ? 'stay' : 'stays'];
  const text = `${what} ${verb} for now, for the stacks that read ${names.size > 1 ? 'them' : 'it'} run their old templates until they are deployed as converted. Deploy all of these, then run "unbridge convert --drop-outputs" again.`;
  return [{ at: bridge.links[0]?.at ?? nlb.at, text }];
}
