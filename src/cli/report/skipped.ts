import type { Skipped } from '../../compare/replay/index';
import { count, type Style } from '../style';

type Unit = 'line' | 'entry';

/** More than these are counted, not named. */
const maxNamed = 10;
const maxInJson = 1000;

/** What was left out of a recording, for people: how much, and the first ones with their reasons. */
export function skippedLines(skipped: readonly Skipped[], unit: Unit, style: Style): readonly string[] {
  if (skipped.length === 0) return [];
  const more = skipped.length - maxNamed;
  return [
    `  ${style.yellow(`${count(skipped.length, unit, unit === 'line' ? 'lines' : 'entries')} left out`)}`,
    ...skipped.slice(0, maxNamed).map(({ at, reason }) => `      ${at > 0 ? `${unit} ${at}: ` : ''}${reason}`),
    ...(more > 0 ? [`      and ${more} more`] : []),
  ];
}

/** The same for machines. */
export function skippedJson(skipped: readonly Skipped[], unit: Unit): object {
  return {
    count: skipped.length,
    first: skipped.slice(0, maxInJson).map(({ at, reason }) => ({ [unit]: at, reason })),
  };
}
