import { simulate, type World } from '../../simulate/index';
import type { Topology } from '../../topology/index';
import { representativeRequests } from '../requests';
import { letAllIn } from '../requests/routes';
import { clarity } from './clarity';
import { cost } from './cost';
import { flexibility } from './flexibility';
import { infrastructure } from './infrastructure';
import { latency } from './latency';
import { maintenance } from './maintenance';
import type { Aspect, Describe, Row, Side, Source, TableOptions } from './model';
import { scalability } from './scalability';
import { security } from './security';

const aspects: Readonly<Record<Aspect, Describe>> = {
  infrastructure,
  cost,
  latency,
  maintenance,
  security,
  clarity,
  scalability,
  flexibility,
};

/** A template and its world, ready to be a side of the table. */
export function sideOf(topology: Topology, world: World): Side {
  const traces = representativeRequests(world).map((request) => simulate(world, request, letAllIn));
  return { topology, world, traces };
}

/** The eight rows, always all of them and in the same order. */
export function comparisonTable(before: Side, after: Side, options: TableOptions): readonly Row[] {
  return (Object.keys(aspects) as Aspect[]).map((aspect) => {
    const then = aspects[aspect](before, options, 'before');
    const now = aspects[aspect](after, options, 'after');
    return {
      aspect,
      before: then.text,
      after: now.text,
      figures: { before: then.figures, after: now.figures },
      sources: distinct([...(then.sources ?? []), ...(now.sources ?? [])], references[aspect]),
    };
  });
}

const privateIntegration: Source = {
  title: 'Private integrations for REST APIs',
  url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html',
};
const announcement: Source = {
  title: 'API Gateway REST APIs integrate directly with private Application Load Balancers',
  url: 'https://aws.amazon.com/about-aws/whats-new/2025/11/api-gateway-rest-apis-integration-load-balancer/',
  date: '2025-11-21',
};
const balancerPrices: Source = {
  title: 'Elastic Load Balancing pricing',
  url: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
};
const v2Links: Source = {
  title: 'VPC links V2',
  url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html',
};

/** Where to read on about an aspect that has no fact of AWS in its figures. */
const references: Readonly<Record<Aspect, Source>> = {
  infrastructure: announcement,
  cost: balancerPrices,
  latency: announcement,
  maintenance: privateIntegration,
  security: v2Links,
  clarity: privateIntegration,
  scalability: v2Links,
  flexibility: privateIntegration,
};

function distinct(found: readonly Source[], otherwise: Source): readonly Source[] {
  const sources = found.length > 0 ? found : [otherwise];
  return [...new Map(sources.map((source) => [`${source.url} ${source.title}`, source])).values()];
}
