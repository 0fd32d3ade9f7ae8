import type { Node } from '../../template/index';
import type { List, Value } from '../value';
import type { ResourceBase } from './base';

/** `AWS::ApiGateway::VpcLink`. */
export interface VpcLinkV1 extends ResourceBase {
  readonly kind: 'vpc-link-v1';
  readonly targetArns: List<Value<string>> | undefined;
}

/** `AWS::ApiGatewayV2::VpcLink`. */
export interface VpcLinkV2 extends ResourceBase {
  readonly kind: 'vpc-link-v2';
  readonly subnetIds: List<Value<string>> | undefined;
  readonly securityGroupIds: List<Value<string>> | undefined;
  readonly tags: Node | undefined;
}

/** One inbound or outbound rule, inline or of its own. */
export interface SecurityGroupRule {
  readonly at: Node;
  readonly direction: 'ingress' | 'egress';
  readonly protocol: Value<string> | undefined;
  readonly fromPort: Value<number> | undefined;
  readonly toPort: Value<number> | undefined;
  readonly cidr: Value<string> | undefined;
  /** The other group: the source of ingress, the destination of egress. */
  readonly group: Value<string> | undefined;
  readonly prefixList: Value<string> | undefined;
}

export interface SecurityGroup extends ResourceBase {
  readonly kind: 'security-group';
  readonly vpc: Value<string> | undefined;
  readonly ingress: List<SecurityGroupRule> | undefined;
  /** `undefined` where the property is not written, which lets all traffic out. */
  readonly egress: List<SecurityGroupRule> | undefined;
}

/** `AWS::EC2::SecurityGroupIngress` or `AWS::EC2::SecurityGroupEgress`. */
export interface SecurityGroupRuleResource extends ResourceBase {
  readonly kind: 'security-group-rule';
  readonly owner: Value<string> | undefined;
  readonly rule: SecurityGroupRule;
}

export interface EcsService extends ResourceBase {
  readonly kind: 'ecs-service';
  readonly loadBalancers:
    | List<{
        readonly targetGroup: Value<string> | undefined;
        readonly containerName: Value<string> | undefined;
        readonly containerPort: Value<number> | undefined;
      }>
    | undefined;
  readonly securityGroups: List<Value<string>> | undefined;
}
