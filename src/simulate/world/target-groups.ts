import { property } from '../../template/index';
import { identified, readStringList, targetTypeOf, type EcsService, type TargetGroup } from '../../topology/index';
import type { AlbModel, HealthCheckModel, NlbModel, TargetGroupModel, TargetModel } from '../model';
import type { Balancers } from './balancers';
import { defined } from './defined';
import { groupKeys } from './links';
import type { Scene } from './scene';
import { placeOf, placeOfBlock } from './spans';

/** Every target group of the scene, and stand-ins for those that rules name but other templates own. */
export function targetGroupModels(scene: Scene, { nlbs, albs }: Balancers): Readonly<Record<string, TargetGroupModel>> {
  const groups: Record<string, TargetGroupModel> = {};
  const fillers = fillersByGroup(scene);
  for (const group of scene.all('target-group')) {
    const type = targetTypeOf(scene.topology, group) ?? scene.plain(group.targetType);
    if (type === 'instance' || type === 'ip' || type === 'lambda' || type === 'alb') {
      groups[scene.names.of(group)] = groupModel(scene, group, type, fillers.get(group) ?? []);
    } else scene.assume(`"${group.logicalId}" is left out: the type of its targets is not known.`);
  }
  const named = [...forwardedTo(albs), ...Object.values(nlbs).flatMap(groupsOfNlb)];
  for (const name of named) groups[name] ??= standIn(scene, name);
  return groups;
}

/** What is assumed of a group without targets. */
export function registeredElsewhere(group: string): string {
  return `Nothing here registers targets with "${group}"; something outside is taken to.`;
}

function groupModel(
  scene: Scene,
  group: TargetGroup,
  type: TargetGroupModel['type'],
  fillers: readonly TargetModel[],
): TargetGroupModel {
  const registered = scene.items(group.targets).flatMap((target): TargetModel[] => {
    const id = scene.text(target.id);
    return id === undefined
      ? []
      : [defined({ ...placeOfBlock(target.at, target.at), id, port: scene.number(target.port) })];
  });
  const targets = [...registered, ...fillers];
  const isFilledElsewhere = targets.length === 0 && (type === 'ip' || type === 'instance');
  if (isFilledElsewhere) {
    scene.assume(registeredElsewhere(scene.names.of(group)));
    targets.push({ id: `<targets of ${scene.names.of(group)}>` });
  }
  return defined({
    ...placeOf(group),
    logicalId: scene.names.of(group),
    type,
    protocol: scene.plain(group.protocol)?.toUpperCase(),
    port: scene.number(group.port),
    protocolVersion: scene.plain(group.protocolVersion)?.toUpperCase() as TargetGroupModel['protocolVersion'],
    targets,
    healthCheck: healthCheckOf(scene, group),
    attributes: scene.record(group.attributes),
  });
}

function healthCheckOf(scene: Scene, { healthCheck }: TargetGroup): HealthCheckModel {
  const number = (name: keyof TargetGroup['healthCheck']): number | undefined => {
    const text = scene.plain(healthCheck[name]);
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const enabled = scene.plain(healthCheck.enabled);
  return defined({
    enabled: enabled === undefined ? undefined : enabled.toLowerCase() === 'true',
    protocol: scene.plain(healthCheck.protocol)?.toUpperCase(),
    port: scene.plain(healthCheck.port),
    path: scene.text(healthCheck.path),
    matcher: scene.plain(healthCheck.matcher),
    intervalSeconds: number('interval'),
    timeoutSeconds: number('timeout'),
    healthyThreshold: number('healthyCount'),
    unhealthyThreshold: number('unhealthyCount'),
  });
}

/** What fills a group at run time, under its own name: ECS services and Auto Scaling groups. */
function fillersByGroup(scene: Scene): ReadonlyMap<TargetGroup, readonly TargetModel[]> {
  const byGroup = new Map<TargetGroup, TargetModel[]>();
  const add = (arn: Parameters<Scene['textOf']>[0], target: TargetModel): void => {
    const group = identified(arn);
    if (group?.kind === 'target-group') byGroup.set(group, [...(byGroup.get(group) ?? []), target]);
  };
  for (const service of scene.all('ecs-service')) {
    for (const entry of scene.items(service.loadBalancers))
      add(scene.settle(entry.targetGroup), serviceTarget(scene, service, scene.number(entry.containerPort)));
  }
  for (const scaling of scene.others('AWS::AutoScaling::AutoScalingGroup')) {
    const list = readStringList(scaling.properties && property(scaling.properties, 'TargetGroupARNs'));
    for (const arn of scene.settleList(list).items) add(arn, { ...placeOf(scaling), id: scene.names.of(scaling) });
  }
  return byGroup;
}

function serviceTarget(scene: Scene, service: EcsService, port: number | undefined): TargetModel {
  return defined({
    ...placeOf(service),
    id: scene.names.of(service),
    port,
    securityGroups: groupKeys(scene, service.securityGroups),
  });
}

function* forwardedTo(albs: Readonly<Record<string, AlbModel>>): Iterable<string> {
  for (const { listeners } of Object.values(albs)) {
    for (const { rules, defaultActions } of listeners) {
      for (const action of [...rules.flatMap((rule) => rule.actions), ...defaultActions]) {
        if (action.type === 'forward') yield* action.targetGroups.map(({ targetGroup }) => targetGroup);
      }
    }
  }
}

function groupsOfNlb({ listeners }: NlbModel): readonly string[] {
  return listeners.flatMap(({ targetGroups }) => targetGroups.map(({ targetGroup }) => targetGroup));
}

/** A group that another template owns, with one target that stands for all it has. */
function standIn(scene: Scene, name: string): TargetGroupModel {
  if (!name.startsWith('targets of '))
    scene.assume(`The target group ${name} belongs to another template; it is taken to have healthy targets.`);
  return { logicalId: name, type: 'ip', targets: [{ id: name }] };
}
