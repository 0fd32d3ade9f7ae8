import { conversionSteps } from '../../convert/index';
import removeUnusedNlbBridge from '../../convert/remove-unused-nlb-bridge';
import type { Checked } from '../commands/check';
import type { Io } from '../io';
import { count, styleFor, type Style } from '../style';
import type { Workspace } from '../workspace';

interface Row {
  readonly offset: number;
  readonly severity: string;
  readonly message: string;
  readonly rule: string;
}

/** Findings for people: grouped by file, `line:column severity message rule`, one-based, with a summary. */
export function checkText(checked: readonly Checked[], workspace: Workspace, io: Io): string {
  const style = styleFor(io, io.stdout);
  const templates = checked.filter(({ view }) => view.dialect !== 'none');
  const groups = templates.flatMap((file) => {
    const rows = rowsOf(file);
    return rows.length === 0 ? [] : [[style.bold(file.name), ...lines(file, rows, workspace, style), ''].join('\n')];
  });
  return [...groups, `${summary(checked, templates, style)}\n`].join('\n');
}

function rowsOf({ view }: Checked): readonly Row[] {
  const problems = view.problems.map(({ message, range }): Row => ({
    offset: range.start,
    severity: 'error',
    message,
    rule: 'syntax',
  }));
  const findings = view.findings.map(({ rule, severity, message, range, constructPath }): Row => ({
    offset: range.start,
    severity,
    // Nobody edits what the CDK writes: the construct is where to look.
    message: constructPath === undefined ? message : `${message} (construct ${constructPath})`,
    rule,
  }));
  return [...problems, ...findings].sort((a, b) => a.offset - b.offset);
}

function lines({ view }: Checked, rows: readonly Row[], { rangeIn }: Workspace, style: Style): readonly string[] {
  const table = rows.map((row) => {
    const { line, column } = rangeIn(view.uri, { start: row.offset, end: row.offset }).start;
    return { ...row, place: `${line + 1}:${column + 1}` };
  });
  const width = Math.max(...table.map(({ place }) => place.length));
  const severityWidth = Math.max(...table.map(({ severity }) => severity.length));
  return table.map(({ place, severity, message, rule }) => {
    const word = paint(severity, style)(severity.padEnd(severityWidth));
    return `  ${style.dim(place.padStart(width))}  ${word}  ${message}  ${style.dim(rule)}`;
  });
}

function paint(severity: string, style: Style): (text: string) => string {
  return severity === 'error'
    ? style.red
    : severity === 'warning'
      ? style.yellow
      : severity === 'info'
        ? style.blue
        : style.dim;
}

function summary(checked: readonly Checked[], templates: readonly Checked[], style: Style): string {
  const rest = checked.length - templates.length;
  const ignored = rest > 0 ? `, ${count(rest, 'file is', 'files are')} no CloudFormation or SAM template` : '';
  const where = `${count(templates.length, 'template')}${ignored}`;
  const rows = templates.flatMap(rowsOf);
  const quiet = quietOf(templates);
  if (rows.length === 0) return `${style.green('No findings')} in ${[where, ...quiet].join('; ')}`;
  const counts = ['error', 'warning', 'info', 'hint'].flatMap((severity) => {
    const number = rows.filter((row) => row.severity === severity).length;
    return number === 0 ? [] : [count(number, severity, severity === 'info' ? 'infos' : `${severity}s`)];
  });
  const findings = templates.flatMap(({ view }) => view.findings);
  const bridges = findings.filter(({ fixes }) => fixes.some(({ step }) => isConversion(step))).length;
  const others = findings.filter(({ fixes }) => fixes.length > 0).length - bridges;
  const hints = [
    // Whether a bridge can go hangs on more than its finding, so nothing is promised here.
    ...(bridges > 0 ? [`${bridges} about an NLB bridge, see unbridge convert`] : []),
    ...(others > 0 ? [`${others} can be fixed in the editor`] : []),
  ];
  return `${counts.join(', ')} in ${[where, ...quiet, ...hints].join('; ')}`;
}

/** What is not reported, and why. */
function quietOf(templates: readonly Checked[]): readonly string[] {
  const suppressed = templates.reduce((sum, { view }) => sum + view.suppressed.length, 0);
  const known = templates.reduce((sum, file) => sum + file.known.length, 0);
  return [
    ...(suppressed > 0 ? [`${suppressed} suppressed in the template`] : []),
    ...(known > 0 ? [`${known} known from the baseline`] : []),
  ];
}

function isConversion(step: string): boolean {
  return step === removeUnusedNlbBridge.id || conversionSteps.some(({ id }) => id === step);
}
