import { protocolOf, soleOf, stringOf } from '../topology/index';
import { redirects } from '../topology/query/redirects';
import { defineRule } from './rule';

export default defineRule({
  id: 'redirect-to-http',
  severity: 'error',
  summary: 'An HTTPS listener redirects to HTTP',
  why: 'ELB redirects from HTTP to HTTPS and within one protocol, never from HTTPS to HTTP, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html',
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
      Port: 443
      Protocol: HTTPS
      Certificates: [{ CertificateArn: !ImportValue certificate }]
      DefaultActions:
        - Type: redirect
          RedirectConfig: { Protocol: [|HTTP|]("Web" redirects to HTTP, but its listener speaks HTTPS and may not), Port: '80', StatusCode: HTTP_301 }
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
      DefaultActions: [{ Type: redirect, RedirectConfig: { Protocol: HTTPS, Port: '443', StatusCode: HTTP_301 } }]
`,
  ],

  *check({ topology }) {
    for (const { owner, listener, redirect } of redirects(topology)) {
      if (protocolOf(topology, listener) !== 'HTTPS') continue;
      const protocol = soleOf(topology.resolve(redirect.protocol));
      if (stringOf(protocol)?.toUpperCase() !== 'HTTP' || !protocol) continue;
      yield {
        at: protocol.at,
        message: `"${owner.logicalId}" redirects to HTTP, but its listener speaks HTTPS and may not`,
        logicalId: owner.logicalId,
      };
    }
  },
});
