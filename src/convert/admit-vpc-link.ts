import { getAtt } from '../template/index';
import { after, before } from './bridge/example';
import { alreadyAdmits, groupsOf, vpcFor } from './bridge/network';
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
      for (const { alb, ports } of plan.targets) {
        const groups = groupsOf(topology, alb);
        if (groups.length === 0) {
          yield {
            kind: 'change',
            at: alb.at,
            logicalId: alb.logicalId,
            group: plan.bridge.nlbIdentity,
            notes: [
              {
                at: alb.at,
                text: `The security groups of "${alb.logicalId}" are not written here. Make sure they admit "${plan.newLink}" on port ${ports.join(', ')}.`,
              },
            ],
            apply: () => undefined,
          };
        }
        for (const port of ports) {
          for (const [index, group] of groups.entries()) {
            if (vpcFor(plan) === undefined || alreadyAdmits(topology, plan, group.value, port)) continue;
            const logicalId = plan.ingressId(alb, index, port);
            yield {
              kind: 'change',
              at: alb.at,
              logicalId,
              group: plan.bridge.nlbIdentity,
              apply: (write) =>
                write(plan.document.uri).addEntry(
                  'Resources',
                  logicalId,
                  {
                    Type: 'AWS::EC2::SecurityGroupIngress',
                    ...(plan.link.condition ? { Condition: plan.link.condition.name } : {}),
                    Properties: {
                      GroupId: group.id,
                      Description: 'API Gateway over the VPC link V2',
                      IpProtocol: 'tcp',
                      FromPort: port,
                      ToPort: port,
                      SourceSecurityGroupId: getAtt(plan.newGroup, 'GroupId'),
                    },
                  },
                  { after: plan.link.logicalId },
                ),
            };
          }
        }
      }
    }
  },
});
