import type { ActionModel, AlbListenerModel, RuleModel } from '../model';
import type { Alternative } from '../trace';
import { compileCondition, type Condition, type RequestFacts } from './conditions';

/** A rule as the engine uses it, prepared once per listener. */
export interface PreparedRule {
  readonly rule: RuleModel;
  /** What sentences call it. */
  readonly label: string;
  readonly conditions: readonly Condition[];
  readonly actions: readonly ActionModel[];
  /** Why it wins when it does. */
  readonly reason: string;
}

export interface RuleChoice {
  /** Undefined stands for the default rule. */
  readonly winner?: PreparedRule;
  /** The rules before it, each with its reason. Worked out when asked for: most requests want only the winner. */
  lost(): Alternative[];
}

interface RuleBook {
  readonly rules: readonly PreparedRule[];
  readonly defaultActions: readonly ActionModel[];
}

const books = new WeakMap<AlbListenerModel, RuleBook>();

/** The first rule by priority whose conditions all fit. */
export function chooseRule(listener: AlbListenerModel, facts: RequestFacts): RuleChoice {
  const { rules } = bookOf(listener);
  const failed: Condition[] = [];
  for (const rule of rules) {
    const wrong = firstWrong(rule, facts);
    if (!wrong) return { winner: rule, lost: () => describe(rules, failed, facts) };
    failed.push(wrong);
  }
  return { lost: () => describe(rules, failed, facts) };
}

/** What the listener does where no rule fits, in order. */
export function defaultActions(listener: AlbListenerModel): readonly ActionModel[] {
  return bookOf(listener).defaultActions;
}

function firstWrong({ conditions }: PreparedRule, facts: RequestFacts): Condition | undefined {
  for (const condition of conditions) if (!condition.fits(facts)) return condition;
  return undefined;
}

function describe(rules: readonly PreparedRule[], failed: readonly Condition[], facts: RequestFacts): Alternative[] {
  return failed.map((condition, index) => {
    const { label, rule } = rules[index] as PreparedRule;
    const at = condition.at ?? rule.at;
    const why = `did not match: ${condition.mismatch(facts)}`;
    return at ? { what: label, why, at } : { what: label, why };
  });
}

function bookOf(listener: AlbListenerModel): RuleBook {
  let book = books.get(listener);
  if (!book) {
    const rules = [...listener.rules].sort((a, b) => a.priority - b.priority).map(prepare);
    books.set(listener, (book = { rules, defaultActions: inOrder(listener.defaultActions) }));
  }
  return book;
}

function prepare(rule: RuleModel): PreparedRule {
  return {
    rule,
    label: `rule ${rule.priority}`,
    conditions: rule.conditions.map(compileCondition),
    actions: inOrder(rule.actions),
    reason: reasonOf(rule),
  };
}

function inOrder(actions: readonly ActionModel[]): readonly ActionModel[] {
  return [...actions].sort((a, b) => (a.order ?? 1) - (b.order ?? 1));
}

function reasonOf({ conditions }: RuleModel): string {
  const fields = [...new Set(conditions.map(({ field }) => field))];
  if (fields.length === 0) return 'It has no conditions.';
  return `All its conditions match (${fields.join(', ')}), and no rule with a lower priority number does.`;
}
