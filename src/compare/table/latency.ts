import type { Describe } from './model';
import { waysOf } from './ways';
import { count } from './words';

const announcement = {
  title: 'Build scalable REST APIs using Amazon API Gateway private integration with Application Load Balancer',
  url: 'https://aws.amazon.com/blogs/compute/build-scalable-rest-apis-using-amazon-api-gateway-private-integration-with-application-load-balancer/',
};

/** Hops only: AWS publishes no time for any of them. */
export const latency: Describe = (side) => {
  const numbers = waysOf(side).map(({ balancers }) => balancers.length);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (numbers.length === 0)
    return { text: 'no request goes over a link', figures: { loadBalancers: 0, connections: 0 } };
  if (most === 0)
    return { text: 'what stands behind the link is not in sight', figures: { loadBalancers: null, connections: null } };
  const balancers = least === most ? count(most, 'load balancer') : `${least} to ${count(most, 'load balancer')}`;
  return {
    text: `${balancers} and ${count(most + 1, 'connection')} between API Gateway and a target; milliseconds are only told by measuring`,
    figures: { loadBalancers: most, connections: most + 1 },
    sources: [announcement],
  };
};
