import * as vscode from 'vscode';
import { toWorkspaceEdit } from '../adapt';
import { conversionOf } from '../conversion';
import { conversionReport } from '../conversion-report';
import { counted } from '../counted';
import type { EngineSource } from '../engine';
import { failedMessage, type Log, registerCommand, report } from '../guard';
import { commands } from '../ids';
import type { Pages } from '../pages';
import { previewConversion } from '../preview-conversion';
import { isStale } from '../stale';
import { deployFirstSentence } from '../told-after';
import { refusal } from '../trust';
import { registerPlanCommands } from './plan-commands';
import type { PlanView } from './plan-view';
import { withCancellableProgress } from './progress';
import { readWorkspace } from './read-workspace';
import { type PlanGroup, planWorkspace, type WorkspacePlan } from './workspace-plan';

/** What scripts may say; a person says nothing and ticks rows. */
export interface ConvertAllArguments {
  /** The files to convert, with those that must change together with them, instead of asking; `all` takes every one. */
  readonly files?: 'all' | readonly (vscode.Uri | string)[];
  /** Leaves the NLBs and V1 links where they are: phase one of two. */
  readonly keepBridge?: boolean;
  /** Writes at once instead of showing the refactor preview. */
  readonly apply?: boolean;
}

/** What became of it. `message` is what the user read, `files` are the addresses of those that change or may be ticked. */
export interface ConvertAllResult {
  readonly outcome: 'asked' | 'converted' | 'previewed' | 'nothing' | 'refused' | 'cancelled' | 'stale' | 'failed';
  readonly message: string;
  readonly files: readonly string[];
}

interface Parts {
  readonly engine: EngineSource;
  readonly view: PlanView;
  readonly pages: Pages;
  readonly log: Log;
}

/** Registers `Unbridge: Convert All in Workspace…` and what can be done with its view. */
export function registerConvertAllCommands(parts: Parts): vscode.Disposable {
  const { log, view } = parts;
  const look = async (args: ConvertAllArguments): Promise<ConvertAllResult> => {
    const plan = await makePlan(parts.engine, args.keepBridge === true);
    if (plan === 'cancelled') return cancelled;
    const { groups, blocked, unreadable, failures } = plan;
    if (groups.length === 0 && failures.length > 0) return say('failed', failedMessage);
    if (args.files) return convertNamed(parts, plan, args);
    if (groups.length + blocked.length + unreadable.length === 0) {
      await view.close();
      return say('nothing', nothingMessage(plan));
    }
    await view.show(plan);
    return { outcome: 'asked', message: '', files: groups.flatMap(urisOf) };
  };
  const run = async (args: ConvertAllArguments = {}): Promise<ConvertAllResult> => {
    const result = await look(args);
    if (result.outcome === 'asked') await view.focus();
    return result;
  };
  const convertTicked = async (args: Pick<ConvertAllArguments, 'apply'> = {}): Promise<ConvertAllResult> => {
    const { plan, ticked } = view;
    if (!plan || ticked.length === 0) return say('nothing', 'Tick what to convert first.');
    // What was not ticked stays in the list, planned anew: the other files may matter to it. By then the user may be
    // busy elsewhere, so the focus stays there.
    const isAll = ticked.length === plan.groups.length;
    const goOn = async (): Promise<void> => {
      if (view.plan === plan) await (isAll ? view.close() : look({ keepBridge: plan.keepBridge }));
    };
    const result = await write(parts, plan, ticked, { atOnce: args.apply === true, goOn });
    if (result.outcome === 'stale') await look({ keepBridge: plan.keepBridge });
    return result;
  };
  return vscode.Disposable.from(
    registerCommand(log, commands.convertAll, run),
    registerCommand(log, commands.convertTicked, convertTicked),
    registerPlanCommands(parts),
  );
}

async function makePlan(engine: EngineSource, keepBridge: boolean): Promise<WorkspacePlan | 'cancelled'> {
  // A service of its own: what is not open in an editor is forgotten again with the plan.
  const service = (await engine()).createService();
  const plan = await withCancellableProgress('Unbridge: looking for bridges', async (token, onProgress) => {
    await readWorkspace(service, token, (done, all) => onProgress('files read', done, all));
    return planWorkspace(service, {
      keepBridge,
      token,
      onProgress: (done, all) => onProgress('templates planned', done, all),
    });
  });
  return plan ?? 'cancelled';
}

