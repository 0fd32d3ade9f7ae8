import type {
  ActionModel,
  AlbModel,
  ConditionModel,
  NlbModel,
  RuleModel,
  TargetBehaviour,
  TargetGroupModel,
  TransformModel,
} from '../../src/simulate/index';
import { Fields } from './fields';
import { testBed } from './placeholders';
import { optional } from './setup-api';

/** Balancers of a case with the target groups that they mention. */
export interface Balancers {
  readonly alb?: AlbModel;
  readonly nlb?: NlbModel;
  readonly targetGroups: Readonly<Record<string, TargetGroupModel>>;
}

/** Where an action says no more than `forward`, or an ALB has no actions at all. */
const unnamedGroup = 'default';

/** Reads `setup.alb` and `setup.nlb`. */
export function balancersOf(setup: Fields, behaviour: TargetBehaviour): Balancers {
  const albFields = setup.fields('alb');
  const nlbFields = setup.fields('nlb');
  const alb = albFields && albOf(albFields);
  const targetGroups: Record<string, TargetGroupModel> = {};
  for (const name of alb ? groupNames(alb) : []) targetGroups[name] = groupOf(name, behaviour);
  const nlb = nlbFields && nlbOf(nlbFields, alb, behaviour, targetGroups);
  return { ...optional('alb', alb), ...optional('nlb', nlb), targetGroups };
}

function albOf(fields: Fields): AlbModel {
  const listener = fields.fields('listener');
  const protocol = listener?.word('protocol', ['HTTP', 'HTTPS']) ?? 'HTTP';
  const port = listener?.number('port') ?? (protocol === 'HTTPS' ? 443 : 80);
  listener?.done();
  const rules = fields.objects('rules').map(ruleOf);
  const alb: AlbModel = {
    logicalId: testBed.albKey,
    dnsName: 'alb.elb.us-east-1.amazonaws.com',
    ...optional('scheme', fields.word('scheme', ['internal', 'internet-facing'])),
    ...optional('attributes', fields.textMap('attributes')),
    listeners: [{ logicalId: 'AlbListener', port, protocol, rules, defaultActions: [actionOf(fields, 'default')] }],
  };
  fields.done();
  return alb;
}

function ruleOf(fields: Fields): RuleModel {
  const rule = {
    priority: fields.number('priority') ?? 1,
    conditions: fields.objects('conditions').map(conditionOf),
    transforms: fields.objects('transforms').map(transformOf),
    actions: [actionOf(fields, 'action')],
  };
  fields.done();
  return rule;
}

const conditionFields = [
  'host-header',
  'path-pattern',
  'http-header',
  'http-request-method',
  'query-string',
  'source-ip',
] as const;

function conditionOf(fields: Fields): ConditionModel {
  const field = fields.word('field', conditionFields);
  if (field === undefined) throw fields.unknown('field');
  const condition = conditionOfKind(fields, field);
  fields.done();
  return condition;
}

function conditionOfKind(fields: Fields, field: (typeof conditionFields)[number]): ConditionModel {
  switch (field) {
    case 'query-string':
      return { field, values: (fields.list('values') ?? []).map((value, index) => queryValue(fields, value, index)) };
    case 'http-header':
      return {
        field,
        name: fields.text('httpHeaderName') ?? '',
        values: fields.texts('values') ?? [],
        ...optional('regexValues', fields.texts('regexValues')),
      };
    case 'host-header':
    case 'path-pattern':
      return { field, values: fields.texts('values') ?? [], ...optional('regexValues', fields.texts('regexValues')) };
    default:
      return { field, values: fields.texts('values') ?? [] };
  }
}

function queryValue(fields: Fields, value: unknown, index: number): { key?: string; value: string } {
  if (typeof value === 'string') return { value };
  const pair = new Fields(value, `${fields.pathOf('values')}[${index}]`);
  const result = { ...optional('key', pair.text('key')), value: pair.text('value') ?? '' };
  pair.done();
  return result;
}

/** One transform of the format, as one rewrite. */
export function transformOf(fields: Fields): TransformModel {
  const type = fields.word('type', ['url-rewrite', 'host-header-rewrite']);
  if (type === undefined) throw fields.unknown('type');
  const transform = { type, rewrites: [{ regex: fields.text('regex') ?? '', replace: fields.text('replace') ?? '' }] };
  fields.done();
  return transform;
}

const actionTypes = ['forward', 'redirect', 'fixed-response'] as const;

