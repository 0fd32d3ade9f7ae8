import type { CheckView } from '../../service';
import { defineCommand } from '../command';
import type { Io } from '../io';
import { annotations } from '../report/annotations';
import { checkText } from '../report/check-text';
import { openWorkspace, reportFailures, type Workspace } from '../workspace';

/** What was found in one input. */
export interface Checked {
  readonly name: string;
  readonly view: CheckView;
}

/** From the gravest to the mildest; a hint never fails a check. */
const severities = ['error', 'warning', 'info'] as const;

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
      choices: ['warning', 'error', 'info'],
      help: 'the mildest severity that makes the exit code 1; default warning',
    },
  },
  examples: [
    'unbridge check template.yaml',
    'unbridge check .',
    "unbridge check 'stacks/**/*.yaml' --format sarif > unbridge.sarif",
  ],

  async run(operands, values, io) {
    const workspace = await openWorkspace('check', operands, io);
    const checked = workspace.inputs.flatMap((input): Checked[] => {
      const view = workspace.service.check(input.uri);
      // A CDK app copies all sorts of JSON into its output; only the templates among them were meant.
      const isAsset = input.found && /(^|\/)cdk\.out\//.test(input.uri);
      return view.dialect === 'none' && isAsset ? [] : [{ name: input.name, view }];
    });
    io.stdout.write(await report(values.format, checked, workspace, io));
    reportFailures(
      checked.flatMap(({ view }) => view.failures),
      io,
    );
    return checked.some(({ view }) => fails(view, values['fail-on'])) ? 1 : 0;
  },
});

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
      return (await import('../report/sarif')).sarif(checked, workspace);
  }
}

function toJson(checked: readonly Checked[], { rangeIn }: Workspace): object {
  return {
    files: checked.map(({ name, view }) => ({
      file: name,
      dialect: view.dialect,
      problems: view.problems.map(({ message, range }) => ({ message, range: rangeIn(view.uri, range) })),
      findings: view.findings.map(({ rule, severity, message, range, logicalId, fixes }) => ({
        rule,
        severity,
        message,
        range: rangeIn(view.uri, range),
        logicalId,
        fixes: fixes.map(({ step, title, safety }) => ({ step, title, safety })),
      })),
    })),
  };
}

/** What cannot be read as YAML or JSON is an error; in a file that is no template it is none of our business. */
function fails({ dialect, problems, findings }: CheckView, failOn: (typeof severities)[number]): boolean {
  if (dialect === 'none') return false;
  const counted: readonly string[] = severities.slice(0, severities.indexOf(failOn) + 1);
  return problems.length > 0 || findings.some(({ severity }) => counted.includes(severity));
}
