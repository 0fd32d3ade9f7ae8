import {
  identified,
  protocolOf,
  soleOf,
  type Action,
  type List,
  type Listener,
  type Resource,
} from '../topology/index';
import { knownActions } from '../topology/query/actions';
import { defineRule } from './rule';

export default defineRule({
  id: 'authenticate-without-https',
  severity: 'error',
  summary: 'An authenticating action on a listener that is not HTTPS',
  why: 'The actions authenticate-cognito, authenticate-oidc and jwt-validation work on HTTPS listeners only, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html',
  fixes: [],
  bad: [
    `
Resources:
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions:
        - [|{ Type: jwt-validation, Order: 1, JwtValidationConfig: { JwksEndpoint: https://a.example.com/jwks, Issuer: https://a.example.com } }|]("Orders" uses jwt-validation, which needs an HTTPS listener, but "Web" speaks HTTP)
        - { Type: fixed-response, Order: 2, FixedResponseConfig: { StatusCode: '200' } }
`,
  ],
  good: [
    `
Resources:
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 443
      Protocol: HTTPS
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions:
        - { Type: jwt-validation, Order: 1, JwtValidationConfig: { JwksEndpoint: https://a.example.com/jwks, Issuer: https://a.example.com } }
        - { Type: fixed-response, Order: 2, FixedResponseConfig: { StatusCode: '200' } }
`,
  ],

  *check({ topology }) {
    const places: { owner: Resource; listener: Listener; actions: List<Action> | undefined }[] = [
      ...topology
        .ofKind('listener')
        .map((listener) => ({ owner: listener, listener, actions: listener.defaultActions })),
      ...topology.ofKind('rule').flatMap((rule) => {
        const listener = identified(soleOf(topology.resolve(rule.listener)));
        return listener?.kind === 'listener' ? [{ owner: rule, listener, actions: rule.actions }] : [];
      }),
    ];
    for (const { owner, listener, actions } of places) {
      if (protocolOf(topology, listener) !== 'HTTP') continue;
      for (const { action, type } of knownActions(topology, actions) ?? []) {
        if (!/^(authenticate-|jwt-validation$)/.test(type)) continue;
        yield {
          at: action.at,
          message: `"${owner.logicalId}" uses ${type}, which needs an HTTPS listener, but "${listener.logicalId}" speaks HTTP`,
          logicalId: owner.logicalId,
        };
      }
    }
  },
});
