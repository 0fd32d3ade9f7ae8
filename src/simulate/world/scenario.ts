import { asString } from '../../template/index';
import { readConditions } from '../../topology/conditions';
import type { Assumption, Assumptions, Scope, Topology } from '../../topology/index';
import { pseudoParameters } from './pseudo-parameters';

/** One way in which all conditions of a set of templates come out. */
export interface Scenario {
  holds(assumptions: Assumptions): boolean;
  /** The conditions that were asked for and are not certain, as they were decided. */
  taken(): Assumptions;
  /** One sentence for each of them. */
  sentences(): readonly string[];
}

interface Decision {
  readonly holds: boolean;
  /** The rest of the sentence "is taken to hold: …"; undefined where nothing was taken on trust. */
  readonly trust: string | undefined;
}

/**
 * Decides every condition: as `when` says, else as the parameters' values and defaults have it, else that it holds.
 * The decisions of one template never contradict each other.
 */
export function createScenario(topology: Topology, when: Assumptions): Scenario {
  const decided = new Map<string, ReadonlyMap<string, Decision>>();
  const asked = new Map<string, { readonly taken: Assumption; readonly sentence: string }>();

  const decisionsOf = (uri: string): ReadonlyMap<string, Decision> => {
    let decisions = decided.get(uri);
    if (!decisions) decided.set(uri, (decisions = decide(topology, uri, when)));
    return decisions;
  };

  const holds = ({ uri, condition, holds: wanted }: Assumption): boolean => {
    const decision = decisionsOf(uri).get(condition) ?? { holds: true, trust: 'no condition of that name is declared' };
    if (decision.trust !== undefined) {
      const file = topology.documents.length > 1 ? ` of ${uri.slice(uri.lastIndexOf('/') + 1)}` : '';
      const outcome = decision.holds ? 'to hold' : 'not to hold';
      asked.set(`${uri}#${condition}`, {
        taken: { uri, condition, holds: decision.holds },
        sentence: `Condition "${condition}"${file} is taken ${outcome}: ${decision.trust}.`,
      });
    }
    return decision.holds === wanted;
  };

  return {
    holds: (assumptions) => assumptions.every(holds),
    taken: () => [...asked.values()].map(({ taken }) => taken),
    sentences: () => [...asked.values()].map(({ sentence }) => sentence),
  };
}

function decide(topology: Topology, uri: string, when: Assumptions): ReadonlyMap<string, Decision> {
  const scope = topology.scope(uri);
  const fixed = when.filter((assumption) => assumption.uri === uri);
  const decisions = new Map<string, Decision>();
  for (const { condition, holds } of fixed) decisions.set(condition, { holds, trust: undefined });
  if (!scope) return decisions;

  const names = scope.document.entries('Conditions').flatMap(({ key }) => asString(key) ?? []);
  const byDefault = names.length === 0 ? undefined : readConditions(scope.document, parameterValues(topology, scope));
  const taken: Assumption[] = [...fixed];
  const open: string[] = [];
  for (const name of names) {
    if (decisions.has(name)) continue;
    const certain = scope.conditions.settled(name);
    const likely = certain ?? byDefault?.settled(name);
    if (likely === undefined) open.push(name);
    else
      add(
        name,
        fixed.length === 0 || possible(name, likely) ? likely : !likely,
        certain === undefined ? 'so the defaults of its parameters say' : undefined,
      );
  }
  for (const name of open) add(name, possible(name, true), 'its parameters have no value');
  return decisions;

  function possible(condition: string, holds: boolean): boolean {
    return scope?.conditions.compatible([...taken, { uri, condition, holds }]) ?? true;
  }

  function add(condition: string, holds: boolean, trust: string | undefined): void {
    decisions.set(condition, { holds, trust });
    taken.push({ uri, condition, holds });
  }
}

/** Every parameter's value as far as it is known: chosen, given by a parent stack, or its default. */
function parameterValues(topology: Topology, scope: Scope): ReadonlyMap<string, string> {
  const values = new Map<string, string>([...Object.entries(pseudoParameters), ...scope.chosen]);
  for (const { key } of scope.document.entries('Parameters')) {
    const name = asString(key);
    if (name === undefined) continue;
    const outcomes = topology.resolve<string>({ kind: 'reference', target: { to: 'name', name }, at: key });
    const only = outcomes.length === 1 ? outcomes[0]?.value : undefined;
    if (only?.kind === 'literal') values.set(name, only.value);
  }
  return values;
}
