import { property } from '../../template/index';
import {
  numberOf,
  portKeyOf,
  soleOf,
  type Resource,
  stringOf,
  identified,
  type SecurityGroup,
  type SecurityGroupRule,
  type Topology,
  type Value,
} from '../../topology/index';
import { ownGroups } from './network';
import type { BridgePlan } from './plan-bridge';
import type { WrittenPort } from './port';
import type { AlbPart } from './targets';

/** True when the ALB surely lets the link's addresses in on this port already: from anywhere, or from the whole VPC. */
export function alreadyAdmits(topology: Topology, plan: BridgePlan, alb: AlbPart, port: WrittenPort): boolean {
  const range = vpcRange(topology, plan);
  return ownGroups(topology, alb.resource).some((group) =>
    rulesOf(topology, group).some((rule) => coversPort(topology, rule, port) && isFromAll(topology, rule, range)),
  );
}

/** The ingress rules of a group that hold under every condition, inline and of their own. */
export function rulesOf(topology: Topology, group: SecurityGroup): readonly SecurityGroupRule[] {
  const inline = (group.ingress?.items ?? []).filter(({ when }) => when.length === 0).map(({ value }) => value);
  const apart = topology
    .ofKind('security-group-rule')
    .filter(({ rule }) => rule.direction === 'ingress')
    .filter(({ condition }) => !condition || condition.name === group.condition?.name)
    .filter(({ owner }) => identified(soleOf(topology.resolve(owner))) === group)
    .map(({ rule }) => rule);
  return [...inline, ...apart];
}

/** The rule names one range of addresses, or `undefined` where it names a group, a list, or nothing that is told. */
export function rangeOf(topology: Topology, rule: SecurityGroupRule): string | undefined {
  return stringOf(soleOf(topology.resolve(rule.cidr)));
}

/** True when a rule lets every address through. */
export function isFromEverywhere(topology: Topology, rule: SecurityGroupRule): boolean {
  return rangeOf(topology, rule) === '0.0.0.0/0';
}

function isFromAll(topology: Topology, rule: SecurityGroupRule, vpc: VpcRange | undefined): boolean {
  if (isFromEverywhere(topology, rule)) return true;
  if (vpc !== undefined && isRangeOf(topology, rule.cidr, vpc.resource)) return true;
  return vpc !== undefined && soleOf(topology.resolve(rule.cidr)) !== undefined && sourceText(rule.cidr) === vpc.text;
}

/** True when a rule lets TCP in on a port. */
export function coversPort(topology: Topology, rule: SecurityGroupRule, port: WrittenPort): boolean {
  const protocol = stringOf(soleOf(topology.resolve(rule.protocol)))?.toLowerCase();
  if (protocol === '-1') return true;
  if (protocol !== 'tcp' && protocol !== '6') return false;
  const [from, to] = [soleOf(topology.resolve(rule.fromPort)), soleOf(topology.resolve(rule.toPort))];
  if (portKeyOf(from) === port.key && portKeyOf(to) === port.key) return port.isLiteral || isSameWords(rule, port);
  const [low, high] = [numberOf(from), numberOf(to)];
  if (low === undefined || high === undefined) return false;
  // A parameter's default is not the port of every stack, so that only all ports cover it.
  return port.isLiteral && port.number !== undefined
    ? low <= port.number && port.number <= high
    : low <= 1 && high >= 65535;
}

/** Both are the same parameter, whatever its value. */
function isSameWords({ fromPort, toPort }: SecurityGroupRule, { inSub }: WrittenPort): boolean {
  return [fromPort, toPort].every(
    (value) => value?.kind === 'reference' && value.target.to === 'name' && `\${${value.target.name}}` === inSub,
  );
}

interface VpcRange {
  readonly resource: Resource;
  readonly text: string;
}

/** The address range of the VPC as it is written, where the VPC stands in a file at hand. */
function vpcRange(topology: Topology, plan: BridgePlan): VpcRange | undefined {
  const vpc = soleOf(topology.resolve(plan.integrations[0]!.leg.group.vpc));
  const resource = vpc?.kind === 'resource' ? vpc.resource : undefined;
  const written =
    resource?.type === 'AWS::EC2::VPC' && resource.properties ? property(resource.properties, 'CidrBlock') : undefined;
  return resource && written && { resource, text: written.section.text.slice(written.start, written.end) };
}

/** `!GetAtt Vpc.CidrBlock`. */
function isRangeOf(topology: Topology, cidr: Value<string> | undefined, vpc: Resource): boolean {
  const settled = soleOf(topology.resolve(cidr));
  return settled?.kind === 'resource' && settled.resource === vpc && settled.attribute === 'CidrBlock';
}

/** What the template writes: two ranges that are written alike are alike, whatever the parameters. */
function sourceText(value: Value<string> | undefined): string | undefined {
  return value && value.at.section.text.slice(value.at.start, value.at.end);
}
