import type { Measurable } from '../../compare/index';
import type { TableOptions } from '../../compare/table/index';
import type { ComparisonView } from '../../service';
import { defineCommand } from '../command';
import { checkParameters } from '../entry';
import type { Input } from '../inputs';
import { UserError, type Io } from '../io';
import { createProjects } from '../project';
import { readMeasured } from '../measured';
import { comparisonMarkdown } from '../report/comparison-markdown';
import { comparisonText } from '../report/comparison-text';
import { replayJson } from '../report/replay-text';
import { readAccessLog, readReplay, type RecordingFile } from '../replay/read';
import { chosenParameters, parameterOptions } from '../parameters';
import { openWorkspace, reportFailures, type Workspace } from '../workspace';

export default defineCommand({
  name: 'compare',
  operands: 'BEFORE [AFTER]',
  summary: 'set two templates side by side, or one and its conversion',
  options: {
    region: { type: 'string', value: 'REGION', help: 'the Region whose prices count; default us-east-1' },
    'requests-per-month': { type: 'string', value: 'N', help: 'requests in a month, for the cost' },
    'gb-per-month': { type: 'string', value: 'N', help: 'gigabytes in a month, for the cost' },
    ...parameterOptions,
    'measured-before': {
      type: 'string',
      value: 'FILE',
      help: 'what autocannon --json told of the running system before, for the latency',
    },
    'measured-after': { type: 'string', value: 'FILE', help: 'the same after' },
    measure: { type: 'boolean', help: 'send requests through both sides on the loopback now, for the latency' },
    replay: {
      type: 'string',
      value: 'FILE',
      help: 'a .http or .har file: which of its requests would end elsewhere',
    },
    'access-log': {
      type: 'string',
      value: 'FILE',
      help: 'API Gateway access logs (CLF or JSON): which of their requests would end elsewhere',
    },
    stage: { type: 'string', value: 'NAME', help: 'the stage of recorded paths that name none' },
    format: {
      type: 'string',
      short: 'f',
      choices: ['text', 'markdown', 'json'],
      help: 'how to report; text is the default',
    },
  },
  examples: [
    'unbridge compare template.yaml',
    'unbridge compare template.yaml --requests-per-month 50000000 --gb-per-month 200',
    'unbridge compare before.yaml after.yaml --format markdown',
    'unbridge compare template.yaml --measure',
    'unbridge compare template.yaml --access-log yesterday.log',
  ],

  async run(operands, values, io) {
    const [beforeName, afterName, ...others] = operands;
    if (beforeName === undefined)
      throw new UserError('unbridge compare: BEFORE is missing; name a template, a folder or - for stdin');
    if (others.length > 0)
      throw new UserError(`unbridge compare: BEFORE and AFTER are two names, and ${operands.length} were given`);
    const stated = {
      region: readRegion(values.region),
      requestsPerMonth: readNumber('requests-per-month', values['requests-per-month']),
      gbPerMonth: readNumber('gb-per-month', values['gb-per-month']),
    };
    const parameters = await chosenParameters('compare', values, io);

    if (values.measure && (values['measured-before'] ?? values['measured-after']) !== undefined)
      throw new UserError('unbridge compare: choose one of --measure and --measured-before, --measured-after');

    const recorded = await readRecording(values, io);
    const [before, afterwards] = [values['measured-before'], values['measured-after']];
    const measured = {
      ...(before === undefined ? {} : { before: await readMeasured(before, io) }),
      ...(afterwards === undefined ? {} : { after: await readMeasured(afterwards, io) }),
    };

    const workspace = await openWorkspace('compare', [beforeName], io);
    const after = afterName === undefined ? undefined : await openWorkspace('compare', [afterName], io);
    checkParameters(parameters, withBoth(workspace, after), 'unbridge compare: --param');
    const start = startOf(workspace);
    // What the options leave open, the `unbridge.yaml` of the template may say.
    const { compare } = (await createProjects(io).of(start.uri)).settings;
    const requestsPerMonth = stated.requestsPerMonth ?? compare.requestsPerMonth;
    const gbPerMonth = stated.gbPerMonth ?? compare.gbPerMonth;
    const options = {
      region: stated.region ?? compare.region ?? 'us-east-1',
      parameters,
      ...(requestsPerMonth === undefined ? {} : { requestsPerMonth }),
      ...(gbPerMonth === undefined ? {} : { gbPerMonth }),
      ...(after ? { after: textsOf(after) } : {}),
      ...(recorded ? { recording: recorded.recording } : {}),
      ...(values.stage === undefined ? {} : { stage: values.stage }),
    };
    const compared = workspace.service.compare(start.uri, { ...options, measured });
    const view = values.measure
      ? { ...compared, rows: compared.rowsWith(await measure(compared.measurable(), io)) }
      : compared;

    io.stdout.write(report(values.format, view, recorded?.name ?? '', io));
    tell(view, workspace, start, io);
    return view.proof.differences.length + (view.replay?.differences.length ?? 0) > 0 ? 1 : 0;
  },
});

