import type { Replay, ReplayDifference } from '../../compare/replay/index';
import { count, type Style } from '../style';
import { skippedJson, skippedLines } from './skipped';

/** Which recorded requests end elsewhere, each cause once, with how often and where they stand. */
export function replayLines(name: string, replay: Replay, style: Style): readonly string[] {
  const { requests, same, differences, skipped, sampled, unit, unrouted, unroutedExample } = replay;
  const causes = new Map<string, ReplayDifference[]>();
  for (const difference of differences) causes.set(difference.why, [...(causes.get(difference.why) ?? []), difference]);
  return [
    style.bold(`Requests of ${name === '-' ? 'stdin' : name}`),
    `  ${(same === requests ? style.green : style.yellow)(`${same} of ${count(requests, 'recorded request')} ${same === 1 ? 'ends' : 'end'} where ${same === 1 ? 'it' : 'they'} did`)}`,
    ...(unrouted > 0
      ? [
          `  ${style.yellow(`${unrouted} of them ${unrouted === 1 ? 'meets' : 'meet'} no stage and method of the template on either side, such as ${unroutedExample}`)}`,
        ]
      : []),
    ...[...causes].flatMap(([why, affected]) => [
      `  ${style.yellow('≠')} ${why}`,
      ...affected.map(
        ({ request, count: times, at, before, after }) =>
          `      ${times} × ${request} (${unit} ${at.join(', ')}${times > at.length ? ', …' : ''}): ${after} instead of ${before}`,
      ),
    ]),
    ...(sampled > 0
      ? [
          `  ${style.dim(`${count(sampled, 'request')} ${sampled === 1 ? 'names' : 'name'} a resource, not a path; samples stand for its parameters`)}`,
        ]
      : []),
    ...skippedLines(skipped, unit, style),
  ];
}

/** The same for machines. */
export function replayJson(
  file: string,
  { requests, same, differences, skipped, sampled, unit, unrouted }: Replay,
): object {
  return {
    file,
    requests,
    same,
    differences: differences.map(({ at, ...difference }) => ({
      ...difference,
      [unit === 'line' ? 'lines' : 'entries']: at,
    })),
    sampled,
    unrouted,
    skipped: skippedJson(skipped, unit),
  };
}
