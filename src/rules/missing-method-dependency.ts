import dependOnMethods, { unawaitedMethods } from '../convert/depend-on-methods';
import { defineRule } from './rule';
import { quoted } from './shared/words';

/** A message names at most so many methods. */
const shown = 3;

export default defineRule({
  id: 'missing-method-dependency',
  severity: 'warning',
  summary: 'A deployment that does not wait for the methods of an API with private integrations',
  why: 'A deployment is a snapshot of what is there when it is made: methods that come later are missing from the stage, and without any method the deployment fails',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html',
  fixes: [dependOnMethods],
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
        IntegrationTarget: !ImportValue alb
        Uri: http://orders.example.com/
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !ImportValue alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  [|Deployment|]("Deployment" may be made before "Post" and then lacks it: add the method to DependsOn):
    Type: AWS::ApiGateway::Deployment
    DependsOn: Get
    Properties: { RestApiId: !Ref Api }
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
        IntegrationTarget: !ImportValue alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn: [Get]
    Properties: { RestApiId: !Ref Api }
`,
  ],

  *check({ topology }) {
    for (const { deployment, methods } of unawaitedMethods(topology)) {
      const named = methods.slice(0, shown);
      const rest = methods.length > shown ? ` and ${methods.length - shown} more methods` : '';
      const [them, noun] = methods.length > 1 ? ['them', 'methods'] : ['it', 'method'];
      yield {
        at: deployment.at,
        message: `"${deployment.logicalId}" may be made before ${quoted(named.map(({ logicalId }) => logicalId))}${rest} and then lacks ${them}: add the ${noun} to DependsOn`,
        logicalId: deployment.logicalId,
        related: named.map((method) => ({ at: method.at, message: 'A method it does not wait for' })),
      };
    }
  },
});
