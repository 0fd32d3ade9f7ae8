import { soleOf, stringOf, type Action, type List, type Topology } from '../index';

/** The types that end a list of actions. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html */
export const terminalTypes: readonly string[] = ['forward', 'redirect', 'fixed-response'];

/** An action with its type. */
export interface KnownAction {
  readonly action: Action;
  readonly type: string;
}

/** The actions of a rule or listener; `undefined` where some, or their types, are not told or depend on conditions. */
export function knownActions(
  topology: Topology,
  actions: List<Action> | undefined,
): readonly KnownAction[] | undefined {
  if (!actions || actions.unknown || actions.reference) return undefined;
  const known: KnownAction[] = [];
  for (const { value: action, when } of actions.items) {
    const type = stringOf(soleOf(topology.resolve(action.type)));
    if (type === undefined || when.length > 0) return undefined;
    known.push({ action, type });
  }
  return known;
}

/** The one action that decides where requests end, where it is told. */
export function terminalAction(topology: Topology, actions: List<Action> | undefined): KnownAction | undefined {
  const terminal = knownActions(topology, actions)?.filter(({ type }) => terminalTypes.includes(type)) ?? [];
  return terminal.length === 1 ? terminal[0] : undefined;
}
