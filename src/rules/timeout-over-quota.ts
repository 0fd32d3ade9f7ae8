import { numberOf, soleOf, stringOf, type RestApi, type Topology } from '../topology/index';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const longest = 29_000;

export default defineRule({
  id: 'timeout-over-quota',
  severity: 'warning',
  summary: 'A timeout of more than 29 seconds',
  why: 'An integration may take 29 seconds unless the quota is raised, which AWS does for Regional and private APIs only; otherwise the deployment fails',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
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
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
        TimeoutInMillis: [|60000|](The timeout of "Get" is 60000 ms, more than the quota of 29000 ms, and "Api" is edge-optimized, which cannot have more)
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
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
        TimeoutInMillis: [|60000|](The timeout of "Get" is 60000 ms, more than the quota of 29000 ms: have the quota raised before you deploy)
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders, EndpointConfiguration: { Types: [REGIONAL] } } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
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
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
        TimeoutInMillis: 29000
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],

  *check({ topology }) {
    for (const method of topology.methods) {
      for (const { value } of outcomesUnder(topology, method.integration?.timeoutInMillis, method.when)) {
        const timeout = numberOf(value);
        if (timeout === undefined || timeout <= longest) continue;
        const advice = isEdgeOptimized(topology, method.api)
          ? `, and "${method.api!.logicalId}" is edge-optimized, which cannot have more`
          : ': have the quota raised before you deploy';
        yield {
          at: value.at,
          message: `The timeout of ${methodName(method)} is ${timeout} ms, more than the quota of ${longest} ms${advice}`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});

/** An API is edge-optimized where it does not say otherwise; SAM's defaults may say so elsewhere. */
function isEdgeOptimized(topology: Topology, api: RestApi | undefined): boolean {
  if (!api || api.serverless) return false;
  if (!api.endpointTypes) return !api.body;
  const { items, complete } = topology.resolveList(api.endpointTypes);
  return complete && items.length === 1 && stringOf(soleOf(items)) === 'EDGE';
}
