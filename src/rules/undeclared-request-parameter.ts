import { property } from '../template/index';
import { stringOf, type Method } from '../topology/index';
import { httpIntegrations } from '../topology/query/http-integrations';
import { outcomesUnder } from '../topology/query/under';
import { isWrittenOut } from '../topology/query/written-out';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'undeclared-request-parameter',
  severity: 'error',
  summary: 'An integration maps a method.request parameter that the method does not declare',
  why: 'A mapping may use only what RequestParameters of the method declares, so the deployment fails with "Invalid mapping expression specified"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html',
  fixes: [],
  bad: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: abc123
      RestApiId: !Ref Api
      RequestParameters: { method.request.querystring.page: false }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        RequestParameters:
          integration.request.querystring.page: method.request.querystring.page
          integration.request.path.id: [|method.request.path.id|]("Get" maps method.request.path.id without declaring it: add it to RequestParameters of the method)
        Uri: http://orders.example.com/orders/{id}
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
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /orders/{id}:
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: http://orders.example.com/orders/{id}
                requestParameters:
                  integration.request.path.id: [|method.request.path.id|](GET /orders/{id} of "Api" maps method.request.path.id without declaring it: add it to parameters of the operation)
`,
  ],
  good: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: abc123
      RestApiId: !Ref Api
      RequestParameters: { method.request.path.id: true, method.request.querystring.tag: false }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        RequestParameters:
          integration.request.path.id: method.request.path.id
          integration.request.querystring.tag: method.request.multivaluequerystring.tag
          integration.request.header.X-Caller: context.identity.sourceIp
        Uri: http://orders.example.com/orders/{id}
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
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /orders/{id}:
            parameters: [{ $ref: '#/components/parameters/id' }]
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: http://orders.example.com/orders/{id}
                requestParameters:
                  integration.request.path.id: method.request.path.id
`,
  ],

  *check({ topology }) {
    for (const { method, integration } of httpIntegrations(topology)) {
      if (!declarationsAreKnown(method)) continue;
      const declared = new Set(method.requestParameters.map(({ name }) => name));
      for (const { value: mapping } of integration.requestParameters?.entries ?? []) {
        for (const { value } of outcomesUnder(topology, mapping, method.when)) {
          const source = stringOf(value);
          const parameter = source && declarationOf(source);
          if (!parameter || declared.has(parameter)) continue;
          const place =
            method.owner.kind === 'method' ? 'RequestParameters of the method' : 'parameters of the operation';
          yield {
            at: value.at,
            message: `${methodName(method)} maps ${source} without declaring it: add ${source === parameter ? 'it' : parameter} to ${place}`,
            logicalId: method.owner.logicalId,
          };
        }
      }
    }
  },
});

/** What must be declared for a source of a mapping, or `undefined` for a source of another kind. */
function declarationOf(source: string): string | undefined {
  const found = /^method\.request\.(path|(?:multivalue)?(?:querystring|header))\.(.+)$/.exec(source);
  return found ? `method.request.${found[1]!.replace('multivalue', '')}.${found[2]}` : undefined;
}

/** False where parameters are included or referred to, so that some may be declared elsewhere. */
function declarationsAreKnown({ owner, declaration, path }: Method): boolean {
  if (owner.kind === 'method') return isWrittenOut(owner.properties, 'RequestParameters');
  if (!('node' in declaration) || path === undefined) return false;
  const item = property(owner.body?.at, 'paths', path);
  return [item, declaration.node].every((holder) => isWrittenOut(holder, 'parameters') && !refersElsewhere(holder));
}

function refersElsewhere(holder: Parameters<typeof property>[0]): boolean {
  const parameters = property(holder, 'parameters');
  return parameters?.kind === 'sequence' && parameters.items.some((item) => property(item, 'name') === undefined);
}
