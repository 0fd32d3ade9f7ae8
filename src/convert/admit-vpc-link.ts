import { getAtt } from '../template/index';
import { alreadyAdmits } from './bridge/admission';
import { after, before } from './bridge/example';
import { groupToOpen, vpcFor } from './bridge/network';
import { planBridges } from './bridge/plan-bridge';
import { defineStep } from './step';

/**
 * A rule of its own, because two groups that name each other inline are a circular dependency:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
 */
export default defineStep({
  id: 'admit-vpc-link',
  title: "Let the VPC link V2 into the ALB's security groups",
  safety: 'review',
  safetyReason: 'It opens the listener ports of the ALB to the new link.',
  why: 'Without an ingress rule the ALB drops what the link sends, and the client gets a 500 or a timeout.',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html',
  before,
  after,

  *plan({ topology }) {
    for (const plan of planBridges(topology).plans) {
      for (const link of plan.links) {
        // A link that is there is let in already.
        if (link.existing) continue;
        const { home, newGroup, newLink } = link;
        const { uri } = home.document;
        // EC2 takes the same rule only once, and ALBs may share a group.
        const written = new Set<string>();
        for (const { alb, ports } of link.targets) {
          const open = ports.filter((port) => !alreadyAdmits(topology, plan, alb, port));
          const group = groupToOpen(topology, plan, alb, home);
          const hasOwn = vpcFor(topology, plan, home) !== undefined;
          if (open.length > 0 && !(group && hasOwn)) {
            yield {
              kind: 'change',
              at: alb.at,
              logicalId: alb.resource?.logicalId ?? newLink,
              group: plan.group,
              notes: [
                {
                  at: alb.at,
                  text: `The security groups of ${alb.name} cannot be opened from here. Make sure that they admit "${newLink}" on port ${ports.map(({ words }) => words).join(', ')}.`,
                },
              ],
              apply: () => undefined,
            };
          }
          for (const [index, port] of ports.entries()) {
            if (!group || !hasOwn || !open.includes(port) || written.has(`${group.key} ${port.key}`)) continue;
            written.add(`${group.key} ${port.key}`);
            const logicalId = link.ingressId(alb, index);
            yield {
              kind: 'change',
              at: alb.at,
              logicalId,
              group: plan.group,
              apply: (write) =>
                write(uri).addEntry(
                  'Resources',
                  logicalId,
                  {
                    Type: 'AWS::EC2::SecurityGroupIngress',
                    ...(home.condition === undefined ? {} : { Condition: home.condition }),
                    Properties: {
                      GroupId: group.id,
                      Description: 'API Gateway over the VPC link V2',
                      IpProtocol: 'tcp',
                      FromPort: port.fragment,
                      ToPort: port.fragment,
                      SourceSecurityGroupId: getAtt(newGroup, 'GroupId'),
                    },
                  },
                  { after: home.after },
                ),
            };
          }
        }
      }
    }
  },
});
