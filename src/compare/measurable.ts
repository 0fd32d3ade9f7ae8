import { simulate, type SimRequest, type World } from '../simulate/index';
import { representativeRequests } from './requests';
import { letAllIn } from './requests/routes';

/** What a live run of both sides sends, and the worlds that it is sent to. */
export interface Measurable {
  readonly before: World;
  readonly after: World;
  /** Answered well by a target behind a load balancer on both sides; absent where no request is. */
  readonly request: SimRequest | undefined;
}

/** Finds a request that goes the whole way on both sides, so that a live run of either measures the same. */
export function measurable(before: World, after: World): Measurable {
  const arrives = (world: World, request: SimRequest): boolean => {
    const { hops, response } = simulate(world, request, letAllIn);
    return response.status < 400 && hops.some(({ kind }) => kind === 'link') && hops.at(-1)?.kind === 'target';
  };
  const request = representativeRequests(before).find((one) => arrives(before, one) && arrives(after, one));
  return { before, after, request };
}
