import type { Assumptions } from '../../topology/index';

/** The end of a message about something that is only so under a condition: ` when condition "IsProd" holds`. */
export function conditionText(when: Assumptions, known: Assumptions = []): string {
  const extra = when.filter(
    ({ uri, condition }) => !known.some((given) => given.uri === uri && given.condition === condition),
  );
  if (extra.length === 0) return '';
  return ` when ${extra.map(({ condition, holds }) => `condition "${condition}" ${holds ? 'holds' : 'does not hold'}`).join(' and ')}`;
}
