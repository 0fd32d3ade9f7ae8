/**
 * The resolved world that a request travels through: plain data, every value a literal.
 * Keys: each record of `World` is keyed by whatever references to the resource resolve to (usually the logical id).
 * `aliases` are further texts that mean the same resource, such as its ARN, its physical id or its DNS name.
 */
import type { AlbModel, NlbModel } from './model/balancer';
import type { GatewayModel } from './model/gateway';
import type { LinkModel, SecurityGroupModel, SubnetModel } from './model/network';
import type { TargetBehaviour, TargetGroupModel } from './model/target';

export type * from './model/balancer';
export type * from './model/gateway';
export type * from './model/network';
export type * from './model/placed';
export type * from './model/target';

export interface World {
  readonly gateways: Readonly<Record<string, GatewayModel>>;
  readonly links: Readonly<Record<string, LinkModel>>;
  readonly nlbs: Readonly<Record<string, NlbModel>>;
  readonly albs: Readonly<Record<string, AlbModel>>;
  readonly targetGroups: Readonly<Record<string, TargetGroupModel>>;
  readonly securityGroups: Readonly<Record<string, SecurityGroupModel>>;
  readonly subnets: Readonly<Record<string, SubnetModel>>;
  /** What hosts answer that are no load balancer of this world, by host name in lower case; `*` for all others. Default: an echo. */
  readonly internet?: Readonly<Record<string, TargetBehaviour>>;
}
