import { rulesOf, type Listener, type ListenerRule, type RuleCondition, type Transform } from '../../topology/index';
import type { ConditionModel, RuleModel, TransformModel } from '../model';
import { actionModels } from './actions';
import { defined } from './defined';
import type { Scene } from './scene';
import { placeOf, placeOfBlock } from './spans';

/** One more than the highest priority there is. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html */
const afterAllPriorities = 50_001;

/** The rules of a listener, by ascending priority. */
export function ruleModels(scene: Scene, listener: Listener): readonly RuleModel[] {
  let next = afterAllPriorities;
  return rulesOf(scene.topology, listener)
    .filter((rule) => scene.isPresent(rule))
    .flatMap((rule): RuleModel[] => {
      const conditions = conditionsOf(scene, rule);
      if (!conditions) return [];
      let priority = scene.number(rule.priority);
      if (priority === undefined) {
        scene.assume(
          `The priority of "${rule.logicalId}" is not known; it is taken to come after the rules whose priority is.`,
        );
        priority = next;
        next += 1;
      }
      const transforms = scene.items(rule.transforms).flatMap((transform) => transformModel(scene, transform) ?? []);
      return [
        defined({
          ...placeOf(rule),
          logicalId: rule.logicalId,
          priority,
          conditions,
          transforms: transforms.length > 0 ? transforms : undefined,
          actions: actionModels(scene, rule.actions, `"${rule.logicalId}"`),
        }),
      ];
    });
}

/** `undefined` where one condition is not known: a rule without it would take requests that are not its own. */
function conditionsOf(scene: Scene, rule: ListenerRule): readonly ConditionModel[] | undefined {
  const models = scene.items(rule.conditions).map((condition) => conditionModel(scene, condition));
  if (rule.conditions?.unknown || rule.conditions?.reference || models.some((model) => model === undefined)) {
    scene.assume(`"${rule.logicalId}" is left out: one of its conditions is not known.`);
    return undefined;
  }
  return models as readonly ConditionModel[];
}

function conditionModel(scene: Scene, condition: RuleCondition): ConditionModel | undefined {
  const place = placeOfBlock(condition.at, condition.at);
  const texts = (list: RuleCondition['values']): readonly string[] =>
    scene.settleList(list).items.flatMap((item) => scene.textOf(item) ?? []);
  const values = texts(condition.values);
  const regexValues = condition.regexValues && texts(condition.regexValues);
  const field = scene.text(condition.field);
  switch (field) {
    case 'host-header':
    case 'path-pattern':
      return defined({ ...place, field, values, regexValues });
    case 'http-request-method':
    case 'source-ip':
      return { ...place, field, values };
    case 'http-header': {
      const name = scene.text(condition.headerName);
      return name === undefined ? undefined : defined({ ...place, field, name, values, regexValues });
    }
    case 'query-string': {
      const pairs = scene.items(condition.queryStrings).flatMap(({ key, value }) => {
        const text = scene.text(value);
        return text === undefined ? [] : [defined({ key: scene.text(key), value: text })];
      });
      return { ...place, field, values: pairs };
    }
    default:
      return undefined;
  }
}

function transformModel(scene: Scene, transform: Transform): TransformModel | undefined {
  const type = scene.text(transform.type);
  if (type !== 'url-rewrite' && type !== 'host-header-rewrite') return undefined;
  const rewrites = transform.rewrites.flatMap(({ regex, replace }) => {
    const [pattern, replacement] = [scene.text(regex), scene.text(replace)];
    return pattern === undefined || replacement === undefined ? [] : [{ regex: pattern, replace: replacement }];
  });
  return { ...placeOfBlock(transform.at, transform.at), type, rewrites };
}
