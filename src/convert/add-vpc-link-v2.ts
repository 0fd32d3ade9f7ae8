import {
  asString,
  copyOf,
  getAtt,
  itemsOf,
  property,
  resolveAlias,
  sub,
  type Fragment,
  type FragmentMap,
  type Node,
} from '../template/index';
import { groupsOf, subnetsFor, vpcFor } from './bridge/network';
import { planBridges, type BridgePlan } from './bridge/plan-bridge';
import { after, before } from './bridge/example';
import { defineStep, type Note } from './step';

/**
 * A V2 link is another resource type, so it needs a logical id of its own: CloudFormation cannot turn the V1 link into
 * it in place. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html
 */
export default defineStep({
  id: 'add-vpc-link-v2',
  title: 'Add a VPC link V2 with a security group of its own',
  safety: 'review',
  safetyReason:
    'The link takes addresses in the subnets of the ALB, and its subnets and groups cannot be changed later without replacing it.',
  why: 'A V2 link reaches an ALB directly, without an NLB in between.',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html',
  before,
  after,

  *plan({ topology }) {
    for (const plan of planBridges(topology).plans) {
      const subnets = subnetsFor(plan);
      const vpc = vpcFor(plan);
      if (!subnets) {
        yield {
          kind: 'blocked',
          at: plan.link.at,
          logicalId: plan.link.logicalId,
          group: plan.bridge.nlbIdentity,
          reason: `the subnets of "${plan.targets[0]!.alb.logicalId}" are not written in this file, and a V2 link needs them`,
        };
        continue;
      }
      yield {
        kind: 'change',
        at: plan.link.at,
        logicalId: plan.newLink,
        group: plan.bridge.nlbIdentity,
        notes: notesFor(plan, vpc !== undefined),
        apply: (write) => {
          const editor = write(plan.document.uri);
          const policies = policiesOf(plan);
          const name = plan.link.properties && property(plan.link.properties, 'Name');
          const tags = tagsOf(plan.link.properties && property(plan.link.properties, 'Tags'));
          editor.addEntry(
            'Resources',
            plan.newLink,
            {
              Type: 'AWS::ApiGatewayV2::VpcLink',
              ...policies,
              Properties: {
                Name: name ? copyOf(name) : sub('${AWS::StackName}-vpc-link'),
                SubnetIds: subnets,
                ...(vpc === undefined ? {} : { SecurityGroupIds: [getAtt(plan.newGroup, 'GroupId')] }),
                ...(tags ? { Tags: tags } : {}),
              },
            },
            { after: plan.link.logicalId },
          );
          if (vpc === undefined) return;
          editor.addEntry(
            'Resources',
            plan.newGroup,
            {
              Type: 'AWS::EC2::SecurityGroup',
              ...policies,
              Properties: {
                GroupDescription: `VPC link V2 of API Gateway to ${plan.targets.map(({ alb }) => alb.logicalId).join(', ')}`,
                VpcId: vpc,
                SecurityGroupEgress: plan.targets.flatMap(({ alb, ports }) =>
                  ports.flatMap((port) =>
                    groupsOf(topology, alb).map(({ id }): FragmentMap => ({
                      IpProtocol: 'tcp',
                      FromPort: port,
                      ToPort: port,
                      DestinationSecurityGroupId: id,
                    })),
                  ),
                ),
              },
            },
            { after: plan.link.logicalId },
          );
        },
      };
    }
  },
});

/** Condition and policies of the V1 link hold for what replaces it. */
function policiesOf({ link }: BridgePlan): FragmentMap {
  return {
    ...(link.condition ? { Condition: link.condition.name } : {}),
    ...(link.deletionPolicy ? { DeletionPolicy: link.deletionPolicy } : {}),
    ...(link.updateReplacePolicy ? { UpdateReplacePolicy: link.updateReplacePolicy } : {}),
  };
}

/** V1 takes a list of `Key` and `Value`, V2 a mapping. Tags whose keys are no literals are left out. */
function tagsOf(node: Node | undefined): FragmentMap | undefined {
  const tags: Record<string, Fragment> = {};
  for (const item of itemsOf(resolveAlias(node))) {
    const key = asString(property(item, 'Key'));
    const value = property(item, 'Value');
    if (key !== undefined && value) tags[key] = copyOf(value);
  }
  return Object.keys(tags).length > 0 ? tags : undefined;
}

function notesFor(plan: BridgePlan, hasGroup: boolean): readonly Note[] {
  const notes: Note[] = [
    {
      at: plan.link.at,
      text: `The V2 link "${plan.newLink}" counts against a quota of 10 per Region and account (V1 has 20), and its subnets must lie in Availability Zones that V2 links support.`,
    },
  ];
  if (!hasGroup)
    notes.push({
      at: plan.link.at,
      text: `No VPC is written for the target group, so "${plan.newLink}" got no security group of its own. Give it one that the ALB admits.`,
    });
  return notes;
}
