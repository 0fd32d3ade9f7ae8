import type { Describe, Side, Source, TableOptions } from './model';
import { names, partsOf } from './parts';
import { capacity, hoursPerMonth, prices, type Price, type Tier } from './prices.table';
import { count } from './words';

interface Item {
  readonly what: string;
  /** US dollars a month; undefined where no price is known or no load is stated. */
  readonly usd: number | undefined;
  readonly missing?: string;
  /** The kind of load balancer that has no known price. */
  readonly balancer?: string;
  readonly sources: readonly Source[];
}

/**
 * A month's list price of what the template itself brings, at the stated load: even over the month, a new connection
 * for each request, all requests through every balancer. Traffic between zones, logs and targets are left out; they are
 * the same on both sides.
 */
export const cost: Describe = (side, options) => {
  const { nlbs, albs, links, outside } = partsOf(side);
  const known = prices[options.region] ?? {};
  // Where no request gets as far as a link, nothing is told about what is behind it.
  const isTold = side.traces.some(({ hops }) => hops.some(({ kind }) => kind === 'link'));
  const idle = nlbs.filter(({ logicalId }) => isTold && !isPassed(side, logicalId));
  const rules = Math.max(0, ...albs.flatMap(({ listeners }) => listeners.map((listener) => listener.rules.length)));
  const items: Item[] = [
    hours(nlbs.length, 'NLB', known.nlbHour, options),
    hours(albs.length, 'ALB', known.albHour, options),
    units(nlbs.length - idle.length, 'NLCU', nlcus(options), known.nlcuHour, options),
    units(albs.length, 'LCU', lcus(options, rules), known.lcuHour, options),
    calls(options, known.restCallsPerMillion),
    // The pricing page lists no price for a link of either version.
    ...(links.length > 0
      ? [{ what: `${count(links.length, 'VPC link')}, no hourly charge listed`, usd: 0, sources: [] }]
      : []),
  ].filter(({ what }) => what !== '');
  const priced = items.filter(({ usd }) => usd !== undefined);
  const total = priced.reduce((sum, { usd = 0 }) => sum + usd, 0);
  const missing = items.flatMap((item) => item.missing ?? []);
  const parts = priced.filter(({ usd = 0 }) => usd > 0).map(({ what, usd = 0 }) => `${what} ${dollars(usd)}`);
  const unpriced = items.flatMap(({ balancer }) => balancer ?? []);
  // Both sides look alike where only the balancer that goes away has no known price, so that is said beside the sum.
  const without =
    unpriced.length > 0 ? ` without the ${unpriced.join(' and the ')}, whose price there is not known` : '';
  const load = loadOf(options);
  return {
    text: [
      parts.length === 0
        ? `nothing that a known price in ${options.region} applies to`
        : `${missing.length > 0 ? 'at least ' : ''}${dollars(total)} a month in ${options.region}${without}: ${parts.join(', ')}`,
      load,
      ...(idle.length > 0
        ? [
            `no request goes through ${names(idle)}, which ${idle.length === 1 ? 'costs' : 'cost'} that for as long as ${idle.length === 1 ? 'it stays' : 'they stay'}`,
          ]
        : []),
      ...missing,
      ...(outside.length > 0
        ? [`not counted, for they belong to other templates: ${outside.map((id) => `"${id}"`).join(', ')}`]
        : []),
    ].join('; '),
    figures: {
      region: options.region,
      usdPerMonth: missing.length === 0 ? rounded(total) : null,
      usdPerMonthKnown: rounded(total),
      items: items.map(({ what, usd }) => ({ what, usdPerMonth: usd === undefined ? null : rounded(usd) })),
      missing,
      requestsPerMonth: options.requestsPerMonth ?? null,
      gbPerMonth: options.gbPerMonth ?? null,
      hoursPerMonth,
      notCounted: outside,
    },
    sources: priced.flatMap(({ sources }) => sources),
  };
};

function isPassed({ traces }: Side, logicalId: string): boolean {
  return traces.some(({ hops }) => hops.some((hop) => hop.kind === 'nlb' && hop.logicalId === logicalId));
}

function hours(number: number, what: string, price: Price | undefined, { region }: TableOptions): Item {
  const name = number === 0 ? '' : `${count(number, what)} by the hour`;
  return price
    ? { what: name, usd: number * hoursPerMonth * price.usd, sources: [price.source] }
    : {
        what: name,
        usd: undefined,
        missing: `no dated price of an ${what} hour in ${region} is known`,
        balancer: what,
        sources: [],
      };
}

function units(
  number: number,
  what: string,
  perHour: number | undefined,
  price: Price | undefined,
  { region }: TableOptions,
): Item {
  if (number === 0 || perHour === undefined) return { what: '', usd: undefined, sources: [] };
  const name = `${rounded(number * perHour)} ${what}s`;
  return price
    ? { what: name, usd: number * perHour * hoursPerMonth * price.usd, sources: [price.source] }
    : { what: name, usd: undefined, missing: `no dated price of an ${what} hour in ${region} is known`, sources: [] };
}

/** The largest of the dimensions that the stated load tells of. */
function lcus({ requestsPerMonth, gbPerMonth }: TableOptions, rules: number): number | undefined {
  if (requestsPerMonth === undefined && gbPerMonth === undefined) return undefined;
  const perSecond = (requestsPerMonth ?? 0) / (hoursPerMonth * 3600);
  const { newConnections, gigabytes, ruleEvaluations, freeRules } = capacity.lcu;
  return Math.max(
    perSecond / newConnections,
    (gbPerMonth ?? 0) / hoursPerMonth / gigabytes,
    (perSecond * Math.max(0, rules - freeRules)) / ruleEvaluations,
  );
}

function nlcus({ requestsPerMonth, gbPerMonth }: TableOptions): number | undefined {
  if (requestsPerMonth === undefined && gbPerMonth === undefined) return undefined;
  const perSecond = (requestsPerMonth ?? 0) / (hoursPerMonth * 3600);
  return Math.max(perSecond / capacity.nlcu.newFlows, (gbPerMonth ?? 0) / hoursPerMonth / capacity.nlcu.gigabytes);
}

function calls({ requestsPerMonth, region }: TableOptions, tiers: readonly Tier[] | undefined): Item {
  if (requestsPerMonth === undefined) return { what: '', usd: undefined, sources: [] };
  const what = 'REST API calls';
  if (!tiers)
    return { what, usd: undefined, missing: `no dated price of REST API calls in ${region} is known`, sources: [] };
  let usd = 0;
  let from = 0;
  for (const { upTo, usd: perMillion } of tiers) {
    usd += (Math.max(0, Math.min(requestsPerMonth, upTo) - from) / 1_000_000) * perMillion;
    from = upTo;
  }
  return { what, usd, sources: [tiers[0]!.source] };
}

function loadOf({ requestsPerMonth, gbPerMonth }: TableOptions): string {
  const stated = [
    ...(requestsPerMonth === undefined ? [] : [`${requestsPerMonth} requests`]),
    ...(gbPerMonth === undefined ? [] : [`${gbPerMonth} GB`]),
  ];
  return stated.length === 0
    ? 'without what traffic adds, for no load is stated'
    : `at ${stated.join(' and ')} a month, spread evenly, a new connection for each request`;
}

function dollars(usd: number): string {
  return `${usd.toFixed(2)} USD`;
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
