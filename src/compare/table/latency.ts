import type { Describe, Measured } from './model';
import { waysOf } from './ways';
import { count } from './words';

const announcement = {
  title: 'Build scalable REST APIs using Amazon API Gateway private integration with Application Load Balancer',
  url: 'https://aws.amazon.com/blogs/compute/build-scalable-rest-apis-using-amazon-api-gateway-private-integration-with-application-load-balancer/',
};

/** Hops, and milliseconds only where a run measured them: AWS publishes no time for any hop. */
export const latency: Describe = (side, { measured }, which) => {
  const numbers = waysOf(side).map(({ balancers }) => balancers.length);
  const most = Math.max(0, ...numbers);
  const run = measured?.[which];
  const isKnown = most > 0 || numbers.length === 0;
  return {
    text: `${hops(numbers)}; ${run ? time(run) : 'milliseconds are only told by measuring'}`,
    figures: {
      loadBalancers: isKnown ? most : null,
      connections: isKnown ? (most === 0 ? 0 : most + 1) : null,
      measured: run ?? null,
    },
    ...(most > 0 ? { sources: [announcement] } : {}),
  };
};

function hops(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (numbers.length === 0) return 'no request goes over a link';
  if (most === 0) return 'what stands behind the link is not in sight';
  const balancers = least === most ? count(most, 'load balancer') : `${least} to ${count(most, 'load balancer')}`;
  return `${balancers} and ${count(most + 1, 'connection')} between API Gateway and a target`;
}

function time({ p50, p99, requests, from }: Measured): string {
  return `${p50} ms at the median and ${p99} ms at the 99th percentile of ${count(requests, 'request')}, measured in ${from}`;
}
