import type { ConversionFileView } from '../../service';
import { defineCommand } from '../command';
import { checkParameters } from '../entry';
import { encode, type Input } from '../inputs';
import { UserError } from '../io';
import { chosenParameters, parameterOptions } from '../parameters';
import { conversionText, stepsWithParts } from '../report/conversion-text';
import { tellStrangers } from '../strangers';
import { openWorkspace, reportFailures, type Workspace } from '../workspace';

/** What becomes of one input. */
export interface Converted {
  readonly input: Input;
  readonly view: ConversionFileView;
}

export default defineCommand({
  name: 'convert',
  operands: 'FILE…',
  summary: 'replace NLB bridges by VPC link V2, with proof',
  options: {
    diff: { type: 'boolean', help: 'print what would change as a unified diff; the default' },
    write: { type: 'boolean', short: 'w', help: 'write the files' },
    stdout: { type: 'boolean', help: 'print the new text of one file' },
    'keep-bridge': {
      type: 'boolean',
      help: 'leave NLB and V1 link in place, to be removed by a second run once traffic has moved',
    },
    'drop-outputs': {
      type: 'boolean',
      help: 'remove an old bridge, too, that outputs still hand to other stacks, once those are converted and deployed',
    },
    ...parameterOptions,
    format: { type: 'string', short: 'f', choices: ['text', 'json'], help: 'how to report; text is the default' },
  },
  examples: [
    'unbridge convert template.yaml',
    'unbridge convert api.yaml network.yaml --write',
    'unbridge convert template.yaml | git apply',
  ],

  async run(operands, values, io) {
    const modes = (['diff', 'write', 'stdout'] as const).filter((mode) => values[mode]);
    if (modes.length > 1) throw new UserError(`unbridge convert: choose one of --${modes.join(' and --')}`);
    if (values.stdout && values.format === 'json')
      throw new UserError('unbridge convert: --stdout prints a template and --format json a report; choose one');
    if (values['keep-bridge'] && values['drop-outputs'])
      throw new UserError('unbridge convert: choose one of --keep-bridge and --drop-outputs');
    const parameters = await chosenParameters('convert', values, io);
    const workspace = await openWorkspace('convert', operands, io, parameters);
    checkParameters(parameters, workspace, 'unbridge convert');
    const named = workspace.inputs.filter(({ tie }) => tie === undefined);
    if (values.stdout && named.length !== 1)
      throw new UserError(`unbridge convert: --stdout prints one file, and ${named.length} were named`);
    if (values.write && workspace.inputs.some(({ name }) => name === '-'))
      throw new UserError('unbridge convert: --write needs files; for stdin use --stdout');

    const isUnreadable = tellStrangers(workspace, io);
    if (isUnreadable && workspace.templates.length === 0 && values.format === 'text') return 2;
    const { files, failures } = workspace.service.convert(
      workspace.inputs.map(({ uri }) => uri),
      { keepBridge: values['keep-bridge'], dropOutputs: values['drop-outputs'] },
    );
    const converted = workspace.inputs.flatMap((input): Converted[] =>
      files.filter((view) => view.uri === input.uri && isTold(input, view)).map((view) => ({ input, view })),
    );
    const other = converted.find(({ input, view }) => view.changed && input !== named[0]);
    if (values.stdout && other)
      throw new UserError(
        `unbridge convert: --stdout prints one file, and ${other.input.name} changes with ${named[0]!.name}; use --diff or --write`,
      );
    const unreadable = converted.find(({ input, view }) => view.changed && !input.isUtf8);
    if (unreadable && (values.write || values.stdout))
      throw new UserError(
        `${unreadable.input.name}: is not UTF-8, so it cannot be written without loss; convert its encoding first`,
      );

    if (values.write)
      await io.disk.replace(
        changed(converted).map(({ input, view }) => ({
          path: input.uri,
          before: input.bytes,
          after: encode(view.newText, input.bytes),
        })),
      );
    if (values.format === 'json') io.stdout.write(`${JSON.stringify(toJson(converted, workspace), undefined, 2)}\n`);
    else {
      if (values.stdout) io.stdout.write(withMark(converted[0]!.view.newText, converted[0]!.input));
      else if (!values.write) io.stdout.write(await diffs(converted));
      io.stderr.write(conversionText(converted, workspace, values.write, io));
    }
    reportFailures(failures, io);
    if (isUnreadable) return 2;
    return converted.some(({ view }) => view.blocked.length > 0 || (view.proof?.differences.length ?? 0) > 0) ? 1 : 0;
  },
});

/** A file that nobody named is told of where something happens to it. */
function isTold({ tie }: Input, { changed: isChanged, blocked, notes }: ConversionFileView): boolean {
  return tie === undefined || isChanged || blocked.length > 0 || notes.length > 0;
}

function changed(converted: readonly Converted[]): readonly Converted[] {
  return converted.filter(({ view }) => view.changed);
}

async function diffs(converted: readonly Converted[]): Promise<string> {
  const { unifiedDiff } = await import('../report/diff');
  return changed(converted)
    .map(({ input, view }) => unifiedDiff(input.name, withMark(input.text, input), withMark(view.newText, input)))
    .join('');
}

/** The text with the byte order mark that its file has. */
function withMark(text: string, { bytes }: Input): string {
  return encode('', bytes).length > 0 ? `\ufeff${text}` : text;
}

function toJson(converted: readonly Converted[], { rangeIn }: Workspace): object {
  return {
    files: converted.map(({ input, view }) => ({
      file: input.name,
      changed: view.changed,
      edits: view.edits.map(({ range, newText }) => ({ range: rangeIn(view.uri, range), newText })),
      steps: stepsWithParts(view.steps).map(({ step, title, safety }) => ({ step, title, safety })),
      notes: view.notes.map(({ text }) => text),
      blocked: view.blocked.map(({ logicalId, range, reason }) => ({
        logicalId,
        range: rangeIn(view.uri, range),
        reason,
      })),
      ...(view.proof ? { proof: view.proof } : {}),
    })),
  };
}
