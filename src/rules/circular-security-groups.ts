import type { Span } from '../text/index';
import { identified, type Assumptions, type SecurityGroup, type Topology } from '../topology/index';
import { defineRule } from './rule';
import { quoted } from './shared/words';

export default defineRule({
  id: 'circular-security-groups',
  severity: 'error',
  summary: 'Security groups that refer to each other in their own rules',
  why: 'Neither can be made first, so CloudFormation refuses the template with "Circular dependency between resources"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html',
  fixes: [],
  bad: [
    `
Resources:
  LinkGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: link
      VpcId: vpc-1
      SecurityGroupEgress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, DestinationSecurityGroupId: [|!Ref AlbGroup|]("LinkGroup" and "AlbGroup" refer to each other: move one rule into a resource of type AWS::EC2::SecurityGroupEgress) }]
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: alb
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: !GetAtt LinkGroup.GroupId }]
`,
    `
Resources:
  Cluster:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: cluster
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: [|!Ref Cluster|]("Cluster" refers to itself: move the rule into a resource of type AWS::EC2::SecurityGroupIngress) }]
`,
  ],
  good: [
    `
Resources:
  LinkGroup: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: link, VpcId: vpc-1 } }
  ToAlb:
    Type: AWS::EC2::SecurityGroupEgress
    Properties:
      GroupId: !Ref LinkGroup
      IpProtocol: tcp
      FromPort: 80
      ToPort: 80
      DestinationSecurityGroupId: !Ref AlbGroup
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: alb
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: !Ref LinkGroup }]
`,
  ],

  *check({ topology }) {
    const edges = new Map(topology.ofKind('security-group').map((group) => [group, edgesOf(topology, group)]));
    const done = new Set<SecurityGroup>();
    for (const [group, leaving] of edges) {
      if (done.has(group)) continue;
      for (const edge of leaving) {
        const circle = circleTo(topology, edges, group, [group], edge);
        if (!circle) continue;
        for (const member of circle) done.add(member);
        const type = edge.direction === 'ingress' ? 'AWS::EC2::SecurityGroupIngress' : 'AWS::EC2::SecurityGroupEgress';
        const names = circle.map(({ logicalId }) => logicalId);
        yield {
          at: edge.at,
          message:
            circle.length === 1
              ? `"${group.logicalId}" refers to itself: move the rule into a resource of type ${type}`
              : `${quoted(names)} refer to each other: move one rule into a resource of type ${type}`,
          logicalId: group.logicalId,
          related: circle.slice(1).map((member) => ({ at: member.at, message: 'Part of the circle' })),
        };
        break;
      }
    }
  },
});

interface Edge {
  readonly to: SecurityGroup;
  readonly direction: 'ingress' | 'egress';
  readonly at: Span;
  readonly when: Assumptions;
}

/** The groups of the same template that the inline rules of a group refer to. */
function edgesOf(topology: Topology, group: SecurityGroup): readonly Edge[] {
  const present = topology.whenPresent(group);
  return [...(group.ingress?.items ?? []), ...(group.egress?.items ?? [])].flatMap(({ value: rule, when }) =>
    topology.resolve(rule.group).flatMap((outcome): Edge[] => {
      const to = outcome.value.kind === 'resource' ? outcome.value.resource : identified(outcome.value);
      const inner = topology.both(when, outcome.when);
      const together = inner && topology.both(present, inner);
      if (to?.kind !== 'security-group' || to.uri !== group.uri || !together) return [];
      return [{ to, direction: rule.direction, at: outcome.value.at, when: together }];
    }),
  );
}

/** The groups of a circle that begins with `path` and the edge and ends at `start`, where it can come true. */
function circleTo(
  topology: Topology,
  edges: ReadonlyMap<SecurityGroup, readonly Edge[]>,
  start: SecurityGroup,
  path: readonly SecurityGroup[],
  edge: Edge,
): readonly SecurityGroup[] | undefined {
  if (edge.to === start) return path;
  if (path.includes(edge.to) || path.length > 8) return undefined;
  for (const next of edges.get(edge.to) ?? []) {
    const when = topology.both(edge.when, next.when);
    const circle = when && circleTo(topology, edges, start, [...path, edge.to], { ...next, when });
    if (circle) return circle;
  }
  return undefined;
}
