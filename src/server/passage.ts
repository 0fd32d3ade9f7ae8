import type { Journey } from '../simulate/journey';
import type { IntegrationCall } from '../simulate/index';
import type { Lane } from './lanes';
import type { LiveWorld } from './live-world';

/** One request of a client on its way through the hops. */
export interface Passage {
  /** The world as it was when the request came in: a reload in between does not change its way. */
  readonly live: LiveWorld;
  readonly call: IntegrationCall;
  /** What the balancers on the way have to say, in the order in which the request reached them. */
  journey: Pick<Journey, 'hops' | 'postponed'>;
  /** The connection that carries it, once there is one. */
  lane: Lane | undefined;
}
