import { throughAlb } from './alb/walk';
import type { IntegrationCall } from './gateway/call';
import type { Journey, Way } from './journey';
import { find } from './lookup';
import type { Peer } from './message';
import { throughNlb } from './nlb/walk';
import { callBehaviour, withoutBalancer } from './target/call';
import { echo } from './target/echo';
import { then } from './waiting';

// API Gateway calls from a public address of its Region.
const gatewayAddress: Peer = { ip: '192.0.2.20' };

/** Sends a call over the internet: to a load balancer of this world if the host is its name, else to whoever is there. */
export function throughInternet(journey: Journey, call: IntegrationCall): Way {
  const { world } = journey;
  const { host, port } = call.address;
  const alb = find(world.albs, host);
  if (alb) return throughAlb(journey, alb, port, call.request, gatewayAddress);
  const nlb = find(world.nlbs, host);
  if (nlb) return throughNlb(journey, nlb, port, call.request, { peer: gatewayAddress, privateLink: false, host });

  const behaviour = world.internet?.[host.toLowerCase()] ?? world.internet?.['*'] ?? echo;
  return then(callBehaviour(journey, behaviour, call.request, 'internet', host), withoutBalancer);
}
