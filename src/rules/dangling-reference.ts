import type { IntegrationBranch, Reference, Resource, Value } from '../topology/index';
import { isScopeName } from '../topology/query/names';
import { referencesIn } from '../topology/query/references';
import { isWhole } from '../topology/query/whole-template';
import { defineRule } from './rule';

export default defineRule({
  id: 'dangling-reference',
  severity: 'error',
  summary: 'A part of the path from API to target refers to something that is not in the template',
  why: 'CloudFormation refuses the whole template with "Unresolved resource dependencies"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html',
  fixes: [],
  bad: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: [|!Ref VpcLink|]("Get" refers to "VpcLink", which is no resource or parameter of this template)
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
    `
Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    DependsOn: [Alb, [|Listener|]("Link" depends on "Listener", which is no resource of this template)]
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
Outputs:
  Link: { Value: !Ref Link }
`,
  ],
  good: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref AlbArn
        Uri: !Sub http://\${Name}.\${AWS::Region}.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
Parameters:
  AlbArn: { Type: String }
  Name: { Type: String }
`,
    // SAM makes the alias.
    `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs20.x, AutoPublishAlias: live } }
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: lambda, Targets: [{ Id: !Ref Orders.Alias }, { Id: !Ref OrdersAliaslive }] }
`,
  ],

  *check({ topology }) {
    for (const resource of topology.resources) {
      for (const { target, at } of referencesOf(resource)) {
        const name = target.to === 'name' ? target.name : target.to === 'attribute' ? target.logicalId : undefined;
        // Stage variables are the matter of `unescaped-stage-variable`.
        if (name === undefined || name === 'stageVariables' || isScopeName(topology, resource.uri, name)) continue;
        // A file that no template at hand includes, or that is loaded as it is, has no names to refer to.
        if (topology.templateOf(at.section.uri) !== resource.uri || resource.type === 'OpenAPI') continue;
        if (!isWhole(topology, resource.uri)) continue;
        yield {
          at,
          message: `"${resource.logicalId}" refers to "${name}", which is no resource or parameter of this template`,
          logicalId: resource.logicalId,
        };
      }
      if (resource.kind === 'other' || resource.type === 'OpenAPI') continue;
      for (const { name, at } of resource.dependsOn) {
        if (isScopeName(topology, resource.uri, name) || !isWhole(topology, resource.uri)) continue;
        yield {
          at,
          message: `"${resource.logicalId}" depends on "${name}", which is no resource of this template`,
          logicalId: resource.logicalId,
        };
      }
    }
  },
});

const cache = new WeakMap<Resource, readonly Reference[]>();
const none: readonly Reference[] = [];

/** The look-ups of a resource. They depend on the resource alone, and most resources stay as they are. */
function referencesOf(resource: Resource): readonly Reference[] {
  if (resource.kind === 'other') return none;
  let found = cache.get(resource);
  if (!found) cache.set(resource, (found = valuesOf(resource).flatMap(referencesIn)));
  return found;
}

/** The values that tie the parts of a path together. */
function valuesOf(resource: Resource): readonly (Value<unknown> | undefined)[] {
  switch (resource.kind) {
    case 'method':
      return integrationValues(resource.integrations);
    case 'rest-api':
      return (resource.body?.operations ?? []).flatMap(({ integrations }) => integrationValues(integrations));
    case 'vpc-link-v1':
      return itemsOf(resource.targetArns);
    case 'vpc-link-v2':
      return [...itemsOf(resource.subnetIds), ...itemsOf(resource.securityGroupIds)];
    case 'load-balancer':
      return [...itemsOf(resource.subnets), ...itemsOf(resource.securityGroups)];
    case 'listener':
      return [resource.loadBalancer, ...groupsOf(resource.defaultActions)];
    case 'rule':
      return [resource.listener, ...groupsOf(resource.actions)];
    case 'target-group':
      return (resource.targets?.items ?? []).map((item) => item.value.id);
    default:
      return [];
  }
}

function integrationValues(branches: readonly IntegrationBranch[]): readonly (Value<unknown> | undefined)[] {
  return branches.flatMap(({ integration }) => [
    integration?.connectionId,
    integration?.integrationTarget,
    integration?.uri,
  ]);
}

function itemsOf(
  list: { readonly items: readonly { readonly value: Value<string> }[] } | undefined,
): readonly Value<string>[] {
  return (list?.items ?? []).map(({ value }) => value);
}

function groupsOf(actions: Extract<Resource, { kind: 'rule' }>['actions']): readonly Value<string>[] {
  return (actions?.items ?? []).flatMap((action) =>
    (action.value.targetGroups?.items ?? []).map((group) => group.value.arn),
  );
}
