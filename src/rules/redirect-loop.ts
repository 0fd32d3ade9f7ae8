import { portOf, protocolOf, soleOf, stringOf, type Listener, type Topology, type Value } from '../topology/index';
import { redirects, type Redirect } from '../topology/query/redirects';
import { defineRule } from './rule';

export default defineRule({
  id: 'redirect-loop',
  severity: 'error',
  summary: 'A redirect that leads to itself',
  why: 'At least one of protocol, host, port and path must change, so the deployment fails',
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
        - [|{ Type: redirect, RedirectConfig: { Protocol: HTTPS, Port: '443', StatusCode: HTTP_301 } }|]("Web" redirects requests to where they came from: change the protocol, host, port or path)
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
      Certificates: [{ CertificateArn: !ImportValue certificate }]
      DefaultActions: [{ Type: redirect, RedirectConfig: { Host: www.example.com, StatusCode: HTTP_301 } }]
`,
  ],

  *check({ topology }) {
    for (const { owner, listener, redirect, action } of redirects(topology)) {
      if (!isSame(topology, listener, redirect)) continue;
      yield {
        at: action.at,
        message: `"${owner.logicalId}" redirects requests to where they came from: change the protocol, host, port or path`,
        logicalId: owner.logicalId,
      };
    }
  },
});

/** True when every part keeps its default or says what the listener has anyway. */
function isSame(topology: Topology, listener: Listener, { protocol, port, host, path }: Redirect): boolean {
  const is = (part: Value<string> | undefined, ...same: (string | undefined)[]) =>
    !part || same.includes(stringOf(soleOf(topology.resolve(part))) ?? '?');
  return (
    is(protocol, '#{protocol}', protocolOf(topology, listener)) &&
    is(port, '#{port}', String(portOf(topology, listener))) &&
    is(host, '#{host}') &&
    is(path, '/#{path}')
  );
}
