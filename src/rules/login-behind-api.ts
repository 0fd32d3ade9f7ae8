import { soleOf, stringOf, type Action, type Topology } from '../topology/index';
import { knownActions } from '../topology/query/actions';
import { soleLandings } from '../topology/query/api-landings';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'login-behind-api',
  severity: 'warning',
  summary: 'A method of the API whose requests the ALB sends to a login page',
  why: 'The actions authenticate-cognito and authenticate-oidc redirect a browser to the login and set cookies for the host of the ALB, which clients of the API never see; jwt-validation or an authorizer of the API fits better',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html',
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
        Uri: [|https://orders.example.com/orders|]("Get" ends at the login of "Web", which clients of an API cannot follow: use jwt-validation or an authorizer of the API)
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 443
      Protocol: HTTPS
      Certificates: [{ CertificateArn: !ImportValue certificate }]
      DefaultActions:
        - Type: authenticate-cognito
          Order: 1
          AuthenticateCognitoConfig: { UserPoolArn: !ImportValue pool, UserPoolClientId: client, UserPoolDomain: login }
        - { Type: fixed-response, Order: 2, FixedResponseConfig: { StatusCode: '200' } }
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
        Uri: https://orders.example.com/orders
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 443
      Protocol: HTTPS
      Certificates: [{ CertificateArn: !ImportValue certificate }]
      DefaultActions:
        - { Type: jwt-validation, Order: 1, JwtValidationConfig: { JwksEndpoint: https://a.example.com/jwks, Issuer: https://a.example.com } }
        - { Type: fixed-response, Order: 2, FixedResponseConfig: { StatusCode: '200' } }
`,
  ],

  *check({ topology }) {
    for (const { integration, listener, landing, when } of soleLandings(topology)) {
      const place = landing.rule ?? listener;
      const actions = knownActions(topology, landing.rule ? landing.rule.actions : listener.defaultActions) ?? [];
      if (!actions.some(({ action, type }) => type.startsWith('authenticate-') && asksForLogin(topology, action)))
        continue;
      yield {
        at: integration.uri?.at ?? integration.at,
        message: `${methodName(integration.method)} ends at the login of "${place.logicalId}", which clients of an API cannot follow: use jwt-validation or an authorizer of the API${conditionText(when, integration.method.when)}`,
        logicalId: integration.method.owner.logicalId,
        related: [{ at: place.at, message: 'It asks for a login' }],
      };
    }
  },
});

/** The default of `OnUnauthenticatedRequest` is `authenticate`. */
function asksForLogin(topology: Topology, { onUnauthenticatedRequest: answer }: Action): boolean {
  return !answer || stringOf(soleOf(topology.resolve(answer))) === 'authenticate';
}
