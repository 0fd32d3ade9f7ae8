import { headerList, type SimRequest, type World } from '../../simulate/index';
import type { Topology } from '../../topology/index';
import { compareRequests, type Difference } from '../proof';
import { describeRequest } from '../requests';
import { hasRoute, placeRecorded } from './place';
import type { Recorded, Recording, Skipped } from './recorded';

/** What becomes of recorded requests after a change. */
export interface Replay {
  readonly unit: Recording['unit'];
  /** All that could be sent, repetitions included. */
  readonly requests: number;
  readonly same: number;
  readonly differences: readonly ReplayDifference[];
  readonly skipped: readonly Skipped[];
  /** How many name a resource with parameters instead of a path, so that a sample stands for them. */
  readonly sampled: number;
  /** How many of the same meet no stage and method of an API, so that they tell nothing about the change. */
  readonly unrouted: number;
  /** The first of those. */
  readonly unroutedExample: string | undefined;
}

/** Equal requests that end elsewhere. */
export interface ReplayDifference extends Difference {
  readonly count: number;
  /** The first lines or entries that hold it. */
  readonly at: readonly number[];
}

/** So many places show where to look. */
const maxPlaces = 10;

/** A request with more headers than these is named without them. */
const maxHeaders = 3;

/** Sends recorded requests down both paths, equal ones once. The most frequent differences come first. */
export function compareRecording(
  before: Topology,
  after: Topology,
  world: World,
  recording: Recording,
  stage: string | undefined,
): Replay {
  const groups = new Map<string, { readonly request: SimRequest; readonly at: number[]; count: number }>();
  const skipped: Skipped[] = [...recording.skipped];
  let sampled = 0;
  for (const recorded of recording.requests) {
    const placed = placeRecorded(recorded, world, stage);
    if ('reason' in placed) skipped.push({ at: recorded.at, reason: placed.reason });
    else {
      if (placed.isSampled) sampled++;
      add(groups, placed.request, recorded);
    }
  }
  const all = [...groups.values()];
  const outcomes = compareRequests(
    before,
    after,
    all.map(({ request }) => request),
  );
  const differences = all
    .flatMap(({ request, count, at }, index): ReplayDifference[] => {
      const difference = outcomes[index];
      return difference ? [{ ...difference, request: nameOf(request), count, at }] : [];
    })
    .sort((left, right) => right.count - left.count);
  const unrouted = all.filter(({ request }, index) => !outcomes[index] && !hasRoute(request, world));
  const total = sum(all);
  return {
    unit: recording.unit,
    requests: total,
    same: total - sum(differences),
    differences,
    skipped: skipped.sort((left, right) => left.at - right.at),
    sampled,
    unrouted: sum(unrouted),
    unroutedExample: unrouted[0] && nameOf(unrouted[0].request),
  };
}

function add(
  groups: Map<string, { readonly request: SimRequest; readonly at: number[]; count: number }>,
  request: SimRequest,
  { at }: Recorded,
): void {
  const key = JSON.stringify([request.to, describeRequest(request), request.body]);
  const group = groups.get(key);
  if (!group) groups.set(key, { request, at: [at], count: 1 });
  else {
    group.count++;
    if (group.at.length < maxPlaces) group.at.push(at);
  }
}

/** A browser's headers would hide the request among them. */
function nameOf(request: SimRequest): string {
  return describeRequest(headerList(request.headers).length <= maxHeaders ? request : { ...request, headers: [] });
}

function sum(groups: readonly { readonly count: number }[]): number {
  return groups.reduce((total, { count }) => total + count, 0);
}
