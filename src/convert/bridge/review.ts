import { property } from '../../template/index';
import {
  numberOf,
  rulesOf as rulesOfListener,
  soleOf,
  stringOf,
  type Resource,
  type Topology,
} from '../../topology/index';
import type { Note } from '../step';
import { rangeOf, rulesOf } from './admission';
import { ownGroups } from './network';
import type { BridgePlan } from './plan-bridge';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html */
const defaultIdleSeconds = 60;

/** What a reviewer should look at, each with its place. Says nothing about parts that are not there. */
export function reviewNotes(topology: Topology, plan: BridgePlan): readonly Note[] {
  return [
    ...addressNotes(topology, plan),
    ...hostNotes(topology, plan),
    ...timeoutNotes(topology, plan),
    ...metricNotes(topology, plan),
    ...stageNotes(plan),
    ...cdkNotes(plan),
  ];
}

/** The ALB is called by the link's interfaces now, no longer by the NLB's nodes. */
function addressNotes(topology: Topology, plan: BridgePlan): readonly Note[] {
  return plan.targets.flatMap(({ alb }): readonly Note[] => {
    const text = (what: string): string =>
      `${what}, and ${alb.name} now sees the addresses of the VPC link instead of those of the NLB.`;
    if (!alb.resource) {
      const outside = text('Rules by address, WAF and security groups of this ALB are in another template');
      return [{ at: alb.at, text: outside }];
    }
    const rules = rulesAt(topology, plan, alb.identity).flatMap(({ logicalId, conditions }) =>
      (conditions?.items ?? [])
        .filter(({ value }) => stringOf(soleOf(topology.resolve(value.field))) === 'source-ip')
        .map(({ value }): Note => ({
          at: value.at,
          text: text(`"${logicalId}" picks requests by their source address`),
        })),
    );
    const groups = ownGroups(topology, alb.resource).flatMap((group) =>
      rulesOf(topology, group).flatMap((rule): readonly Note[] => {
        const range = rangeOf(topology, rule);
        if (!rule.cidr || range === '0.0.0.0/0') return [];
        return [{ at: rule.at, text: text(`"${group.logicalId}" admits by address${range ? ` (${range})` : ''}`) }];
      }),
    );
    return [...rules, ...groups, ...firewalls(topology, alb.resource, text)];
  });
}

function firewalls(topology: Topology, alb: Resource, text: (what: string) => string): readonly Note[] {
  return topology.ofKind('other').flatMap((resource): readonly Note[] => {
    if (!/^AWS::WAF(v2|Regional)::WebACLAssociation$/.test(resource.type) || !resource.properties) return [];
    const arn = property(resource.properties, 'ResourceArn');
    const source = arn ? arn.section.text.slice(arn.start, arn.end) : '';
    if (resource.uri !== alb.uri || !new RegExp(`\\b${alb.logicalId}\\b`).test(source)) return [];
    return [
      {
        at: resource.at,
        text: text(`"${resource.logicalId}" puts a firewall in front of the ALB, which may list addresses`),
      },
    ];
  });
}

/** Rules by host, where the Uri named the NLB and names the ALB now. */
function hostNotes(topology: Topology, plan: BridgePlan): readonly Note[] {
  const changed = plan.integrations.filter(({ hostChanges }) => hostChanges);
  return plan.targets.flatMap(({ alb }) => {
    if (!changed.some((integration) => integration.alb.identity === alb.identity)) return [];
    return rulesAt(topology, plan, alb.identity).flatMap(({ logicalId, conditions }) =>
      (conditions?.items ?? [])
        .filter(({ value }) => stringOf(soleOf(topology.resolve(value.field))) === 'host-header')
        .map(({ value }): Note => ({
          at: value.at,
          text: `"${logicalId}" picks requests by their Host header, which becomes the DNS name of ${alb.name} (it was that of the NLB).`,
        })),
    );
  });
}

function rulesAt(topology: Topology, plan: BridgePlan, identity: string) {
  const listeners = plan.integrations.flatMap(({ alb, leg }) =>
    alb.identity === identity && leg.albListener ? [leg.albListener] : [],
  );
  return [...new Set(listeners)].flatMap((listener) => rulesOfListener(topology, listener));
}

/** The NLB's 350 seconds are gone; the ALB's own idle timeout decided before, too, but is easier to miss now. */
function timeoutNotes(topology: Topology, plan: BridgePlan): readonly Note[] {
  return plan.integrations.flatMap(({ integration: { integration, at }, alb }): readonly Note[] => {
    const attribute = alb.resource?.attributes?.entries.find(({ key }) => key === 'idle_timeout.timeout_seconds');
    const idle = numberOf(soleOf(topology.resolve(attribute?.value))) ?? defaultIdleSeconds;
    const timeout = numberOf(soleOf(topology.resolve(integration.timeoutInMillis)));
    const isStream = stringOf(soleOf(topology.resolve(integration.responseTransferMode))) === 'STREAM';
    if (!isStream && (timeout ?? 0) <= idle * 1000) return [];
    const reason = isStream ? 'It streams its response' : `Its timeout is ${(timeout ?? 0) / 1000} seconds`;
    const place = (isStream ? integration.responseTransferMode : integration.timeoutInMillis)?.at ?? at;
    return [
      {
        at: place,
        text: `${reason}, but ${alb.name} ends a connection that is idle for ${idle} seconds: raise idle_timeout.timeout_seconds.`,
      },
    ];
  });
}

/** Alarms and dashboards on metrics that get no values any more. */
function metricNotes(topology: Topology, { nlb }: BridgePlan): readonly Note[] {
  return topology.ofKind('other').flatMap((resource): readonly Note[] => {
    if (!resource.type.startsWith('AWS::CloudWatch::') || resource.uri !== nlb.uri) return [];
    const { section, start, end } = resource.entry;
    const text = section.text.slice(start, end);
    if (!text.includes('AWS/NetworkELB') && !new RegExp(`\\b${nlb.logicalId}\\b`).test(text)) return [];
    return [
      {
        at: resource.at,
        text: `"${resource.logicalId}" watches metrics of an NLB, which API Gateway no longer feeds: watch AWS/ApplicationELB instead.`,
      },
    ];
  });
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-basic-concept.html */
function stageNotes({ integrations, links }: BridgePlan): readonly Note[] {
  const apis = new Set(integrations.flatMap(({ integration }) => integration.method.api ?? []));
  const old = [
    ...new Set(links.flatMap(({ link, others }) => [link, ...others].map(({ logicalId }) => `"${logicalId}"`))),
  ].join(', ');
  return [...apis].map((api): Note => {
    const extra = api.serverless ? ' SAM makes one named "Stage", unless OpenApiVersion is set.' : '';
    return {
      at: api.at,
      text: `Stages of "${api.logicalId}" that were made by hand keep calling ${old} until they get a new deployment, and while one does the link cannot be deleted.${extra}`,
    };
  });
}

/** https://docs.aws.amazon.com/cdk/v2/guide/constructs.html */
function cdkNotes({ links }: BridgePlan): readonly Note[] {
  return links
    .flatMap(({ link, others }) => [link, ...others])
    .flatMap((link): readonly Note[] => {
      const path = property(link.entry.value, 'Metadata', 'aws:cdk:path');
      if (!path) return [];
      return [
        {
          at: path,
          text: 'This template is made by the CDK: the next synthesis undoes the change, so make it in the CDK code, too.',
        },
      ];
    });
}
