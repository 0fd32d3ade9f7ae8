import * as vscode from 'vscode';
import type { Service } from '../../service';
import { toPreviewedEdit, toWorkspaceEdit } from '../adapt';
import { type Conversion, conversionOf, planConversion } from '../conversion';
import type { EngineSource } from '../engine';
import { type Log, registerCommand } from '../guard';
import { commands } from '../ids';
import { joinedFiles } from '../joined-conversion';
import { isStale } from '../stale';
import { refusal } from '../trust';
import { chooseFiles, type Group } from './choose-files';
import { withCancellableProgress } from './progress';
import { readWorkspace } from './read-workspace';

/** What scripts may say; a person says nothing and is asked. */
export interface ConvertAllArguments {
  /** The files to convert, with those that must change together with them, instead of asking; `all` takes every one. */
  readonly files?: 'all' | readonly (vscode.Uri | string)[];
  /** Leaves the NLBs and V1 links where they are: phase one of two. */
  readonly keepBridge?: boolean;
  /** Writes at once instead of showing the refactor preview. */
  readonly apply?: boolean;
}

/** What became of it. `message` is what the user read, `files` are the addresses of those that change. */
export interface ConvertAllResult {
  readonly outcome: 'converted' | 'previewed' | 'nothing' | 'refused' | 'cancelled' | 'stale' | 'failed';
  readonly message: string;
  readonly files: readonly string[];
}

/** Registers `Unbridge: Convert All in Workspace…`. */
export function registerConvertAllCommand(engine: EngineSource, log: Log): vscode.Disposable {
  return registerCommand(log, commands.convertAll, (args?: ConvertAllArguments) => convertAll(engine, args ?? {}));
}

async function convertAll(engine: EngineSource, args: ConvertAllArguments): Promise<ConvertAllResult> {
  // A service of its own: what is not open in an editor is forgotten again at the end.
  const service = (await engine()).createService();
  const planned = await withCancellableProgress('Unbridge: looking for bridges', async (token, onProgress) => {
    const templates = await readWorkspace(service, token, onProgress);
    if (token.isCancellationRequested) return undefined;
    return { templates, conversion: planConversion(service, service.uris, args.keepBridge === true) };
  });
  if (!planned) return { outcome: 'cancelled', message: '', files: [] };
  const { templates, conversion } = planned;
  const groups = joinedFiles(service, conversion.view.files);
  if (groups.length === 0 && conversion.view.failures.length > 0) return say('failed', failedMessage);
  if (groups.length === 0 && (conversion.blocked.length === 0 || args.files))
    return say('nothing', nothingMessage(templates, conversion));
  const chosen = args.files ? chosenBy(args.files, groups) : await chooseFiles(groups, conversion.blocked);
  if (!chosen || chosen.length === 0) return { outcome: 'cancelled', message: '', files: [] };
  return write(service, conversionOf({ ...conversion.view, files: chosen.flat() }), args.apply === true);
}

function chosenBy(files: NonNullable<ConvertAllArguments['files']>, groups: readonly Group[]): readonly Group[] {
  if (files === 'all') return groups;
  const wanted = new Set(files.map((file) => (typeof file === 'string' ? vscode.Uri.parse(file) : file).toString()));
  return groups.filter((group) => group.some(({ uri }) => wanted.has(uri)));
}

/** All files in one edit, so that one undo brings all of them back. */
async function write(service: Service, conversion: Conversion, atOnce: boolean): Promise<ConvertAllResult> {
  const { changed, proof, view } = conversion;
  const refused = refusal(changed);
  if (refused !== undefined) return say('refused', refused);
  if (await isStale(service, changed)) return say('stale', staleMessage);
  const label = proof === '' ? 'Convert to VPC Link V2' : `Convert to VPC Link V2: ${proof}`;
  if (!atOnce) {
    // The promise settles only when the user has decided in the preview, which may be never.
    void vscode.workspace.applyEdit(toPreviewedEdit(service, view.files, label), { isRefactoring: true });
    return { outcome: 'previewed', message: label, files: changed };
  }
  const edit = toWorkspaceEdit(service, view.files);
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return say('stale', staleMessage);
  return say('converted', `Converted ${counted(changed.length, 'file')}. ${proof}${proof === '' ? '' : '.'}`, changed);
}

function nothingMessage(templates: number, { blocked }: Conversion): string {
  if (templates === 0) return 'This workspace has no CloudFormation or SAM template.';
  const [first] = blocked;
  if (!first) return `No NLB bridge in ${counted(templates, 'template')}.`;
  return `Nothing can be converted: "${first.logicalId}": ${first.reason}.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

const failedMessage =
  'Unbridge ran into a problem of its own and changed nothing. The log "Unbridge" in the Output panel says more.';

const staleMessage = 'A file changed meanwhile, so nothing was applied. Please try again.';

function say(outcome: ConvertAllResult['outcome'], message: string, files: readonly string[] = []): ConvertAllResult {
  void vscode.window.showInformationMessage(message.trim());
  return { outcome, message: message.trim(), files };
}
