import { entryOf } from '../template/index';
import { defineRule } from './rule';

export default defineRule({
  id: 'transform-on-default-rule',
  severity: 'error',
  summary: 'A listener with transforms for its default rule',
  why: 'The default rule of a listener takes neither conditions nor transforms, so the template is rejected',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html',
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
      [|Transforms|]("Web" is a listener, whose default rule takes no Transforms: use a listener rule): [{ Type: url-rewrite, UrlRewriteConfig: { Rewrites: [{ Regex: ^/v1, Replace: '' }] } }]
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
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/v1/*] }]
      Transforms: [{ Type: url-rewrite, UrlRewriteConfig: { Rewrites: [{ Regex: ^/v1, Replace: '' }] } }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const listener of topology.ofKind('listener')) {
      const entry = listener.properties && entryOf(listener.properties, 'Transforms');
      if (!entry) continue;
      yield {
        at: entry.key,
        message: `"${listener.logicalId}" is a listener, whose default rule takes no Transforms: use a listener rule`,
        logicalId: listener.logicalId,
      };
    }
  },
});
