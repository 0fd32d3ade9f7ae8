import type { SimOptions } from '../../simulate/index';
import { defineCommand } from '../command';
import { checkParameters, entryOf, startFor } from '../entry';
import { UserError, type Io } from '../io';
import { chosenParameters, parameterOptions } from '../parameters';
import { readReplay, type RecordingFile } from '../replay/read';
import { replay } from '../replay/simulate';
import { readRequest, type RequestOptions } from '../request';
import { traceJson } from '../report/trace-json';
import { traceText } from '../report/trace-text';
import { openWorkspace, tellProblems } from '../workspace';

export default defineCommand({
  name: 'simulate',
  operands: "FILE… --request 'METHOD /stage/path'",
  summary: 'send one request through gateway, link, load balancers and rules',
  options: {
    request: {
      type: 'string',
      short: 'r',
      value: "'METHOD /PATH'",
      help: 'the request; for an API the path starts with the stage',
    },
    header: { type: 'string', short: 'H', multiple: true, value: "'Name: value'", help: 'a header' },
    replay: { type: 'string', value: 'FILE', help: 'send the requests of a .http or .har file instead of one' },
    stage: { type: 'string', value: 'NAME', help: 'with --replay, the stage of paths that name none' },
    data: { type: 'string', short: 'd', value: 'BODY', help: 'the body; @file reads it from a file' },
    'source-ip': { type: 'string', value: 'IP', help: 'the address of the client; default 203.0.113.10' },
    ...parameterOptions,
    to: {
      type: 'string',
      value: '[FILE#]ID[:PORT]',
      help: 'the API or load balancer that takes the request, where there are several',
    },
    'as-documented': {
      type: 'boolean',
      help: 'follow the documentation where recorded behaviour differs (stage in the path, 504)',
    },
    'let-pass': { type: 'boolean', help: 'skip authorizers, API keys and security groups' },
    format: { type: 'string', short: 'f', choices: ['text', 'json'], help: 'how to report; text is the default' },
  },
  examples: [
    "unbridge simulate template.yaml --request 'GET /prod/orders/7'",
    'unbridge simulate template.yaml --replay orders.http',
    "unbridge simulate template.yaml -r 'POST /prod/orders' -H 'Content-Type: application/json' -d @order.json --format json",
  ],

  async run(operands, values, io) {
    const recording = await readRecording(values, io);
    const request = recording ? undefined : await readRequest(values, io);
    const parameters = await chosenParameters('simulate', values, io);
    const workspace = await openWorkspace('simulate', operands, io);
    const [first] = workspace.templates;
    if (!first) throw new UserError(`${workspace.operands}: no CloudFormation or SAM template`);
    checkParameters(parameters, workspace, 'unbridge simulate: --param');
    tellProblems(workspace, io);
    const stage = request?.path.split('/')[1];
    const to =
      values.to === undefined
        ? undefined
        : entryOf(values.to, workspace, 'unbridge simulate: --to', { stage, parameters });
    const start = to?.uri ?? startFor(request?.path ?? `/${values.stage ?? ''}`, workspace, parameters) ?? first.uri;
    const options = {
      ...(values['as-documented'] ? asDocumented : {}),
      ...(values['let-pass'] ? letPass : {}),
      parameters,
    };
    if (!request) {
      if (recording)
        replay(recording, start, workspace, { ...options, stage: values.stage, format: values.format }, io);
      return 0;
    }
    const view = workspace.service.simulate(start, { ...request, ...(to ? { to: to.entry } : {}) }, options);
    if (values.format === 'json')
      io.stdout.write(`${JSON.stringify(traceJson(view, start, workspace), undefined, 2)}\n`);
    else io.stdout.write(traceText(view, start, workspace, io));
    for (const assumption of view.assumptions) io.stderr.write(`assumed: ${assumption}\n`);
    return 0;
  },
});

/** A recording brings requests of its own, so that nothing of one request can be given beside it. */
async function readRecording(
  { replay: file, ...values }: RequestOptions & Readonly<Record<'replay' | 'to' | 'stage', string | undefined>>,
  io: Io,
): Promise<RecordingFile | undefined> {
  if (file === undefined && values.stage !== undefined)
    throw new UserError('unbridge simulate: --stage goes with --replay; the path of --request starts with its stage');
  if (file === undefined) return undefined;
  const given = [values.request, values.data, values['source-ip'], values.to, ...values.header];
  if (given.some((value) => value !== undefined))
    throw new UserError(
      'unbridge simulate: --replay brings its own requests; leave out --request and what belongs to it',
    );
  return readReplay(file, io);
}

const asDocumented: SimOptions = { stageInPath: 'as-documented', integrationFailure: 'as-documented' };
const letPass: SimOptions = { authorization: 'let-pass', apiKeys: 'let-pass', securityGroups: 'ignore' };
