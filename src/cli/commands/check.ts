import type { CheckView, FindingView } from '../../service';
import type { FailOn } from '../../service/settings/settings';
import { defineCommand } from '../command';
import { absolute } from '../disk';
import { isIgnored } from '../ignored';
import { readInputs, type Input } from '../inputs';
import { UserError, type Io } from '../io';
import { checkParameters } from '../entry';
import { withoutKnown } from '../known-findings';
import { chosenParameters, parameterOptions } from '../parameters';
import { createProjects, type Project } from '../project';
import { annotations } from '../report/annotations';
import { checkText } from '../report/check-text';
import { tellStrangers } from '../strangers';
import { openWorkspace, reportFailures, type Workspace } from '../workspace';

/** What was found in one input. */
export interface Checked {
  readonly name: string;
  /** Without the findings that a baseline knows. */
  readonly view: CheckView;
  /** Findings that are not reported, for a baseline knows them. */
  readonly known: readonly FindingView[];
}

/** The same with what decides about it. */
export interface CheckedInput extends Checked {
  readonly input: Input;
  readonly project: Project;
  readonly failOn: FailOn;
}

/** From the gravest to the mildest. */
const severities = ['error', 'warning', 'info', 'hint'] as const;

export default defineCommand({
  name: 'check',
  operands: 'FILE…',
  summary: 'report what would fail a deployment or a request, and every NLB bridge',
  options: {
    format: {
      type: 'string',
      short: 'f',
      choices: ['text', 'json', 'sarif', 'github'],
      help: 'how to report; text is the default',
    },
    'fail-on': {
      type: 'string',
      choices: ['error', 'warning', 'info', 'hint'],
      optional: true,
      help: 'the mildest severity that makes the exit code 1; default warning, or what unbridge.yaml says',
    },
    baseline: { type: 'string', value: 'FILE', help: 'leave out the findings that this file knows' },
    'write-baseline': {
      type: 'string',
      value: 'FILE',
      help: 'write all findings to this file, to be known from now on',
    },
    before: {
      type: 'string',
      value: 'OLD',
      help: 'the one template as it is deployed; also tells deployments that would not be renewed',
    },
    ...parameterOptions,
  },
  examples: [
    'unbridge check template.yaml',
    'unbridge check template.yaml --parameters prod.json',
    'git show main:template.yaml | unbridge check template.yaml --before -',
    'unbridge check .',
    'unbridge check . --write-baseline unbridge-baseline.json',
    "unbridge check 'stacks/**/*.yaml' --format sarif > unbridge.sarif",
  ],

  async run(operands, values, io) {
    const parameters = await chosenParameters('check', values, io);
    const workspace = await openWorkspace('check', operands, io, parameters);
    checkParameters(parameters, workspace, 'unbridge check');
    const before = await readBefore(operands, values.before, io);
    const projects = createProjects(io);
    const checked: CheckedInput[] = [];
    for (const input of workspace.inputs) {
      // A nested stack tells of the values that go in and out; to check it, it is named.
      if (input.tie === 'nested') continue;
      const project = await projects.of(input.uri);
      // What a template names comes along unasked, so that `ignore` counts for it as for what a folder holds.
      if (input.tie === 'body' && isIgnored(input.uri, project)) continue;
      const view = workspace.service.check(input.uri, {
        levels: project.settings.rules,
        ...(before !== undefined && input === workspace.inputs[0] ? { before } : {}),
      });
      // A CDK app copies all sorts of JSON into its output; only the templates among them were meant.
      const isAsset = input.found && /(^|\/)cdk\.out\//.test(input.uri);
      if (view.dialect === 'none' && isAsset) continue;
      const failOn = values['fail-on'] ?? project.settings.failOn ?? 'warning';
      checked.push({ name: input.name, input, view, known: [], failOn, project });
    }
    const reported = await withoutKnown(checked, values, workspace, io);
    const isUnreadable = tellStrangers(workspace, io);
    const isNothing = isUnreadable && workspace.templates.length === 0;
    // Programs get their document all the same; a person would read "no findings".
    if (!isNothing || values.format !== 'text') io.stdout.write(await report(values.format, reported, workspace, io));
    if (values.format === 'text') tellOpenImports(reported, workspace, io);
    reportFailures(
      reported.flatMap(({ view }) => view.failures),
      io,
    );
    return isUnreadable ? 2 : reported.some(fails) ? 1 : 0;
  },
});

/** Silence about an integration would be taken for praise. */
function tellOpenImports(checked: readonly Checked[], { service, rangeIn }: Workspace, io: Io): void {
  for (const { name, view } of checked) {
    for (const { logicalId, range, reason } of service.openImports(view.uri)) {
      const { line } = rangeIn(view.uri, range).start;
      io.stderr.write(`${name}:${line + 1}: "${logicalId}" was not followed to its target, ${reason}\n`);
    }
  }
}

/** The text of the earlier version, which is that of one template. */
async function readBefore(
  operands: readonly string[],
  before: string | undefined,
  io: Io,
): Promise<string | undefined> {
  if (before === undefined) return undefined;
  const isOne =
    operands.length === 1 && (operands[0] === '-' || (await io.disk.kind(absolute(io.cwd, operands[0]!))) === 'file');
  if (!isOne || (before === '-' && operands[0] === '-'))
    throw new UserError('unbridge check: --before goes with one template, and names its earlier version');
  return (await readInputs('check', [before], io))[0]?.text;
}

async function report(
  format: 'text' | 'json' | 'sarif' | 'github',
  checked: readonly Checked[],
  workspace: Workspace,
  io: Io,
): Promise<string> {
  switch (format) {
    case 'text':
      return checkText(checked, workspace, io);
    case 'json':
      return `${JSON.stringify(toJson(checked, workspace), undefined, 2)}\n`;
    case 'github':
      return annotations(checked, workspace);
    case 'sarif':
      return (await import('../report/sarif')).sarif(checked, workspace, io);
  }
}

function toJson(checked: readonly Checked[], { rangeIn }: Workspace): object {
  return {
    files: checked.map(({ name, view }) => ({
      file: name,
      dialect: view.dialect,
      problems: view.problems.map(({ message, range }) => ({ message, range: rangeIn(view.uri, range) })),
      findings: view.findings.map(({ rule, severity, message, range, logicalId, constructPath, fixes }) => ({
        rule,
        severity,
        message,
        range: rangeIn(view.uri, range),
        logicalId,
        ...(constructPath === undefined ? {} : { constructPath }),
        fixes: fixes.map(({ step, title, safety }) => ({ step, title, safety })),
      })),
    })),
  };
}

/** What cannot be read as YAML or JSON is an error; in a file that is no template it is none of our business. */
function fails({ view: { dialect, problems, findings }, failOn }: CheckedInput): boolean {
  if (dialect === 'none') return false;
  const counted: readonly string[] = severities.slice(0, severities.indexOf(failOn) + 1);
  return problems.length > 0 || findings.some(({ severity }) => counted.includes(severity));
}
