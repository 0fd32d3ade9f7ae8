import * as vscode from 'vscode';
import type { Service } from '../service';
import { type PreviewedChange, toPreviewedEdit } from './adapt';
import { fileNames } from './file-name';
import { judgeApplied, type Taken } from './half-applied';
import { textOf } from './stale';

/** What to say when the user has decided. */
export interface PreviewWords<C extends PreviewedChange> {
  /** For the changes that were taken, such as `Converted 3 files.` */
  readonly done: (taken: readonly C[]) => string;
  /** Behind the button "Show Notes"; absent where there is nothing to read. */
  readonly showNotes?: (() => Promise<void>) | undefined;
}

/**
 * Shows changes in VS Code's refactor preview. When the user has decided, says what was converted, and warns where only
 * a part of a change was taken.
 * @returns whether anything was applied. That may take for ever: the user may never decide.
 */
export async function previewConversion<C extends PreviewedChange>(
  service: Service,
  changes: readonly C[],
  words: PreviewWords<C>,
  options: vscode.WorkspaceEditMetadata = {},
): Promise<boolean> {
  const uris = changes.flatMap(({ files }) => files.map(({ uri }) => uri));
  // The service may follow the editors, so it forgets what was there before.
  const before = new Map(uris.map((uri) => [uri, service.document(uri)?.text]));
  if (!(await vscode.workspace.applyEdit(toPreviewedEdit(service, changes), options))) return false;
  const after = new Map(await Promise.all(uris.map(async (uri) => [uri, await textOf(uri)] as const)));
  const wanted = new Map(changes.flatMap(({ files }) => files.map(({ uri, newText }) => [uri, newText] as const)));
  const takenOf = (uri: string): Taken =>
    after.get(uri) === before.get(uri) ? 'none' : isSameText(after.get(uri), wanted.get(uri)) ? 'all' : 'some';
  const { whole, untouched, half } = judgeApplied(changes, takenOf);
  for (const { changed, left } of half) void warnOfHalf(changed, left);
  const stays = untouched.flatMap(({ files }) => files.map(({ uri }) => uri));
  const left = stays.length === 0 ? '' : ` As before: ${fileNames(stays)}.`;
  if (whole.length > 0) void tell(`${words.done(whole)}${left}`, words.showNotes);
  return whole.length + half.length > 0;
}

async function tell(message: string, showNotes: (() => Promise<void>) | undefined): Promise<void> {
  const notes = 'Show Notes';
  const chosen = await vscode.window.showInformationMessage(message, ...(showNotes ? [notes] : []));
  if (chosen === notes) await showNotes?.();
}

async function warnOfHalf(changed: readonly string[], left: readonly string[]): Promise<void> {
  const [undo, problems] = ['Undo', 'Show Problems'];
  const what =
    left.length === 0
      ? `Only some changes of a conversion were applied to ${fileNames(changed)}, and they must go together.`
      : `Only half of a conversion was applied: ${fileNames(changed)} changed, but not ${fileNames(left)}, ` +
        'which must change together with it.';
  const message = `${what} Undo it, or convert again and take all of it.`;
  const chosen = await vscode.window.showWarningMessage(message, undo, problems);
  if (chosen === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  const [first] = changed;
  if (chosen !== undo || first === undefined) return;
  await vscode.window.showTextDocument(vscode.Uri.parse(first));
  await vscode.commands.executeCommand('undo');
}

/** An editor may write the line endings of an edit its own way. */
function isSameText(one: string | undefined, other: string | undefined): boolean {
  return one?.replace(/\r\n/g, '\n') === other?.replace(/\r\n/g, '\n');
}
