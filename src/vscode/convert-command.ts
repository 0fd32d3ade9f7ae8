import * as vscode from 'vscode';
import type { Service } from '../service';
import type { ActiveTemplate } from './active-template';
import { toWorkspaceEdit } from './adapt';
import type { BlockedPart, Conversion } from './conversion';
import { conversionReport } from './conversion-report';
import { counted } from './counted';
import type { TemplateDocuments } from './documents';
import type { EngineSource } from './engine';
import { failedMessage, type Log, registerCommand, report } from './guard';
import { commands } from './ids';
import { planWithRelated } from './joined-conversion';
import type { Pages } from './pages';
import { previewConversion } from './preview-conversion';
import { reveal } from './reveal';
import { isStale } from './stale';
import { targetDocument } from './target-document';
import { toldAfter } from './told-after';
import { refusal } from './trust';

/** What scripts may say when they run the conversion; a person says nothing and is asked where it matters. */
export interface ConvertArguments {
  /** The template; the active one where absent. */
  readonly uri?: vscode.Uri | string;
  /** Leaves the NLB and the V1 link where they are: phase one of two. */
  readonly keepBridge?: boolean;
  /** The only bridge to convert, by the name that the service gives it; every one of the template where absent. */
  readonly bridge?: string;
  /** Applies without asking even where requests end elsewhere. */
  readonly acceptDifferences?: boolean;
}

/** What became of it. `message` is what the user read. */
export interface ConvertResult {
  readonly outcome: 'converted' | 'previewed' | 'blocked' | 'nothing' | 'refused' | 'cancelled' | 'stale' | 'failed';
  readonly message: string;
}

interface Parts {
  readonly documents: TemplateDocuments;
  readonly active: ActiveTemplate;
  readonly engine: EngineSource;
  readonly pages: Pages;
  readonly log: Log;
}

/** Registers the conversion of the active template, with and without the preview. */
export function registerConvertCommands(parts: Parts): vscode.Disposable {
  const run = (args: ConvertArguments | undefined, preview: boolean): Promise<ConvertResult> =>
    convert(parts, args ?? {}, preview);
  return vscode.Disposable.from(
    registerCommand(parts.log, commands.convert, (args?: ConvertArguments) => run(args, false)),
    registerCommand(parts.log, commands.previewConversion, (args?: ConvertArguments) => run(args, true)),
  );
}

async function convert(parts: Parts, args: ConvertArguments, preview: boolean): Promise<ConvertResult> {
  const document = await targetDocument(parts.active, args.uri);
  const service = document && (await parts.documents.read(document));
  if (!document || !service) return say('nothing', 'Open a CloudFormation or SAM template first.');
  const conversion = await withProgress(() =>
    planWithRelated(service, document.uri.toString(), {
      keepBridge: args.keepBridge === true,
      ...(args.bridge !== undefined && { bridge: args.bridge }),
    }),
  );

  if (conversion.changed.length === 0 && conversion.view.failures.length > 0) return say('failed', failedMessage);
  if (conversion.changed.length === 0) return explainNothing(service, conversion);
  const refused = refusal(conversion.changed);
  if (refused !== undefined) return say('refused', refused);
  if (preview) return previewFirst(parts, service, conversion);
  if (conversion.differences.length > 0 && !args.acceptDifferences) {
    const answer = await askAboutDifferences(parts, service, conversion);
    if (answer === 'cancel') return { outcome: 'cancelled', message: '' };
    if (answer === 'preview') return previewFirst(parts, service, conversion);
  }
  return applyNow(parts, service, document, conversion);
}

/** Small templates convert in a blink; the spinner in the status bar shows only when one takes longer. */
function withProgress<T>(work: () => T): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Unbridge: converting' },
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      return work();
    },
  );
}

async function applyNow(
  parts: Parts,
  service: Service,
  document: vscode.TextDocument,
  conversion: Conversion,
): Promise<ConvertResult> {
  if (await isStale(service, conversion.changed)) return say('stale', staleMessage);
  // Lines are told as they were, so the report is written before the text changes.
  const notesPage = conversionReport(service, conversion);
  const first = await filesToDeployFirst(parts, service, conversion);
  const edit = toWorkspaceEdit(service, conversion.view.files);
  if (!(await vscode.workspace.applyEdit(edit))) return say('stale', staleMessage);
  const message = doneMessage(conversion, first);
  void afterwards(parts, document, message, notesPage);
  return { outcome: 'converted', message };
}

