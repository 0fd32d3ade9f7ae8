import type { ProofView } from '../../service';
import type { Converted } from '../commands/convert';
import type { Io } from '../io';
import { count, styleFor, type Style } from '../style';
import type { Workspace } from '../workspace';

/** What a conversion did, for people: steps, notes, what is in the way, and the proof. */
export function conversionText(
  converted: readonly Converted[],
  workspace: Workspace,
  written: boolean,
  io: Io,
): string {
  const style = styleFor(io, io.stderr);
  const told = converted.filter(({ view }) => view.changed || view.blocked.length > 0 || view.notes.length > 0);
  if (told.length === 0) return `Nothing to convert in ${count(converted.length, 'file')}\n`;
  // Files that change together share one proof, which stands under the last of them.
  const last = new Map(told.map((file) => [file.view.proof, file]));
  return told.map((file) => fileText(file, last.get(file.view.proof) === file, workspace, written, style)).join('\n');
}

function fileText(
  { input, view }: Converted,
  withProof: boolean,
  { rangeIn }: Workspace,
  written: boolean,
  style: Style,
): string {
  const at = (range: { start: number; end: number }): string => {
    const { line, column } = rangeIn(view.uri, range).start;
    return style.dim(`${line + 1}:${column + 1}`);
  };
  const state = view.changed ? (written ? 'converted' : 'can be converted') : 'left as it is';
  return [
    `${style.bold(input.name)}: ${state}${differing(view, style)}`,
    ...stepLines(view, at, style),
    ...view.blocked.map(({ range, logicalId, reason }) => `  ${style.red('✖')} ${at(range)} "${logicalId}": ${reason}`),
    ...view.notes.map(({ range, text }) => `  ${style.blue('i')} ${at(range)} ${text}`),
    ...(view.proof && withProof ? proofLines(view.proof, style) : []),
    '',
  ].join('\n');
}

/** Stands beside the name of the file, so that nobody misses it below the notes. */
function differing({ proof }: Converted['view'], style: Style): string {
  const number = proof?.differences.length ?? 0;
  if (!proof || number === 0) return '';
  const verb = number === 1 ? 'differs' : 'differ';
  return style.yellow(`, but ${number} of ${count(proof.requests, 'request')} ${verb} from before: see ≠ below`);
}

/** One line for each step, with the parts it touches; where it looks for a human, it says so once. */
function stepLines(
  { steps }: Converted['view'],
  at: (range: { start: number; end: number }) => string,
  style: Style,
): readonly string[] {
  return stepsWithParts(steps).map(({ title, safety, range }) => {
    const review = safety === 'review' ? style.yellow(' (review)') : '';
    return `  ${style.green('•')} ${at(range)} ${title}${review}`;
  });
}

/** Equal steps as one, whose title goes on with the parts it touches: `Take a new deployment of the API: Deployment`. */
export function stepsWithParts(
  steps: Converted['view']['steps'],
): readonly Pick<Converted['view']['steps'][number], 'step' | 'title' | 'safety' | 'range'>[] {
  return [...new Set(steps.map(({ title }) => title))].map((title) => {
    const same = steps.filter((step) => step.title === title);
    const parts = [...new Set(same.map(({ logicalId, part = logicalId }) => part))].join(', ');
    const safety = same.some((step) => step.safety === 'review') ? 'review' : 'safe';
    const { step, range } = same[0]!;
    return { step, title: `${title}: ${parts}`, safety, range };
  });
}

/** How many requests are the same down both paths, and what makes the others differ; each cause once. */
export function proofLines({ requests, same, differences }: ProofView, style: Style): readonly string[] {
  if (requests === 0) return ['  Proof: no request could be sent down both paths, so nothing is proven'];
  const all = same === requests ? style.green : style.yellow;
  const causes = new Map<string, string[]>();
  for (const { request, why } of differences) causes.set(why, [...(causes.get(why) ?? []), request]);
  return [
    `  ${all(`Proof: ${same} of ${count(requests, 'request')} ${same === 1 ? 'is' : 'are'} the same down the old and the new path`)}`,
    ...[...causes].flatMap(([why, affected]) => [
      `  ${style.yellow('≠')} ${why}`,
      ...someOf(affected).map((request) => `      ${request}`),
    ]),
  ];
}

function someOf(requests: readonly string[]): readonly string[] {
  return requests.length <= 6 ? requests : [...requests.slice(0, 5), `and ${requests.length - 5} more`];
}
