import type { Source } from './model';

/** A price in US dollars, with the source that names it. */
export interface Price {
  readonly usd: number;
  readonly source: Source;
}

/** Up to how many units in a month a price counts; the last has no end. */
export interface Tier extends Price {
  readonly upTo: number;
}

/** What a Region's prices are known to be. What is absent is not known, and never taken from another Region. */
export interface RegionPrices {
  readonly albHour?: Price;
  readonly lcuHour?: Price;
  readonly nlbHour?: Price;
  readonly nlcuHour?: Price;
  /** Per million REST API calls. */
  readonly restCallsPerMillion?: readonly Tier[];
}

const elbPage: Source = {
  title: 'Elastic Load Balancing pricing, as transcribed in api-evangelist/amazon-elastic-load-balancing',
  url: 'https://github.com/api-evangelist/amazon-elastic-load-balancing/blob/main/plans/amazon-elastic-load-balancing-plans-pricing.yml',
  date: '2026-09-20',
};

/** Its source carries no date, so that it has to be confirmed on this page. */
const apiGatewayPage: Source = {
  title: 'Amazon API Gateway pricing; tiers from an AWS whitepaper without a date, confirm them here',
  url: 'https://aws.amazon.com/api-gateway/pricing/',
};

const million = 1_000_000;

/** Prices by Region. Add a Region only with a dated source. */
export const prices: Readonly<Record<string, RegionPrices>> = {
  'us-east-1': {
    albHour: { usd: 0.0225, source: elbPage },
    lcuHour: { usd: 0.008, source: elbPage },
    nlbHour: { usd: 0.0225, source: elbPage },
    nlcuHour: { usd: 0.006, source: elbPage },
    restCallsPerMillion: [
      { upTo: 333 * million, usd: 3.5, source: apiGatewayPage },
      { upTo: 1_000 * million, usd: 2.8, source: apiGatewayPage },
      { upTo: 20_000 * million, usd: 2.38, source: apiGatewayPage },
      { upTo: Infinity, usd: 1.51, source: apiGatewayPage },
    ],
  },
  'eu-west-1': {
    // 15.00 USD for 595 hours of one account's bill; no price of the NLB or of capacity units is told with it.
    albHour: {
      usd: 0.0252,
      source: {
        title: 'Elastic Load Balancing pricing; the figure is from a published bill, confirm it here',
        url: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
        date: '2026-07',
      },
    },
  },
};

/** What a capacity unit holds. https://aws.amazon.com/elasticloadbalancing/pricing/ */
export const capacity = {
  /** ALB: new connections a second, gigabytes an hour, rule evaluations a second beyond the first ten rules. */
  lcu: { newConnections: 25, gigabytes: 1, ruleEvaluations: 1_000, freeRules: 10 },
  /** NLB over TCP: new flows a second, gigabytes an hour. */
  nlcu: { newFlows: 800, gigabytes: 1 },
} as const;

/** Hours of an average month: 365 × 24 / 12. */
export const hoursPerMonth = 730;