async function afterwards(
  parts: Parts,
  document: vscode.TextDocument,
  message: string,
  notesPage: string,
): Promise<void> {
  const version = document.version;
  const undo = 'Undo';
  const notes = 'Show Notes';
  const chosen = await vscode.window.showInformationMessage(message, undo, notes);
  if (chosen === notes) await parts.pages.showMarkdown('conversion.md', notesPage);
  if (chosen !== undo) return;
  if (document.version !== version) {
    void vscode.window.showInformationMessage(
      'The template has changed since, so use Undo in the editor, step by step.',
    );
    return;
  }
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('undo');
}

async function previewFirst(parts: Parts, service: Service, conversion: Conversion): Promise<ConvertResult> {
  if (await isStale(service, conversion.changed)) return say('stale', staleMessage);
  const label = conversion.proof === '' ? 'Convert to VPC Link V2' : `Convert to VPC Link V2: ${conversion.proof}`;
  const notesPage = conversionReport(service, conversion);
  const first = await filesToDeployFirst(parts, service, conversion);
  // The promise settles only when the user has decided in the preview, which may be never.
  previewConversion(service, [{ label, files: conversion.view.files.filter(({ changed }) => changed) }], {
    done: () => doneMessage(conversion, first),
    showNotes: () => parts.pages.showMarkdown('conversion.md', notesPage),
  }).catch((error: unknown) => report(parts.log, 'The refactor preview', error));
  return { outcome: 'previewed', message: label };
}

async function askAboutDifferences(
  parts: Parts,
  service: Service,
  conversion: Conversion,
): Promise<'apply' | 'preview' | 'cancel'> {
  const [first] = conversion.differences;
  const [apply, preview, details] = ['Convert Anyway', 'Preview', 'Show Differences'];
  const message = sentence(
    `Nothing is changed yet, for ${counted(conversion.differences.length, 'request')} would end elsewhere after the conversion`,
    first ? `${first.request}: ${first.why}` : '',
  );
  const chosen = await vscode.window.showWarningMessage(message, apply, preview, details);
  if (chosen === apply) return 'apply';
  if (chosen === preview) return 'preview';
  if (chosen === details) await parts.pages.showMarkdown('conversion.md', conversionReport(service, conversion));
  return 'cancel';
}

function explainNothing(service: Service, { blocked }: Conversion): ConvertResult {
  const [first] = blocked;
  if (!first) return say('nothing', 'This template has no NLB bridge to convert.');
  const others = blocked.length > 1 ? ` (and ${blocked.length - 1} more)` : '';
  const message = `Not converted: "${first.logicalId}": ${first.reason}${others}.`;
  void offerToShow(service, blocked, message);
  return { outcome: 'blocked', message };
}

async function offerToShow(service: Service, blocked: readonly BlockedPart[], message: string): Promise<void> {
  const show = 'Show';
  if ((await vscode.window.showWarningMessage(message, show)) !== show) return;
  const items = blocked.map((part) => ({ label: part.logicalId, detail: part.reason, part }));
  const chosen =
    items.length === 1
      ? items[0]
      : await vscode.window.showQuickPick(items, { placeHolder: 'What stays as it is, and why' });
  if (chosen) await reveal(service, chosen.part.location);
}

async function filesToDeployFirst(
  { engine }: Parts,
  service: Service,
  { view }: Conversion,
): Promise<readonly string[]> {
  return (await engine()).deployFirst(service, view.files);
}

function doneMessage({ changed, proof, blocked }: Conversion, first: readonly string[]): string {
  return sentence('Converted to VPC Link V2', ...toldAfter(changed, first), proof, blockedSummary(blocked));
}

const staleMessage = 'The template changed meanwhile, so nothing was applied. Please try again.';

function say(outcome: ConvertResult['outcome'], message: string): ConvertResult {
  void vscode.window.showInformationMessage(message);
  return { outcome, message };
}

function blockedSummary(blocked: readonly BlockedPart[]): string {
  return blocked.length === 0
    ? ''
    : blocked.length === 1
      ? '1 part stays as it was'
      : `${blocked.length} parts stay as they were`;
}

function sentence(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map((part) => part.replace(/\.?$/, '.'))
    .join(' ');
}
