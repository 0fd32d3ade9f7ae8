import type {
  GatewayModel,
  IntegrationModel,
  LinkModel,
  NlbModel,
  TargetBehaviour,
  World,
} from '../../src/simulate/index';
import { behaviourOf } from './behaviour';
import type { Fields } from './fields';
import { testBed } from './placeholders';
import { gatewayOf } from './setup-api';
import { balancersOf, type Balancers } from './setup-balancers';

/** Builds the world of a `request` case from its `setup`. */
export function worldOf(setup: Fields): World {
  const behaviour = behaviourOf(setup.fields('upstream'));
  const endpointType = setup.word('endpointType', ['REGIONAL', 'EDGE']);
  const api = setup.fields('api');
  const gateway = api && gatewayOf(api, endpointType);
  const balancers = balancersOf(setup, behaviour);
  setup.done();
  return {
    gateways: gateway ? { Api: gateway } : {},
    ...privateSide(balancers, behaviour, gateway),
    securityGroups: {},
    subnets: {},
    internet: { '*': behaviour },
  };
}

/** The link and what stands behind it: V2 where an integration names a target, V1 otherwise. */
function privateSide(
  { alb, nlb, targetGroups }: Balancers,
  behaviour: TargetBehaviour,
  gateway: GatewayModel | undefined,
): Pick<World, 'links' | 'nlbs' | 'albs' | 'targetGroups'> {
  const integrations = gateway ? privateIntegrations(gateway) : [];
  const targets = integrations.flatMap(({ integrationTarget }) => integrationTarget ?? []);
  // A link without a target is of version 1, which needs an NLB before whatever the case describes.
  const group = alb ? 'bridge' : 'plain';
  const needsFront = !alb || (integrations.length > 0 && targets.length === 0);
  const front = nlb ?? (needsFront ? plainNlb(integrations, group) : undefined);
  // A case may call its link and its balancer whatever it likes.
  const variables = gateway?.stages.flatMap(({ variables }) => Object.values(variables ?? {})) ?? [];
  const aliases = [...integrations.flatMap(({ connectionId }) => connectionId ?? []), ...variables];
  const link: LinkModel =
    targets.length > 0
      ? { logicalId: testBed.linkKey, version: 'V2', aliases }
      : { logicalId: testBed.linkKey, version: 'V1', aliases, targets: [testBed.nlbKey] };
  return {
    links: { [testBed.linkKey]: link },
    nlbs: front ? { [testBed.nlbKey]: { ...front, aliases: alb ? [] : targets } } : {},
    albs: alb ? { [testBed.albKey]: { ...alb, aliases: targets } } : {},
    targetGroups: {
      ...targetGroups,
      plain: { logicalId: 'plain', type: 'ip', protocol: 'TCP', port: 80, targets: [{ id: '10.0.1.1', behaviour }] },
      bridge: {
        logicalId: 'bridge',
        type: 'alb',
        protocol: 'TCP',
        port: alb?.listeners[0]?.port ?? 80,
        targets: [{ id: testBed.albKey }],
      },
    },
  };
}

function privateIntegrations({ resources, stages }: GatewayModel): IntegrationModel[] {
  const all = [resources, ...stages.flatMap((stage) => [stage.resources ?? [], stage.canary?.resources ?? []])].flat();
  return all
    .flatMap(({ methods }) => Object.values(methods))
    .flatMap(({ integration }) => (integration?.connectionType === 'VPC_LINK' ? [integration] : []));
}

/** Stands behind a link where a case describes no NLB; listens wherever the case's URIs point. */
function plainNlb(integrations: readonly IntegrationModel[], targetGroup: 'plain' | 'bridge'): NlbModel {
  const named = integrations.flatMap(({ uri }) => Number(/:(\d+)/.exec(uri ?? '')?.[1]) || []);
  return {
    logicalId: testBed.nlbKey,
    listeners: [...new Set([80, 443, ...named])].map((port) => ({
      logicalId: `NlbListener${port}`,
      port,
      protocol: 'TCP',
      targetGroups: [{ targetGroup }],
    })),
  };
}
