import { privateIntegrations, type PrivateIntegration, type Topology } from '../../topology/index';
import type { Blocked } from '../step';

/**
 * The OpenAPI files that no template at hand includes, with private integrations that name no load balancer: from such
 * a file alone nobody can tell the link, the NLB and what is behind it.
 */
export function standaloneFiles(topology: Topology): readonly Blocked[] {
  const byApi = new Map<PrivateIntegration['method']['owner'], PrivateIntegration[]>();
  for (const found of privateIntegrations(topology)) {
    const { owner } = found.method;
    if (owner.type !== 'OpenAPI' || found.integration.integrationTarget) continue;
    byApi.set(owner, [...(byApi.get(owner) ?? []), found]);
  }
  return [...byApi].map(([{ logicalId }, [first, ...rest]]): Blocked => {
    const what = rest.length === 0 ? 'its private integration goes' : `its ${rest.length + 1} private integrations go`;
    return {
      kind: 'blocked',
      at: first!.at,
      logicalId,
      reason: `this file alone does not tell which VPC link and which NLB ${what} over: convert it together with the template that includes it`,
    };
  });
}
