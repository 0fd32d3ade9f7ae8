import type { Checked } from '../commands/check';
import type { Workspace } from '../workspace';

/**
 * Findings as GitHub workflow commands, which show them beside the lines of a pull request.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotations(checked: readonly Checked[], { rangeIn }: Workspace): string {
  return checked
    .filter(({ view }) => view.dialect !== 'none')
    .flatMap(({ name, view }) => {
      const problems = view.problems.map((problem) => ({ ...problem, severity: 'error', rule: 'syntax' }));
      return [...problems, ...view.findings].map(({ message, range, severity, rule }) => {
        const { start, end } = rangeIn(view.uri, range);
        const properties: Record<string, string | number> = {
          file: name,
          line: start.line + 1,
          endLine: end.line + 1,
          title: `unbridge: ${rule}`,
        };
        // GitHub takes columns only for an annotation on one line.
        if (start.line === end.line) Object.assign(properties, { col: start.column + 1, endColumn: end.column + 1 });
        const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
        return `::${levelOf(severity)} ${written.join(',')}::${escapeData(message)}\n`;
      });
    })
    .join('');
}

function levelOf(severity: string): string {
  return severity === 'error' || severity === 'warning' ? severity : 'notice';
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
