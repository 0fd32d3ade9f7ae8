import { identified, keyOf, stringOf, type LoadBalancer, type Topology } from '../topology/index';
import { propertyKey } from '../topology/query/property-key';
import { reachedBalancers } from '../topology/query/reached';
import { knownRules } from '../topology/query/security-rules';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';

export default defineRule({
  id: 'enforced-private-link-rules',
  severity: 'warning',
  summary: 'The security groups of an NLB block what comes over a VPC link V1',
  why: 'Traffic of a VPC link V1 comes over PrivateLink, and an NLB with security groups applies their inbound rules to it unless that is turned off, so requests end in 500',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',
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
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Type: network
      Scheme: internal
      Subnets: [subnet-1]
      [|SecurityGroups|](No security group of "Nlb" lets PrivateLink traffic in at port 80: set EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic to "off" or add an inbound rule): [!GetAtt Group.GroupId]
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: nlb, VpcId: vpc-1, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 }] }
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
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Type: network
      Scheme: internal
      Subnets: [subnet-1]
      SecurityGroups: [!GetAtt Group.GroupId]
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off'
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: nlb, VpcId: vpc-1 }
`,
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
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1], SecurityGroups: [!GetAtt Group.GroupId] }
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: nlb, VpcId: vpc-1, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8 }] }
`,
  ],

  *check({ topology }) {
    const reported = new Set<string>();
    for (const { integration, link, balancer, type, when } of reachedBalancers(topology)) {
      const port = integration.uri?.port;
      if (link.kind !== 'vpc-link-v1' || type !== 'network' || port === undefined) continue;
      if (isTurnedOff(topology, balancer) || !blocks(topology, balancer, port, when)) continue;
      if (reported.has(`${keyOf(balancer)} ${port}`)) continue;
      reported.add(`${keyOf(balancer)} ${port}`);
      yield {
        at: propertyKey(balancer, 'SecurityGroups'),
        message: `No security group of "${balancer.logicalId}" lets PrivateLink traffic in at port ${port}: set EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic to "off" or add an inbound rule`,
        logicalId: balancer.logicalId,
        related: [{ at: integration.at, message: 'This integration goes over it' }],
      };
    }
  },
});

function isTurnedOff(topology: Topology, balancer: LoadBalancer): boolean {
  const outcomes = outcomesUnder(topology, balancer.enforcePrivateLink, topology.whenPresent(balancer));
  return outcomes.some(({ value }) => value.kind !== 'absent' && stringOf(value) !== 'on');
}

/** True when all groups are known and none lets anything but other groups in at the port. */
function blocks(
  topology: Topology,
  balancer: LoadBalancer,
  port: number,
  when: Parameters<Topology['both']>[0],
): boolean {
  const { items, complete } = topology.resolveList(balancer.securityGroups);
  if (!complete || items.length === 0) return false;
  return items.every(({ value, when: attached }) => {
    const group = identified(value);
    if (group?.kind !== 'security-group' || !topology.both(when, attached)) return false;
    const rules = knownRules(topology, group, 'ingress', when);
    // PrivateLink clients have addresses; a rule for another group never fits them.
    return rules !== undefined && !rules.some((rule) => rule.mayReach(port) && rule.rule.group === undefined);
  });
}
