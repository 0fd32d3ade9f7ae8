import { identified, type SecurityGroup, type SecurityGroupRule } from '../../topology/index';
import type { SecurityGroupModel, SecurityRuleModel } from '../model';
import { defined } from './defined';
import type { Scene } from './scene';
import { placeOf, placeOfBlock } from './spans';

/** Every security group of the scene, with its own rules and those that resources of their own add. */
export function securityGroupModels(scene: Scene): Readonly<Record<string, SecurityGroupModel>> {
  const groups: Record<string, SecurityGroupModel> = {};
  const added = addedRules(scene);
  for (const group of scene.all('security-group')) {
    const rules = added.get(group) ?? [];
    groups[scene.names.of(group)] = {
      ...placeOf(group),
      logicalId: scene.names.of(group),
      ingress: [...inlineRules(scene, group.ingress), ...only(scene, rules, 'ingress')],
      egress: [...egressOf(scene, group), ...only(scene, rules, 'egress')],
    };
  }
  return groups;
}

/** Standalone rules by the group that they belong to. */
function addedRules(scene: Scene): ReadonlyMap<SecurityGroup, readonly SecurityGroupRule[]> {
  const byGroup = new Map<SecurityGroup, SecurityGroupRule[]>();
  for (const resource of scene.all('security-group-rule')) {
    const owner = identified(scene.settle(resource.owner));
    if (owner?.kind === 'security-group') byGroup.set(owner, [...(byGroup.get(owner) ?? []), resource.rule]);
  }
  return byGroup;
}

function only(
  scene: Scene,
  rules: readonly SecurityGroupRule[],
  direction: SecurityGroupRule['direction'],
): SecurityRuleModel[] {
  return rules.filter((rule) => rule.direction === direction).map((rule) => ruleModel(scene, rule));
}

/** EC2 lets everything out unless the group names egress rules. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html */
function egressOf(scene: Scene, group: SecurityGroup): readonly SecurityRuleModel[] {
  const rules = inlineRules(scene, group.egress);
  if (rules.length > 0) return rules;
  return [
    { protocol: '-1', cidr: '0.0.0.0/0' },
    { protocol: '-1', cidr: '::/0' },
  ];
}

function inlineRules(scene: Scene, list: SecurityGroup['ingress']): readonly SecurityRuleModel[] {
  const rules = scene.items(list).map((rule) => ruleModel(scene, rule));
  if (list?.unknown || list?.reference)
    rules.push({ protocol: '-1', unresolved: 'rules that are put together at deployment' });
  return rules;
}

function ruleModel(scene: Scene, rule: SecurityGroupRule): SecurityRuleModel {
  const protocol = scene.plain(rule.protocol)?.toLowerCase();
  const [fromPort, toPort] = [scene.number(rule.fromPort), scene.number(rule.toPort)];
  const isVague =
    protocol === undefined || (rule.fromPort && fromPort === undefined) || (rule.toPort && toPort === undefined);
  const place = placeOfBlock(rule.at, rule.at);
  if (isVague) return { ...place, protocol: '-1', unresolved: 'a protocol or port that is not known' };
  const cidr = scene.plain(rule.cidr) ?? plainCidr(scene, rule);
  const other = rule.group ?? rule.prefixList ?? rule.cidr;
  return defined({
    ...place,
    protocol,
    // -1 stands for all ports, as with ICMP.
    fromPort: fromPort === -1 ? undefined : fromPort,
    toPort: toPort === -1 ? undefined : toPort,
    cidr,
    securityGroup: rule.group && scene.text(rule.group),
    unresolved:
      cidr === undefined && (!rule.group || scene.text(rule.group) === undefined) && other
        ? (scene.text(other) ?? 'a source that is not known')
        : undefined,
  });
}

/** A block that another resource carries, such as `VPC.CidrBlock`, reads as text too. */
function plainCidr(scene: Scene, rule: SecurityGroupRule): string | undefined {
  const text = scene.text(rule.cidr);
  return text !== undefined && /^[0-9a-f.:]+\/\d+$/i.test(text) ? text : undefined;
}
