import { getAtt, type FragmentMap } from '../template/index';
import type { SecurityGroup, Topology } from '../topology/index';
import { blockedConnections, type BlockedConnection } from './find/blocked-connections';
import { defineStep } from './step';

export default defineStep({
  id: 'add-security-group-rule',
  title: 'Add the missing security group rule',
  safety: 'review',
  safetyReason: 'It opens a port from one security group to another.',
  why: 'What no rule of a security group admits is dropped. A rule of its own keeps groups that refer to each other from depending on each other.',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html',
  before: `
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
        Uri: http://orders.example.com:8080/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1], SecurityGroupIds: [!Ref LinkGroup] }
  LinkGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: link, VpcId: vpc-1 }
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: alb, VpcId: vpc-1 }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [!Ref AlbGroup] }
`,
  after: `
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
        Uri: http://orders.example.com:8080/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1], SecurityGroupIds: [!Ref LinkGroup] }
  LinkGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: link, VpcId: vpc-1 }
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: alb, VpcId: vpc-1 }
  AlbGroupFromLinkGroup8080:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      GroupId: !GetAtt AlbGroup.GroupId
      IpProtocol: tcp
      FromPort: 8080
      ToPort: 8080
      SourceSecurityGroupId: !GetAtt LinkGroup.GroupId
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [!Ref AlbGroup] }
`,

  *plan({ topology }) {
    const taken = new Set<string>();
    for (const connection of blockedConnections(topology)) {
      const { at, logicalId } = connection.blocker;
      const group = connection.blockerGroups.groups[0];
      const other = connection.otherGroups.groups[0];
      const obstacle = obstacleTo(group, other);
      if (!group || !other || obstacle) {
        yield {
          kind: 'blocked',
          at,
          logicalId,
          reason: `The rule for port ${connection.port} of "${logicalId}" must be added by hand, because ${obstacle}`,
        };
        continue;
      }
      const name = freeName(topology, taken, connection, group, other);
      const options = { after: group.logicalId };
      yield {
        kind: 'change',
        at,
        logicalId,
        apply: (write) => write(group.uri).addEntry('Resources', name, ruleOf(connection, group, other), options),
      };
    }
  },
});

/** Why no rule can be written, as the rest of a sentence. */
function obstacleTo(group: SecurityGroup | undefined, other: SecurityGroup | undefined): string | undefined {
  if (!group || !other) return 'the security group of the other end is not at hand';
  if (group.uri !== other.uri) return 'its security groups are in two templates';
  return group.condition || other.condition ? 'one of its security groups depends on a condition' : undefined;
}

function ruleOf({ direction, port }: BlockedConnection, group: SecurityGroup, other: SecurityGroup): FragmentMap {
  const isIngress = direction === 'ingress';
  return {
    Type: isIngress ? 'AWS::EC2::SecurityGroupIngress' : 'AWS::EC2::SecurityGroupEgress',
    Properties: {
      GroupId: getAtt(group.logicalId, 'GroupId'),
      IpProtocol: 'tcp',
      FromPort: port,
      ToPort: port,
      [isIngress ? 'SourceSecurityGroupId' : 'DestinationSecurityGroupId']: getAtt(other.logicalId, 'GroupId'),
    },
  };
}

/** A logical id that nothing has: `AlbGroupFromLinkGroup8080`. */
function freeName(
  topology: Topology,
  taken: Set<string>,
  { direction, port }: BlockedConnection,
  group: SecurityGroup,
  other: SecurityGroup,
): string {
  const base = `${group.logicalId}${direction === 'ingress' ? 'From' : 'To'}${other.logicalId}${port}`;
  const document = topology.document(group.uri);
  let name = base;
  for (let next = 2; document?.entry('Resources', name) || taken.has(name); next++) name = `${base}n${next}`;
  taken.add(name);
  return name;
}
