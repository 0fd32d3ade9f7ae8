import type { Listener, ListenerRule, LoadBalancer, TargetGroup } from './model/balancer';
import type { ResourceBase } from './model/base';
import type { HttpApi, HttpApiIntegration, HttpApiRoute, HttpApiStage } from './model/http-api';
import type { EcsService, SecurityGroup, SecurityGroupRuleResource, VpcLinkV1, VpcLinkV2 } from './model/network';
import type { ApiResource, Deployment, MethodResource, RestApi, Stage, StringMap } from './model/rest-api';
import type { Value } from './value';

export type * from './model/balancer';
export type * from './model/base';
export type * from './model/http-api';
export type * from './model/network';
export type * from './model/rest-api';

export type Resource =
  | RestApi
  | ApiResource
  | MethodResource
  | Deployment
  | Stage
  | VpcLinkV1
  | VpcLinkV2
  | LoadBalancer
  | Listener
  | ListenerRule
  | TargetGroup
  | SecurityGroup
  | SecurityGroupRuleResource
  | EcsService
  | NestedStack
  | HttpApi
  | HttpApiIntegration
  | HttpApiRoute
  | HttpApiStage
  | OtherResource;

export type ResourceKind = Resource['kind'];

/** `AWS::CloudFormation::Stack` or `AWS::Serverless::Application`. */
export interface NestedStack extends ResourceBase {
  readonly kind: 'nested-stack';
  readonly location: Value<string> | undefined;
  readonly parameters: StringMap | undefined;
}

export interface OtherResource extends ResourceBase {
  readonly kind: 'other';
}
