import * as vscode from 'vscode';
import type { RuleText } from '../rules/index';
import { ruleOf } from './adapt';
import type { EngineSource } from './engine';
import { type Log, registerCommand } from './guard';
import { commands } from './ids';
import type { Pages } from './pages';

/** Registers `Unbridge: Explain Rule`; takes the rule's id, or asks. Gives the id of the rule that it showed. */
export function registerExplainCommand(engine: EngineSource, pages: Pages, log: Log): vscode.Disposable {
  return registerCommand(log, commands.explainRule, async (id?: string): Promise<string | undefined> => {
    const { rules } = await engine();
    const rule = id === undefined ? await choose(rules) : rules.find((one) => one.id === id);
    if (!rule) {
      if (id !== undefined) void vscode.window.showInformationMessage(`Unbridge has no rule "${id}".`);
      return undefined;
    }
    await pages.showMarkdown(`${rule.id}.md`, explain(rule));
    return rule.id;
  });
}

/** Rules with a finding at the cursor come first: they are what one wonders about. */
async function choose(rules: readonly RuleText[]): Promise<RuleText | undefined> {
  const here = rulesAtCursor();
  const items = [...rules]
    .sort((a, b) => Number(here.has(b.id)) - Number(here.has(a.id)))
    .map((rule) => ({
      label: rule.id,
      description: here.has(rule.id) ? 'at the cursor' : '',
      detail: rule.summary,
      rule,
    }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'Which rule?', matchOnDetail: true });
  return chosen?.rule;
}

function rulesAtCursor(): Set<string> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return new Set();
  const diagnostics = vscode.languages.getDiagnostics(editor.document.uri);
  const here = diagnostics.filter(({ range }) => range.intersection(editor.selection));
  return new Set(here.flatMap((diagnostic) => ruleOf(diagnostic) ?? []));
}

function explain({ id, severity, summary, why, reference, fixes, bad, good }: RuleText): string {
  const example = (title: string, text: string | undefined): string =>
    text === undefined ? '' : `## ${title}\n\n\`\`\`yaml\n${withoutMarks(text).trim()}\n\`\`\`\n`;
  return [
    `# ${id}`,
    `${summary}. Severity: ${severity}.`,
    `${why}.`.replace(/\.\.$/, '.'),
    fixes.length > 0 ? `## Fix\n\n${fixes.map((fix) => `- ${fix.title}: ${fix.why}`).join('\n')}` : '',
    example('Found', bad[0]),
    example('Not found', good[0]),
    `[Reference](${reference})`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The examples are fixtures too, with each finding drawn in as `[|text|](message)`. */
function withoutMarks(fixture: string): string {
  return fixture.replace(/\[\|(.*?)\|\]\(.*?\)/gs, '$1');
}
