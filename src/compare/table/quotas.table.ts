import type { Source } from './model';

/** A limit of AWS that a way runs into, and its source. */
export interface Quota {
  readonly name: string;
  readonly limit: number;
  /** The code by which Service Quotas raises it; absent where it cannot be, or where none is told. */
  readonly code?: string;
  readonly source: Source;
}

const restQuotas: Source = {
  title: 'Amazon API Gateway quotas for REST APIs',
  url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
};
const httpQuotas: Source = {
  title: 'Quotas for VPC links V2 (HTTP API quotas)',
  url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
};
const v1Links: Source = {
  title: 'Set up an API with a VPC link by AWS CLI',
  url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-api-with-vpclink-cli.html',
};
const albTargets: Source = {
  title: 'Application Load Balancers as targets of Network Load Balancers',
  url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
};
const albLimits: Source = {
  title: 'Quotas for your Application Load Balancers',
  url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
};

export const quotas = {
  v1LinksPerRegion: { name: 'VPC links (V1) per Region', limit: 20, code: 'L-A4C7274F', source: restQuotas },
  v2LinksPerRegion: { name: 'VPC links V2 per Region', limit: 10, code: 'L-608BDCD4', source: httpQuotas },
  subnetsPerLink: { name: 'subnets per VPC link V2', limit: 10, code: 'L-668C9B28', source: httpQuotas },
  linksPerNlb: { name: 'V1 links per NLB', limit: 1, source: v1Links },
  nlbsPerAlb: { name: 'NLBs in front of one ALB', limit: 2, source: albTargets },
  listenersPerAlb: { name: 'listeners per ALB', limit: 50, source: albLimits },
  rulesPerAlb: { name: 'rules per ALB', limit: 100, source: albLimits },
  targetGroupsPerAlb: { name: 'target groups per ALB', limit: 100, source: albLimits },
} as const satisfies Readonly<Record<string, Quota>>;
