import type { Hop, Trace, World } from '../../simulate/index';
import type { Side } from './model';

/** One way that requests take from API Gateway to a target or to an answer of a load balancer. */
export interface Way {
  /** For people: `API Gateway → VPC link V2 "Link" → ALB "Alb" → target`. */
  readonly words: string;
  /** Logical ids of the load balancers, in order. */
  readonly balancers: readonly string[];
  /** Logical id of the link; absent where the way goes over the internet or has none. */
  readonly link: string | undefined;
  /** How many of the requests take it. */
  readonly requests: number;
}

/** The different ways of a side's requests, the one most taken first. Requests that API Gateway answers itself have none. */
export function waysOf({ traces, world }: Side): readonly Way[] {
  const ways = new Map<string, Way>();
  for (const { hops } of traces) {
    const balancers = hops.filter(({ kind }) => kind === 'nlb' || kind === 'alb').map(({ logicalId }) => logicalId);
    const link = hops.find(({ kind }) => kind === 'link')?.logicalId;
    if (balancers.length === 0 && link === undefined) continue;
    const words = wordsFor(hops, world);
    const known = ways.get(words);
    ways.set(words, { words, balancers, link, requests: (known?.requests ?? 0) + 1 });
  }
  return [...ways.values()].sort((left, right) => right.requests - left.requests);
}

function wordsFor(hops: Trace['hops'], world: World): string {
  const last = hops.at(-1);
  const words = hops.flatMap((hop) => wordFor(hop, world)).join(' → ');
  if (last?.kind === 'target' || last?.kind === 'internet') return `${words} → target`;
  const isStopped = last?.level === 'blocked' || last?.level === 'error';
  return isStopped ? `${words} (${last.decision})` : words;
}

function wordFor({ kind, logicalId }: Hop, world: World): readonly string[] {
  if (kind === 'gateway') return ['API Gateway'];
  if (kind === 'nlb') return [`NLB "${logicalId}"`];
  if (kind === 'alb') return [`ALB "${logicalId}"`];
  if (kind !== 'link') return [];
  const link = Object.values(world.links).find((model) => model.logicalId === logicalId);
  return [`VPC link ${link?.version ?? ''} "${logicalId}"`.replace('  ', ' ')];
}
