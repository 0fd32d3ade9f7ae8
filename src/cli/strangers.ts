import { parseData, type DataProblem } from '../template/index';
import { createLineIndex } from '../text/index';
import type { Input } from './inputs';
import type { Io } from './io';
import type { Workspace } from './workspace';

/**
 * Tells on stderr which files were named, but are no template; what was found in a folder is none of this. True where
 * that makes the command fail: nothing is a template, or a named file cannot be read as YAML or JSON. A list of changed
 * files, as a commit hook has it, may hold other YAML beside templates, so that alone is no failure.
 */
export function tellStrangers({ inputs, templates, document }: Workspace, io: Io): boolean {
  const strangers = inputs.filter((input) => !input.found && document(input).dialect === 'none');
  let isBroken = false;
  for (const input of strangers) {
    const problem = problemOf(input);
    isBroken ||= problem !== undefined;
    io.stderr.write(`${lineAbout(input, problem)}\n`);
  }
  return isBroken || (strangers.length > 0 && templates.length === 0);
}

function lineAbout({ name: written, text }: Input, problem: DataProblem | undefined): string {
  const name = written === '-' ? 'stdin' : written;
  if (text.trim() === '') return `${name}: is empty, so it is no CloudFormation or SAM template`;
  if (!problem) return `${name}: no CloudFormation or SAM template`;
  const { line } = createLineIndex(text).positionAt(problem.range.start);
  return `${name}:${line + 1}: no CloudFormation or SAM template, and it cannot be read: ${problem.message}`;
}

/** What keeps a file from being read. Several documents in one file, or JSON with comments, are what others may want. */
function problemOf({ name, text }: Input): DataProblem | undefined {
  if (name.endsWith('.json') && /^\s*\/[/*]/m.test(text)) return undefined;
  return parseData(text).problems.find(({ range }) => text.slice(range.start, range.end) !== '---');
}
