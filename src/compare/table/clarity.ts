import type { Describe } from './model';
import { waysOf } from './ways';

/** More ways than these are counted, not written out. */
const maxWays = 3;

/** The path in words. */
export const clarity: Describe = (side) => {
  const ways = waysOf(side);
  const more = ways.length - maxWays;
  return {
    text:
      ways.length === 0
        ? 'no request goes over a link'
        : [...ways.slice(0, maxWays).map(({ words }) => words), ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
    figures: { paths: ways.map(({ words, requests }) => ({ path: words, requests })) },
  };
};
