import type { Placed, Resource } from './placed';

export type LinkModel = LinkV1Model | LinkV2Model;

/** `AWS::ApiGateway::VpcLink`. */
export interface LinkV1Model extends Resource {
  readonly version: 'V1';
  /** Key or alias of the NLB; AWS takes exactly one. */
  readonly targets: readonly string[];
  readonly status?: 'AVAILABLE' | 'PENDING' | 'DELETING' | 'FAILED';
}

/** `AWS::ApiGatewayV2::VpcLink`. */
export interface LinkV2Model extends Resource {
  readonly version: 'V2';
  /** Keys of security groups; absent: unknown or left to the default group, so its rules are not checked. */
  readonly securityGroups?: readonly string[];
  readonly subnets?: readonly string[];
  readonly status?: 'AVAILABLE' | 'PENDING' | 'DELETING' | 'FAILED' | 'INACTIVE';
}

export interface SecurityGroupModel extends Resource {
  readonly ingress: readonly SecurityRuleModel[];
  /** A group declared without egress rules allows all traffic out; the adapter writes that rule out. */
  readonly egress: readonly SecurityRuleModel[];
}

export interface SecurityRuleModel extends Placed {
  /** `tcp`, `udp`, `icmp`, `-1` for all, or a protocol number as text. */
  readonly protocol: string;
  /** Absent with protocol `-1`. */
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidr?: string;
  /** Key of a security group. */
  readonly securityGroup?: string;
  /** The other side is something the template does not resolve (a prefix list, an import): counts as a possible match. */
  readonly unresolved?: string;
}

export interface SubnetModel extends Resource {
  readonly cidr?: string;
  readonly vpc?: string;
  readonly availabilityZone?: string;
}
