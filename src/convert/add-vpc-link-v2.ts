import { copyOf, getAtt, sub, type FragmentMap } from '../template/index';
import type { Topology } from '../topology/index';
import { after, before } from './bridge/example';
import { headerOf, leftTags, metadataOf, portable, tagsOf } from './bridge/link-header';
import type { LinkPlan } from './bridge/links';
import { groupToOpen, subnetsFor, vpcFor } from './bridge/network';
import { planBridges, type BridgePlan } from './bridge/plan-bridge';
import { defineStep, type Change, type Note } from './step';

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
      for (const link of plan.links) yield link.existing ? usedAgain(plan, link) : addLink(topology, plan, link);
      yield* handOver(plan);
    }
  },
});

/** Says that a link which is there serves these integrations, too. */
function usedAgain({ group }: BridgePlan, { link: { at }, newLink, targets }: LinkPlan): Change {
  const albs = targets.map(({ alb }) => alb.name).join(', ');
  const text = `The VPC link V2 "${newLink}" reaches ${albs} already, so it is used again: no new one is added.`;
  return { kind: 'change', at, logicalId: newLink, group, notes: [{ at, text }], apply: () => undefined };
}

function addLink(topology: Topology, plan: BridgePlan, linkPlan: LinkPlan): Change {
  const { home, link, newLink, newGroup } = linkPlan;
  const { uri } = home.document;
  const subnets =
    subnetsFor(topology, plan, home) ??
    plan.ask(
      uri,
      `${newLink}Subnets`,
      'List<AWS::EC2::Subnet::Id>',
      'Subnets for the VPC link V2, in the VPC of the ALB',
    ).fragment;
  const vpc = vpcFor(topology, plan, home);
  const { tags, left } = tagsOf(linkPlan);
  const egress = vpc && egressOf(topology, plan, linkPlan);
  return {
    kind: 'change',
    at: link.at,
    logicalId: newLink,
    group: plan.group,
    notes: [...notesFor(linkPlan, vpc !== undefined), ...leftTags(left)],
    apply: (write) => {
      const editor = write(uri);
      const header = headerOf(linkPlan);
      const name = portable(linkPlan, 'Name');
      editor.addEntry(
        'Resources',
        newLink,
        {
          Type: 'AWS::ApiGatewayV2::VpcLink',
          ...header,
          ...metadataOf(linkPlan),
          Properties: {
            Name: name ? copyOf(name) : sub('${AWS::StackName}-vpc-link'),
            SubnetIds: subnets,
            ...(vpc === undefined ? {} : { SecurityGroupIds: [getAtt(newGroup, 'GroupId')] }),
            ...(tags ? { Tags: tags } : {}),
          },
        },
        { after: home.after },
      );
      if (vpc === undefined) return;
      editor.addEntry(
        'Resources',
        newGroup,
        {
          Type: 'AWS::EC2::SecurityGroup',
          ...header,
          Properties: {
            // Letters, digits and a few signs only: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
            GroupDescription: `VPC link V2 of API Gateway to ${linkPlan.targets.map(({ alb }) => alb.name.replaceAll('"', '')).join(', ')}`,
            VpcId: vpc,
            ...(egress ? { SecurityGroupEgress: egress } : {}),
          },
        },
        { after: home.after },
      );
    },
  };
}

/** Out to each ALB on each port that is used; `undefined`, which lets all out, where a group of an ALB has no name here. */
function egressOf(
  topology: Topology,
  plan: BridgePlan,
  { home, targets }: LinkPlan,
): readonly FragmentMap[] | undefined {
  // EC2 takes the same rule only once, and ALBs may share a group.
  const rules = new Map<string, FragmentMap>();
  for (const { alb, ports } of targets) {
    const group = groupToOpen(topology, plan, alb, home);
    if (!group) return undefined;
    for (const port of ports) {
      rules.set(`${group.key} ${port.key}`, {
        IpProtocol: 'tcp',
        FromPort: port.fragment,
        ToPort: port.fragment,
        DestinationSecurityGroupId: group.id,
      });
    }
  }
  return [...rules.values()];
}

/** Outputs and parameters by which the new values come into other files, and parameters for what no file tells. */
function* handOver(plan: BridgePlan): Iterable<Change> {
  for (const [index, { at, uri, logicalId, title, exported, apply }] of plan.supplies.entries()) {
    const isFirst = exported !== undefined && exportsIn(plan, uri)[0] === index;
    const notes = isFirst
      ? [{ at, text: exportNote(exportsIn(plan, uri).map((one) => plan.supplies[one]!.exported!)) }]
      : [];
    yield { kind: 'change', at, logicalId, title, group: plan.group, notes, apply };
  }
  for (const { uri, name, type, description } of plan.parameters) {
    const { link } = plan.links[0]!;
    yield {
      kind: 'change',
      at: link.at,
      logicalId: name,
      title: 'Ask for what no template tells',
      group: plan.group,
      notes: [
        {
          at: link.at,
          text: `The new parameter "${name}" has no default: give it a value (${description}) when you deploy.`,
        },
      ],
      apply: (write) => write(uri).addEntry('Parameters', name, { Type: type, Description: description }),
    };
  }
}

/** Where in the supplies of a plan the new exports of one template are. */
function exportsIn({ supplies }: BridgePlan, uri: string): readonly number[] {
  return supplies.flatMap((one, index) => (one.uri === uri && one.exported !== undefined ? [index] : []));
}

function exportNote(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return quoted.length === 1
    ? `The new export ${quoted[0]} must be deployed before the template that imports it.`
    : `The new exports ${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)} must be deployed before the templates that import them.`;
}

function notesFor({ link, newLink }: LinkPlan, hasGroup: boolean): readonly Note[] {
  const notes: Note[] = [
    {
      at: link.at,
      text: `The V2 link "${newLink}" counts against a quota of 10 per Region and account (V1 has 20), and its subnets must lie in Availability Zones that V2 links support.`,
    },
  ];
  if (!hasGroup)
    notes.push({
      at: link.at,
      text: `No VPC is written for the target group, so "${newLink}" got no security group of its own. Give it one that the ALB admits.`,
    });
  return notes;
}