async function convertNamed(
  parts: Parts,
  plan: WorkspacePlan,
  { files, apply }: ConvertAllArguments,
): Promise<ConvertAllResult> {
  if (plan.groups.length === 0) return say('nothing', nothingMessage(plan));
  const chosen = plan.groups.filter((group) => isNamed(group, files ?? []));
  if (chosen.length === 0) return cancelled;
  return write(parts, plan, chosen, { atOnce: apply === true, goOn: () => Promise.resolve() });
}

function isNamed(group: PlanGroup, files: NonNullable<ConvertAllArguments['files']>): boolean {
  if (files === 'all') return true;
  const wanted = new Set(files.map((file) => (typeof file === 'string' ? vscode.Uri.parse(file) : file).toString()));
  return group.files.some(({ uri }) => wanted.has(uri));
}

interface Writing {
  /** Without the refactor preview. */
  readonly atOnce: boolean;
  /** Called when something was converted. */
  readonly goOn: () => Promise<unknown>;
}

/** All files in one edit, so that one undo brings all of them back. */
async function write(
  { engine, pages, log }: Parts,
  { service }: WorkspacePlan,
  groups: readonly PlanGroup[],
  { atOnce, goOn }: Writing,
): Promise<ConvertAllResult> {
  const conversion = conversionOf({ files: groups.flatMap(({ files }) => files), failures: [] });
  const { changed, proof, notes } = conversion;
  const refused = refusal(changed);
  if (refused !== undefined) return say('refused', refused);
  if (await isStale(service, changed)) return say('stale', staleMessage);
  const { deployFirst } = await engine();
  const first = deployFirst(service, conversion.view.files);
  if (atOnce) {
    const edit = toWorkspaceEdit(service, conversion.view.files);
    if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return say('stale', staleMessage);
    await goOn();
    return say('converted', convertedMessage(groups, first), changed);
  }
  const notesPage = conversionReport(service, conversion);
  const changes = groups.map((group) => ({ ...group, label: labelOf(group.conversion.proof) }));
  const showNotes = notes.length > 0 ? () => pages.showMarkdown('conversion.md', notesPage) : undefined;
  // The promise settles only when the user has decided in the preview, which may be never.
  previewConversion(
    service,
    changes,
    { done: (taken) => convertedMessage(taken, first), showNotes },
    { isRefactoring: true },
  )
    .then((applied) => (applied ? goOn() : undefined))
    .catch((error: unknown) => report(log, 'The refactor preview', error));
  return { outcome: 'previewed', message: labelOf(proof), files: changed };
}

function convertedMessage(groups: readonly PlanGroup[], first: readonly string[]): string {
  const { changed, proof } = conversionOf({ files: groups.flatMap(({ files }) => files), failures: [] });
  const early = first.filter((uri) => changed.includes(uri));
  return [`Converted ${counted(changed.length, 'file')}`, proof, deployFirstSentence(early)]
    .filter((part) => part !== '')
    .map((part) => `${part}.`)
    .join(' ');
}

function labelOf(proof: string): string {
  return proof === '' ? 'Convert to VPC Link V2' : `Convert to VPC Link V2: ${proof}`;
}

function nothingMessage({ templates, blocked }: WorkspacePlan): string {
  if (templates === 0) return 'This workspace has no CloudFormation or SAM template.';
  const [first] = blocked;
  if (!first) return `No NLB bridge in ${counted(templates, 'template')}.`;
  return `Nothing can be converted: "${first.logicalId}": ${first.reason}.`;
}

function urisOf({ files }: PlanGroup): readonly string[] {
  return files.map(({ uri }) => uri);
}

const cancelled: ConvertAllResult = { outcome: 'cancelled', message: '', files: [] };

const staleMessage = 'A file changed meanwhile, so nothing was applied. Please look at it again.';

function say(outcome: ConvertAllResult['outcome'], message: string, files: readonly string[] = []): ConvertAllResult {
  void vscode.window.showInformationMessage(message.trim());
  return { outcome, message: message.trim(), files };
}
