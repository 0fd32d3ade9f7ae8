import { protocolOf, soleOf } from '../topology/index';
import { defineRule } from './rule';

export default defineRule({
  id: 'missing-certificate',
  severity: 'error',
  summary: 'An HTTPS or TLS listener without a certificate',
  why: 'The listener ends TLS and needs exactly one default certificate, so the deployment fails',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html',
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
      Protocol: [|HTTPS|](The listener "Web" speaks HTTPS but has no certificate: add Certificates)
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
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
      Certificates: !If [HasOwn, [{ CertificateArn: !ImportValue own }], [{ CertificateArn: !ImportValue shared }]]
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
Conditions:
  HasOwn: !Equals [!Ref AWS::Region, eu-west-1]
`,
  ],

  *check({ topology }) {
    for (const listener of topology.ofKind('listener')) {
      const protocol = protocolOf(topology, listener);
      if (protocol !== 'HTTPS' && protocol !== 'TLS') continue;
      const { items, complete } = topology.resolveList(listener.certificates);
      if (!complete || items.length > 0) continue;
      yield {
        at: soleOf(topology.resolve(listener.protocol))?.at ?? listener.at,
        message: `The listener "${listener.logicalId}" speaks ${protocol} but has no certificate: add Certificates`,
        logicalId: listener.logicalId,
      };
    }
  },
});
