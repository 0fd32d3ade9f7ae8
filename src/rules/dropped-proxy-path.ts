import { httpIntegrations } from '../topology/query/http-integrations';
import { uriParameters } from '../topology/query/uri-parameters';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'dropped-proxy-path',
  severity: 'info',
  summary: 'A greedy path whose rest does not reach the backend',
  why: 'The path of the Uri is the path the backend gets; without the greedy parameter every path below the resource ends at the same place',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-set-up-simple-proxy.html',
  fixes: [],
  bad: [
    `
Resources:
  Any:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: ANY
      ResourceId: !Ref Rest
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: [|http://orders.example.com/|]("Any" serves /{proxy+}, but its Uri does not carry {proxy}: add it to the Uri and map integration.request.path.proxy)
  Rest:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{proxy+}' }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
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
  Any:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: ANY
      ResourceId: !Ref Rest
      RestApiId: !Ref Api
      RequestParameters: { method.request.path.proxy: true }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        RequestParameters: { integration.request.path.proxy: method.request.path.proxy }
        Uri: http://orders.example.com/{proxy}
  Rest:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{proxy+}' }
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
    for (const { method, integration, type, uris } of httpIntegrations(topology)) {
      const greedy = /\{([^{}+]+)\+\}$/.exec(method.path ?? '')?.[1];
      // OPTIONS has no path to care about.
      if (!greedy || type === 'HTTP' || method.httpMethod === 'OPTIONS') continue;
      const source = `method.request.path.${greedy}`;
      const isMapped = integration.requestParameters?.entries.some(
        ({ key, value }) =>
          // A mapping to the path fills a {name} of the Uri, and does nothing in a Uri without one.
          !key.startsWith('integration.request.path.') && (value.kind !== 'literal' || value.value === source),
      );
      if (isMapped) continue;
      for (const { uri, when } of uris) {
        // A part that is not known may carry it.
        if (uri.path.includes('${') || uriParameters(uri).length > 0) continue;
        yield {
          at: uri.at,
          message: `${methodName(method)} serves ${method.path}, but its Uri does not carry {${greedy}}: add it to the Uri and map integration.request.path.${greedy}${conditionText(when, method.when)}`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});
