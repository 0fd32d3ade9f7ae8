import { findBridges, identityOf, type VpcLinkV1, type VpcLinkV2 } from '../../topology/index';
import type { LinkModel } from '../model';
import { defined } from './defined';
import type { Scene } from './scene';
import { placeOf, spanOf } from './spans';

/** Every VPC link of the scene, and those of other templates that are proven to end at an NLB known here. */
export function linkModels(scene: Scene): Readonly<Record<string, LinkModel>> {
  const links: Record<string, LinkModel> = {};
  for (const link of scene.all('vpc-link-v1')) links[scene.names.of(link)] = linkV1(scene, link);
  for (const link of scene.all('vpc-link-v2')) links[scene.names.of(link)] = linkV2(scene, link);
  addOutsideLinks(scene, links);
  return links;
}

function linkV1(scene: Scene, link: VpcLinkV1): LinkModel {
  const targets = scene.settleList(link.targetArns).items.flatMap((item) => scene.textOf(item) ?? []);
  return { ...placeOf(link), version: 'V1', logicalId: scene.names.of(link), targets };
}

function linkV2(scene: Scene, link: VpcLinkV2): LinkModel {
  return defined({
    ...placeOf(link),
    version: 'V2' as const,
    logicalId: scene.names.of(link),
    securityGroups: groupKeys(scene, link.securityGroupIds),
    subnets: link.subnetIds && scene.settleList(link.subnetIds).items.flatMap((item) => scene.textOf(item) ?? []),
  });
}

/** Keys of security groups; `undefined` where not all of them are told, so that nothing is concluded from the rest. */
export function groupKeys(scene: Scene, list: VpcLinkV2['securityGroupIds']): readonly string[] | undefined {
  if (!list) return undefined;
  const { items, complete } = scene.settleList(list);
  const keys = items.map((item) => scene.textOf(item));
  return complete && keys.length > 0 && keys.every((key) => key !== undefined) ? keys : undefined;
}

/** A link that another stack exports, over which an integration reaches a listener of this template's NLB. */
function addOutsideLinks(scene: Scene, links: Record<string, LinkModel>): void {
  for (const bridge of findBridges(scene.topology)) {
    if (bridge.links.length > 0) continue;
    const listener = bridge.legs[0]?.listener;
    const nlb = scene.textOf(scene.settle(listener?.loadBalancer));
    if (nlb === undefined || listener === undefined) continue;
    for (const { integration } of bridge.integrations) {
      const settled = scene.settle(integration.integration.connectionId);
      const key = scene.textOf(settled);
      if (key === undefined || links[key] || identityOf(settled) === undefined) continue;
      scene.assume(
        `The link ${key} belongs to another stack; it is taken to end at ${nlb}, which "${listener.logicalId}" extends.`,
      );
      links[key] = { version: 'V1', logicalId: key, targets: [nlb], at: spanOf(integration.at) };
    }
  }
}
