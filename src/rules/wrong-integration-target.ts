import passLoadBalancerArn from '../convert/pass-load-balancer-arn';
import { describe, identified, privateIntegrations, type ResourceKind, type Settled } from '../topology/index';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

/** Kinds whose `Ref` and attributes are known to be no load balancer. */
const notBalancers: readonly ResourceKind[] = ['target-group', 'vpc-link-v1', 'vpc-link-v2', 'security-group', 'rule'];

export default defineRule({
  id: 'wrong-integration-target',
  severity: 'error',
  summary: 'IntegrationTarget is no load balancer',
  why: 'Behind a VPC link V2 API Gateway takes the ARN of an ALB or an NLB of the same account, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html',
  fixes: [passLoadBalancerArn],
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
        IntegrationTarget: [|!GetAtt Alb.DNSName|](The IntegrationTarget of "Get" is "Alb.DNSName", but it must be the ARN of a load balancer: use the Ref of "Alb")
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
        IntegrationTarget: [|!Ref Tasks|](The IntegrationTarget of "Post" is "Tasks", but it must be the ARN of a load balancer)
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Tasks:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: HTTP, Port: 80, VpcId: vpc-1 }
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
        IntegrationTarget: !GetAtt Alb.LoadBalancerArn
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
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],

  *check({ topology }) {
    for (const { method, integration } of privateIntegrations(topology)) {
      for (const { value, when } of outcomesUnder(topology, integration.integrationTarget, method.when)) {
        if (!isWrong(value)) continue;
        const isBalancer = value.kind === 'resource' && value.resource.kind === 'load-balancer';
        const cure = isBalancer ? `: use the Ref of "${value.resource.logicalId}"` : '';
        yield {
          at: value.at,
          message: `The IntegrationTarget of ${methodName(method)} is ${describe(value)}, but it must be the ARN of a load balancer${cure}${conditionText(when, method.when)}`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});

function isWrong(value: Settled<string>): boolean {
  if (value.kind === 'literal') {
    return (
      value.value !== '' && !value.value.startsWith('arn:') && !/\$\{stageVariables\.|\{\{resolve:/.test(value.value)
    );
  }
  if (value.kind !== 'resource') return false;
  if (value.resource.kind === 'load-balancer') return identified(value) === undefined;
  return notBalancers.includes(value.resource.kind);
}