function actionOf(owner: Fields, name: string): ActionModel {
  const value = owner.raw(name);
  if (value === undefined || value === 'forward')
    return { type: 'forward', targetGroups: [{ targetGroup: unnamedGroup }] };
  const fields = new Fields(value, owner.pathOf(name));
  const action = actionOfType(fields, fields.word('type', actionTypes));
  fields.done();
  return action;
}

function actionOfType(fields: Fields, type: (typeof actionTypes)[number] | undefined): ActionModel {
  switch (type) {
    case 'forward': {
      const stickiness = fields.fields('stickiness');
      const groups = fields.objects('targetGroups').map((group) => {
        const one = { targetGroup: group.text('name') ?? unnamedGroup, ...optional('weight', group.number('weight')) };
        group.done();
        return one;
      });
      const sticky = stickiness && {
        enabled: stickiness.boolean('enabled') ?? false,
        ...optional('durationSeconds', stickiness.number('durationSeconds')),
      };
      stickiness?.done();
      return {
        type,
        targetGroups: groups.length > 0 ? groups : [{ targetGroup: unnamedGroup }],
        ...optional('stickiness', sticky),
      };
    }
    case 'redirect':
      return {
        type,
        statusCode: redirectStatus(fields),
        ...optional('protocol', fields.text('protocol')),
        ...optional('host', fields.text('host')),
        ...(fields.has('port') ? { port: fields.scalar('port') } : {}),
        ...optional('path', fields.text('path')),
        ...optional('query', fields.text('query')),
      };
    case 'fixed-response':
      return {
        type,
        statusCode: fields.scalar('statusCode'),
        ...optional('contentType', fields.text('contentType')),
        ...optional('messageBody', fields.text('messageBody')),
      };
    case undefined:
      throw fields.unknown('type');
  }
}

/** `HTTP_301`, also written as the number alone. */
function redirectStatus(fields: Fields): 'HTTP_301' | 'HTTP_302' {
  const status = fields.has('statusCode') ? fields.scalar('statusCode') : '302';
  const known = /^(?:HTTP_)?(301|302)$/i.exec(status)?.[1];
  if (known === undefined) throw fields.unknown(`statusCode = ${status}`);
  return known === '301' ? 'HTTP_301' : 'HTTP_302';
}

function groupNames(alb: AlbModel): Set<string> {
  const actions = alb.listeners.flatMap(({ rules, defaultActions }) => [
    ...rules.flatMap((rule) => rule.actions),
    ...defaultActions,
  ]);
  return new Set(
    actions.flatMap((action) =>
      action.type === 'forward' ? action.targetGroups.map(({ targetGroup }) => targetGroup) : [],
    ),
  );
}

function groupOf(logicalId: string, behaviour: TargetBehaviour): TargetGroupModel {
  return {
    logicalId,
    name: logicalId,
    type: 'ip',
    protocol: 'HTTP',
    port: 80,
    targets: [{ id: '10.0.1.1', behaviour }],
  };
}

function nlbOf(
  fields: Fields,
  alb: AlbModel | undefined,
  behaviour: TargetBehaviour,
  targetGroups: Record<string, TargetGroupModel>,
): NlbModel {
  const listeners = fields.objects('listeners').map((listener, index) => {
    const key = `nlb-group-${index}`;
    const group = listener.fields('targetGroup');
    const port = listener.number('port') ?? 80;
    const type = group?.word('type', ['alb', 'ip', 'instance']) ?? 'alb';
    const check = group?.fields('healthCheck');
    targetGroups[key] = {
      ...groupOf(key, behaviour),
      type,
      protocol: 'TCP',
      port: type === 'alb' ? (alb?.listeners[0]?.port ?? port) : port,
      ...(type === 'alb' ? { targets: [{ id: testBed.albKey }] } : {}),
      ...optional('healthCheck', check && healthCheckOf(check)),
    };
    group?.done();
    const protocol = listener.word('protocol', ['TCP', 'TLS', 'UDP', 'TCP_UDP']) ?? 'TCP';
    listener.done();
    return { logicalId: `NlbListener${index}`, port, protocol, targetGroups: [{ targetGroup: key }] };
  });
  fields.done();
  return { logicalId: testBed.nlbKey, dnsName: 'nlb.elb.us-east-1.amazonaws.com', listeners };
}

function healthCheckOf(fields: Fields): NonNullable<TargetGroupModel['healthCheck']> {
  const check = {
    ...optional('path', fields.text('path')),
    ...optional('protocol', fields.text('protocol')),
    ...(fields.has('port') ? { port: fields.scalar('port') } : {}),
    ...(fields.has('matcher') ? { matcher: fields.scalar('matcher') } : {}),
  };
  fields.done();
  return check;
}
