import { resolveAlias, type Entry } from '../../template/index';
import type { Resource, ResourceBase } from '../model';
import { readDeployment, readStage } from './deployment';
import { readHeader } from './header';
import {
  readHttpApi,
  readHttpApiIntegration,
  readHttpApiRoute,
  readHttpApiStage,
  readServerlessHttpApi,
} from './http-api';
import { readListener, readListenerRule } from './listener';
import { readLoadBalancer } from './load-balancer';
import { readApiResource, readMethod } from './method';
import { readNestedStack } from './nested-stack';
import { readRestApi, readServerlessApi } from './rest-api';
import { readSecurityGroup, readSecurityGroupRule } from './security-group';
import { readEcsService, readTargetGroup } from './target-group';
import { readVpcLinkV1, readVpcLinkV2 } from './vpc-link';

const readers: Readonly<Record<string, (base: ResourceBase) => Resource>> = {
  'AWS::ApiGateway::Deployment': readDeployment,
  'AWS::ApiGateway::Method': readMethod,
  'AWS::ApiGateway::Resource': readApiResource,
  'AWS::ApiGateway::RestApi': readRestApi,
  'AWS::ApiGateway::Stage': readStage,
  'AWS::ApiGateway::VpcLink': readVpcLinkV1,
  'AWS::ApiGatewayV2::Api': readHttpApi,
  'AWS::ApiGatewayV2::Integration': readHttpApiIntegration,
  'AWS::ApiGatewayV2::Route': readHttpApiRoute,
  'AWS::ApiGatewayV2::Stage': readHttpApiStage,
  'AWS::ApiGatewayV2::VpcLink': readVpcLinkV2,
  'AWS::CloudFormation::Stack': readNestedStack,
  'AWS::EC2::SecurityGroup': readSecurityGroup,
  'AWS::EC2::SecurityGroupEgress': readSecurityGroupRule('egress'),
  'AWS::EC2::SecurityGroupIngress': readSecurityGroupRule('ingress'),
  'AWS::ECS::Service': readEcsService,
  'AWS::ElasticLoadBalancingV2::Listener': readListener,
  'AWS::ElasticLoadBalancingV2::ListenerRule': readListenerRule,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': readLoadBalancer,
  'AWS::ElasticLoadBalancingV2::TargetGroup': readTargetGroup,
  'AWS::Serverless::Api': readServerlessApi,
  'AWS::Serverless::Application': readNestedStack,
  'AWS::Serverless::HttpApi': readServerlessHttpApi,
};

const cache = new WeakMap<Entry, Resource>();

/**
 * Reads one entry below `Resources`. The result depends on the entry alone and is kept as long as the entry is, so an
 * edit elsewhere reads nothing again. An entry reached through an alias is read afresh, for its target may change.
 */
export function readResource(entry: Entry): Resource | undefined {
  const known = cache.get(entry);
  if (known) return known;
  const base = readHeader(entry);
  if (!base) return undefined;
  const resource = readers[base.type]?.(base) ?? { ...base, kind: 'other' };
  if (resolveAlias(entry.value) === entry.value) cache.set(entry, resource);
  return resource;
}
