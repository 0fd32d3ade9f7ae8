import { asString, property, resolveAlias } from '../template/index';
import { responsePairs } from '../topology/query/response-pairs';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'undeclared-response-header',
  severity: 'error',
  summary: 'A header of an integration response that the method response does not declare',
  why: 'API Gateway refuses the mapping: "Invalid mapping expression parameter specified"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integrationresponse.html',
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
      MethodResponses: [{ StatusCode: '200' }]
      Integration:
        Type: HTTP
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
        IntegrationResponses:
          - StatusCode: '200'
            ResponseParameters:
              [|method.response.header.Location|]("Get" maps method.response.header.Location for 200 without declaring it: add it to ResponseParameters of the method response): integration.response.header.Location
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
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      MethodResponses: [{ StatusCode: '200', ResponseParameters: { method.response.header.Location: false } }]
      Integration:
        Type: HTTP
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
        IntegrationResponses:
          - StatusCode: '200'
            ResponseParameters: { method.response.header.Location: integration.response.header.Location }
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
    for (const { method, status, integrationResponse, methodResponse } of responsePairs(topology)) {
      if (!methodResponse) continue;
      const mapped = resolveAlias(property(integrationResponse, 'ResponseParameters'));
      const declared = resolveAlias(property(methodResponse, 'ResponseParameters'));
      if (mapped?.kind !== 'mapping' || (declared && declared.kind !== 'mapping')) continue;
      const names = new Set((declared?.entries ?? []).map(({ key }) => asString(key)));
      // A mapping that is merged in may declare anything.
      if (names.has('<<')) continue;
      for (const { key } of mapped.entries) {
        const name = asString(key);
        if (name === undefined || !name.startsWith('method.response.header.') || names.has(name)) continue;
        yield {
          at: key,
          message: `${methodName(method)} maps ${name} for ${status} without declaring it: add it to ResponseParameters of the method response`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});
