import { copyOf, getAtt, property, ref, removeFromDependsOn, sub } from '../template/index';
import { identified, soleOf, type Topology } from '../topology/index';
import { whilePrivate } from './bridge/connection';
import { headerOf, leftTags, metadataOf, tagsOf } from './bridge/link-header';
import { renewDeployment } from './bridge/renewal';
import { planUpgrades, vpcOf, type UpgradePlan } from './bridge/upgrade';
import { after, before } from './bridge/upgrade-example';
import { usesOf, within } from './bridge/uses';
import { defineStep, type Change, type Note } from './step';

/**
 * The NLB stays, with its listeners and targets; only the link in front of it changes. The Uri stays, too: its port
 * names a listener of the same NLB.
 */
export default defineStep({
  id: 'use-vpc-link-v2-to-nlb',
  title: 'Reach the NLB over a VPC link V2',
  safety: 'review',
  safetyReason:
    'The NLB and its targets see the addresses of the link instead of those of PrivateLink, so that security groups must admit them.',
  why: 'AWS calls VPC links V1 legacy; a V2 link reaches several load balancers, and needs no endpoint service on the NLB.',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html',
  before,
  after,

  *plan({ topology }) {
    for (const plan of planUpgrades(topology)) {
      if ('kind' in plan) yield plan;
      else yield upgrade(topology, plan);
    }
  },
});

function upgrade(topology: Topology, plan: UpgradePlan): Change {
  const { link, nlb, newLink, newGroup, home, subnets, integrations, deployments } = plan;
  const header = headerOf(plan);
  const { tags, left } = tagsOf(plan);
  const group = vpcOf(topology, plan);
  const vpc = group?.properties && property(group.properties, 'VpcId');
  const isFree = isUnused(topology, plan);
  return {
    kind: 'change',
    at: link.at,
    logicalId: link.logicalId,
    notes: [...notesFor(plan, isFree), ...leftTags(left)],
    apply: (write) => {
      const editor = write(link.uri);
      for (const { integration, mentions } of integrations) {
        const { node, spelling } = integration.integration;
        for (const mention of mentions) editor.replaceValue(mention.node, ref(newLink));
        const [id, target] =
          spelling === 'openapi' ? ['connectionId', 'integrationTarget'] : ['ConnectionId', 'IntegrationTarget'];
        editor.setEntry(node, target, whilePrivate(topology, integration, ref(nlb.logicalId)), { after: id });
      }
      const name = link.properties && property(link.properties, 'Name');
      const place = { after: link.logicalId };
      editor.addEntry(
        'Resources',
        newLink,
        {
          Type: 'AWS::ApiGatewayV2::VpcLink',
          ...header,
          ...metadataOf(plan),
          Properties: {
            Name: name ? copyOf(name) : sub('${AWS::StackName}-vpc-link'),
            SubnetIds: subnets,
            ...(vpc ? { SecurityGroupIds: [getAtt(newGroup, 'GroupId')] } : {}),
            ...(tags ? { Tags: tags } : {}),
          },
        },
        place,
      );
      if (vpc) {
        const Properties = { GroupDescription: `VPC link V2 of API Gateway to ${nlb.logicalId}`, VpcId: copyOf(vpc) };
        editor.addEntry('Resources', newGroup, { Type: 'AWS::EC2::SecurityGroup', ...header, Properties }, place);
        for (const port of portsOf(plan)) {
          for (const admitted of ownGroup(topology, plan)) {
            const Ingress = {
              GroupId: getAtt(admitted, 'GroupId'),
              IpProtocol: 'tcp',
              FromPort: port,
              ToPort: port,
              SourceSecurityGroupId: getAtt(newGroup, 'GroupId'),
            };
            const condition = home.condition === undefined ? {} : { Condition: home.condition };
            const rule = { Type: 'AWS::EC2::SecurityGroupIngress', ...condition, Properties: Ingress };
            editor.addEntry('Resources', plan.ingress(port), rule, place);
          }
        }
      }
      const methods = integrations.flatMap(({ integration: { method } }) =>
        method.owner.kind === 'method' ? method.owner.logicalId : [],
      );
      for (const { deployment, newId } of deployments) renewDeployment(topology, editor, deployment, newId, methods);
      if (!isFree) return;
      for (const resource of topology.resources)
        if (resource.uri === link.uri) removeFromDependsOn(editor, resource.entry, link.logicalId);
      editor.removeEntry(link.entry);
    },
  };
}

function portsOf({ integrations }: UpgradePlan): readonly number[] {
  return [...new Set(integrations.flatMap(({ integration }) => integration.uri?.port ?? []))];
}

/** A security group of the NLB in this file, which has to let the link in. An NLB without groups lets everybody in. */
function ownGroup(topology: Topology, { nlb }: UpgradePlan): readonly string[] {
  const groups = (nlb.securityGroups?.items ?? []).flatMap(
    ({ value }) => identified(soleOf(topology.resolve(value))) ?? [],
  );
  return groups
    .filter(({ uri }) => uri === nlb.uri)
    .map(({ logicalId }) => logicalId)
    .slice(0, 1);
}

/** True when nothing but the integrations names the V1 link. */
function isUnused(topology: Topology, { link, integrations }: UpgradePlan): boolean {
  const replaced = integrations.flatMap(({ mentions }) => mentions.map(({ node }) => node));
  const uses = usesOf(topology, link);
  return uses.every((use) => use.kind === 'DependsOn' || replaced.some((node) => within(use.at, node)));
}

function notesFor({ link, nlb, newLink }: UpgradePlan, isFree: boolean): readonly Note[] {
  const notes: Note[] = [
    {
      at: nlb.at,
      text: `The targets of "${nlb.logicalId}" may see the addresses of "${newLink}" now: make sure that their security groups admit them.`,
    },
  ];
  if (!isFree) notes.push({ at: link.at, text: `"${link.logicalId}" stays: something else in this template uses it.` });
  return notes;
}