/** Milliseconds of both sides; nothing where no request can be sent, which is said. */
async function measure(sides: Measurable, io: Io): Promise<NonNullable<TableOptions['measured']>> {
  const { measureLive } = await import('./serve');
  io.stderr.write('measuring both sides on the loopback…\n');
  const measured = await measureLive(sides);
  if (!measured)
    io.stderr.write(
      '--measure: no request goes over a link to a target on both sides, so there is nothing to measure\n',
    );
  return measured ?? {};
}

function report(format: 'text' | 'markdown' | 'json', view: ComparisonView, recording: string, io: Io): string {
  switch (format) {
    case 'text':
      return comparisonText(view, recording, io);
    case 'markdown':
      return comparisonMarkdown(view, recording);
    case 'json':
      return `${JSON.stringify(toJson(view, recording), undefined, 2)}\n`;
  }
}

function toJson({ rows, proof, replay }: ComparisonView, recording: string): object {
  return { rows, proof, ...(replay ? { replay: replayJson(recording, replay) } : {}) };
}

async function readRecording(
  { replay, 'access-log': log, stage }: Readonly<Record<'replay' | 'access-log' | 'stage', string | undefined>>,
  io: Io,
): Promise<RecordingFile | undefined> {
  if (replay !== undefined && log !== undefined)
    throw new UserError('unbridge compare: choose one of --replay and --access-log');
  if (stage !== undefined && replay === undefined && log === undefined)
    throw new UserError('unbridge compare: --stage goes with --replay or --access-log');
  if (replay !== undefined) return readReplay(replay, io);
  return log === undefined ? undefined : readAccessLog(log, io);
}

/** What a reader should know beside the table. */
function tell(view: ComparisonView, workspace: Workspace, start: Input, io: Io): void {
  for (const { name, uri } of workspace.templates)
    if (!view.uris.includes(uri))
      io.stderr.write(`${name}: left out, for ${start.name} and it do not refer to each other\n`);
  for (const { location, logicalId, reason } of view.blocked)
    io.stderr.write(`${workspace.lineOf(location)}: "${logicalId}" stays as it is: ${reason}\n`);
  if (!view.changed && view.blocked.length === 0)
    io.stderr.write(
      `${start.name}: nothing to convert, so both sides are the same; name a second template to compare\n`,
    );
  for (const assumption of view.assumptions) io.stderr.write(`assumed: ${assumption}\n`);
  reportFailures(view.failures, io);
}

/** The template where the requests enter: the first with an API, else the first. */
function startOf({ templates, operands, service }: Workspace): Input {
  const start = templates.find(({ uri }) => service.routes(uri).length > 0) ?? templates[0];
  if (!start) throw new UserError(`${operands}: no CloudFormation or SAM template`);
  return start;
}

function textsOf(workspace: Workspace) {
  const start = startOf(workspace);
  const language = (input: Input) => workspace.document(input).language;
  return [start, ...workspace.templates.filter((input) => input !== start)].map((input) => ({
    uri: input.uri,
    text: input.text,
    language: language(input),
  }));
}

/** A parameter may be one of either side. */
function withBoth(before: Workspace, after: Workspace | undefined): Workspace {
  if (!after) return before;
  const ofAfter = new Set(after.templates);
  return {
    ...before,
    templates: [...before.templates, ...after.templates],
    document: (input) => (ofAfter.has(input) ? after : before).document(input),
  };
}

function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text.replaceAll('_', ''));
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new UserError(`unbridge compare: --${name} is a number such as 1000000, not "${text}"`);
  return value;
}

function readRegion(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(text))
    throw new UserError(`unbridge compare: --region is a Region such as us-east-1, not "${text}"`);
  return text;
}
