import { resolveAlias, type Entry, type Node } from '../template/index';
import { after, before } from './bridge/example';
import type { HostMention } from './bridge/host-variables';
import { nameOf, type IntegrationPlan } from './bridge/plan-integrations';
import { replaces } from './bridge/links';
import { leadsTo, planBridges } from './bridge/plan-bridge';
import { reviewNotes } from './bridge/review';
import { filesOf, tieNotes } from './bridge/tie-notes';
import { defineStep, type Note } from './step';

/**
 * `ConnectionId` names the V2 link, `IntegrationTarget` the ALB, and the port in `Uri` the ALB's listener.
 * The one-line description of `IntegrationTarget` speaks of a listener, but every example and deployed template
 * passes the load balancer: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
export default defineStep({
  id: 'use-vpc-link-v2',
  title: 'Send the integrations over the VPC link V2 to the ALB',
  safety: 'review',
  safetyReason: 'The ALB sees other source addresses, and another Host header where the Uri named the NLB.',
  why: 'The integration reaches the ALB without the NLB.',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html',
  before,
  after,

  *plan({ topology }) {
    for (const plan of planBridges(topology).plans) {
      for (const integrationPlan of plan.integrations) {
        const { integration, mentions, target, uri, editUri } = integrationPlan;
        const { node, spelling } = integration.integration;
        const hosts = plan.hosts.get(integrationPlan)!;
        yield {
          kind: 'change',
          at: integration.at,
          logicalId: integration.method.owner.logicalId,
          part: nameOf(integration),
          group: plan.group,
          notes: [
            ...notesFor(integrationPlan, hosts),
            ...(integrationPlan === plan.integrations[0]
              ? [...tieNotes(topology, filesOf(topology, plan)), ...reviewNotes(topology, plan)]
              : []),
          ],
          apply: (write) => {
            const isOpenApi = spelling === 'openapi';
            for (const mention of mentions) {
              const link = plan.links.find((one) => replaces(one, mention.link) && leadsTo(one, integrationPlan))!;
              const mentionUri = mention.node.section.uri;
              write(mentionUri).replaceValue(mention.node, plan.newLinkIn(link, mentionUri).fragment);
            }
            for (const host of hosts) write(host.node.section.uri).replaceValue(host.node, host.dnsName);
            const editor = write(uri);
            // A block that several methods share by an alias changes once, for all of them.
            const touched = new Set([uri, ...[...mentions, ...hosts].map((one) => one.node.section.uri)]);
            for (const part of plan.integrations.flatMap((one) => partsOf(one, plan.hosts.get(one)!)))
              if (touched.has(part.section.uri)) write(part.section.uri).shareIn(part);
            editor.setEntry(node, isOpenApi ? 'integrationTarget' : 'IntegrationTarget', target, {
              after: isOpenApi ? 'connectionId' : 'ConnectionId',
            });
            editUri(editor);
          },
        };
      }
    }
  },
});

/**
 * What changes for one integration: its block, where it names the block of another, stages with variables. A method may
 * merge its properties from another (`<<: *base`), block and all.
 */
function partsOf(
  { integration: { integration, method }, mentions }: IntegrationPlan,
  hosts: readonly HostMention[],
): readonly (Entry | Node)[] {
  const { owner } = method;
  const properties = owner.kind === 'method' ? resolveAlias(owner.properties) : undefined;
  const isOwn = properties?.kind !== 'mapping' || properties.entries.some(({ key }) => key.value === 'Integration');
  const merged = isOwn ? [] : [owner.entry];
  const holders = [...mentions, ...hosts].flatMap((mention) => mention.holders);
  return [integration.node, integration.written, ...merged, ...holders];
}

function notesFor(
  { integration, alb, leg, hostChanges }: IntegrationPlan,
  hosts: readonly HostMention[],
): readonly Note[] {
  const notes: Note[] = [
    {
      at: integration.at,
      text: 'AWS documents say that the stage is part of the path that the target sees; recorded requests say it is not. The path in Uri is kept as it is: send one request after deployment to make sure.',
    },
  ];
  if (hostChanges || hosts.length > 0)
    notes.push({
      at: integration.at,
      text: `The Host header becomes the DNS name of ${alb.name} (it was that of the NLB): look at host-header rules.`,
    });
  if (leg.alb && leg.alb.scheme === undefined)
    notes.push({
      at: leg.alb.at,
      text: `"${leg.alb.logicalId}" has no Scheme, so it is internet-facing. AWS shows V2 links with internal ALBs only.`,
    });
  return notes;
}
