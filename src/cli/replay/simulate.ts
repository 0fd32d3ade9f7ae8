import { endingOf } from '../../compare/ending';
import { describeRequest } from '../../compare/index';
import { placeRecorded, type Skipped } from '../../compare/replay/index';
import type { SimulationView } from '../../service';
import type { SimOptions } from '../../simulate/index';
import type { Io } from '../io';
import { traceJson } from '../report/trace-json';
import { skippedJson, skippedLines } from '../report/skipped';
import { count, styleFor } from '../style';
import type { Workspace } from '../workspace';
import type { RecordingFile } from './read';

/** How the requests of a recording are sent. */
export interface ReplayOptions extends SimOptions {
  readonly parameters: Readonly<Record<string, string>>;
  readonly stage: string | undefined;
  readonly format: 'text' | 'json';
}

interface Sent {
  readonly at: number;
  readonly name: string;
  readonly recordedStatus: number | undefined;
  /** Who answers, with which status. */
  readonly ending: string;
  readonly view: SimulationView;
}

/** Sends every request of a recording, and reports where each one ends. */
export function replay(
  { name, recording }: RecordingFile,
  start: string,
  workspace: Workspace,
  { stage, format, ...options }: ReplayOptions,
  io: Io,
): void {
  const { world, assumptions } = workspace.service.world(start, options.parameters);
  const skipped: Skipped[] = [...recording.skipped];
  const sent: Sent[] = [];
  for (const recorded of recording.requests) {
    const placed = placeRecorded(recorded, world, stage);
    if ('reason' in placed) skipped.push({ at: recorded.at, reason: placed.reason });
    else {
      const view = workspace.service.simulate(start, placed.request, options);
      const { status, place } = endingOf(view.trace, world);
      const title = describeRequest({ ...placed.request, headers: {} });
      sent.push({
        at: recorded.at,
        name: recorded.name ? `${recorded.name}: ${title}` : title,
        recordedStatus: recorded.status,
        ending: `${status} from ${place}`,
        view,
      });
    }
  }
  skipped.sort((left, right) => left.at - right.at);
  if (format === 'json') io.stdout.write(json(sent, skipped, recording.unit, start, workspace));
  else io.stdout.write(text(name, sent, skipped, recording.unit, io));
  for (const assumption of assumptions) io.stderr.write(`assumed: ${assumption}\n`);
}

function json(
  sent: readonly Sent[],
  skipped: readonly Skipped[],
  unit: 'line' | 'entry',
  start: string,
  workspace: Workspace,
): string {
  const document = {
    requests: sent.map(({ at, recordedStatus, view }) => ({
      [unit]: at,
      recordedStatus: recordedStatus ?? null,
      ...traceJson(view, start, workspace),
    })),
    skipped: skippedJson(skipped, unit),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function text(
  name: string,
  sent: readonly Sent[],
  skipped: readonly Skipped[],
  unit: 'line' | 'entry',
  io: Io,
): string {
  const style = styleFor(io, io.stdout);
  return [
    style.bold(name === '-' ? 'stdin' : name),
    ...sent.map(({ at, name: title, ending, recordedStatus, view }) => {
      const { status } = view.trace.response;
      const icon = status < 400 ? style.green('→') : style.yellow('!');
      const differs = recordedStatus !== undefined && recordedStatus !== status;
      return `  ${icon} ${style.dim(`${unit} ${at}`)} ${title}: ${ending}${differs ? style.yellow(` (recorded: ${recordedStatus})`) : ''}`;
    }),
    ...skippedLines(skipped, unit, style),
    `${count(sent.length, 'request')} sent`,
    '',
  ].join('\n');
}
