import type { Node } from '../../template/index';
import type { Span } from '../../text/index';
import type { List, Value } from '../value';
import type { ResourceBase } from './base';
import type { StringMap } from './rest-api';

export interface LoadBalancer extends ResourceBase {
  readonly kind: 'load-balancer';
  /** `application` where the template does not say. */
  readonly balancerType: Value<string> | undefined;
  readonly scheme: Value<string> | undefined;
  readonly subnets: List<Value<string>> | undefined;
  readonly subnetMappings: List<Value<string>> | undefined;
  readonly securityGroups: List<Value<string>> | undefined;
  readonly enforcePrivateLink: Value<string> | undefined;
  readonly attributes: StringMap | undefined;
}

export interface Listener extends ResourceBase {
  readonly kind: 'listener';
  readonly loadBalancer: Value<string> | undefined;
  readonly port: Value<number> | undefined;
  readonly protocol: Value<string> | undefined;
  readonly certificates: List<Value<string>> | undefined;
  readonly defaultActions: List<Action> | undefined;
}

export interface ListenerRule extends ResourceBase {
  readonly kind: 'rule';
  readonly listener: Value<string> | undefined;
  readonly priority: Value<number> | undefined;
  readonly conditions: List<RuleCondition> | undefined;
  readonly actions: List<Action> | undefined;
  readonly transforms: List<Transform> | undefined;
}

export interface RuleCondition {
  readonly at: Node;
  readonly field: Value<string> | undefined;
  readonly values: List<Value<string>> | undefined;
  readonly regexValues: List<Value<string>> | undefined;
  readonly headerName: Value<string> | undefined;
  readonly queryStrings:
    List<{ readonly key: Value<string> | undefined; readonly value: Value<string> | undefined }> | undefined;
}

export interface Transform {
  readonly at: Node;
  readonly type: Value<string> | undefined;
  readonly rewrites: readonly {
    readonly regex: Value<string> | undefined;
    readonly replace: Value<string> | undefined;
  }[];
}

export interface Action {
  readonly at: Node;
  readonly type: Value<string> | undefined;
  readonly order: Value<number> | undefined;
  readonly targetGroups: List<WeightedTargetGroup> | undefined;
  readonly stickiness:
    { readonly enabled: Value<boolean> | undefined; readonly durationSeconds: Value<number> | undefined } | undefined;
  readonly redirect:
    | Readonly<Record<'protocol' | 'host' | 'port' | 'path' | 'query' | 'statusCode', Value<string> | undefined>>
    | undefined;
  readonly fixedResponse:
    Readonly<Record<'statusCode' | 'contentType' | 'messageBody', Value<string> | undefined>> | undefined;
  readonly onUnauthenticatedRequest: Value<string> | undefined;
}

export interface WeightedTargetGroup {
  readonly at: Span;
  readonly arn: Value<string>;
  readonly weight: Value<number> | undefined;
}

export interface TargetGroup extends ResourceBase {
  readonly kind: 'target-group';
  readonly targetType: Value<string> | undefined;
  readonly port: Value<number> | undefined;
  readonly protocol: Value<string> | undefined;
  readonly protocolVersion: Value<string> | undefined;
  readonly vpc: Value<string> | undefined;
  readonly targets: List<Target> | undefined;
  readonly healthCheck: Readonly<
    Record<
      'enabled' | 'protocol' | 'port' | 'path' | 'matcher' | 'interval' | 'timeout' | 'healthyCount' | 'unhealthyCount',
      Value<string> | undefined
    >
  >;
  readonly attributes: StringMap | undefined;
}

export interface Target {
  readonly at: Node;
  readonly id: Value<string> | undefined;
  readonly port: Value<number> | undefined;
}
