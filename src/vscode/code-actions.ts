import * as vscode from 'vscode';
import type { ActionView, Service } from '../service';
import { ruleOf, toOffsets, toWorkspaceEdit } from './adapt';
import { selector } from './candidate';
import { severityOf } from './config';
import type { ConvertArguments } from './convert-command';
import type { TemplateDocuments } from './documents';
import type { EngineSource } from './engine';
import { guarded, type Log } from './guard';
import { bridgeRule, commands } from './ids';
import { refusal } from './trust';

const { QuickFix, RefactorRewrite } = vscode.CodeActionKind;

/** Listed in `editor.codeActionsOnSave`, it runs at every save; so it does only what keeps behaviour. */
const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('unbridge');

/**
 * Offers what cures a finding as a quick fix, the same changes as refactorings anywhere on the parts they concern, and
 * all safe fixes of a document as one source action.
 */
export function offerCodeActions(documents: TemplateDocuments, engine: EngineSource, log: Log): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, context, token) {
      const service = await documents.read(document).catch(() => undefined);
      if (!service || token.isCancellationRequested) return [];
      // The empty kind asks for everything, as no kind does.
      const only = context.only?.value === '' ? undefined : context.only;
      const offer = (): vscode.CodeAction[] =>
        only?.contains(fixAllKind)
          ? fixAll(engine, document)
          : [...codeActions(service, document, range, context, only), ...disable(engine, document, context, only)];
      return guarded(log, 'Offering code actions', offer, []);
    },
  };
  return vscode.languages.registerCodeActionsProvider(selector, provider, {
    providedCodeActionKinds: [QuickFix, RefactorRewrite, fixAllKind],
  });
}

function codeActions(
  service: Service,
  document: vscode.TextDocument,
  range: vscode.Range,
  { diagnostics }: vscode.CodeActionContext,
  only: vscode.CodeActionKind | undefined,
): vscode.CodeAction[] {
  const offers = service.actions(document.uri.toString(), toOffsets(document, range));
  return offers
    .filter(({ edits }) => refusal(edits.map(({ uri }) => uri)) === undefined)
    .flatMap((offer) => {
      const cured = diagnostics.filter((diagnostic) => offer.cures.includes(ruleOf(diagnostic) ?? ''));
      const kind = cured.length > 0 && !only?.contains(RefactorRewrite) ? QuickFix : RefactorRewrite;
      if (only && !only.contains(kind)) return [];
      const action = direct(service, document, offer, kind);
      const isOfBridge = offer.cures.includes(bridgeRule);
      action.isPreferred = kind === QuickFix && isOfBridge;
      const actions = isOfBridge ? [action, preview(document, offer, kind)] : [action];
      for (const one of actions) one.diagnostics = cured;
      return actions;
    });
}

/** Ways to silence the findings at the cursor, below what cures them. */
function disable(
  { loaded }: EngineSource,
  document: vscode.TextDocument,
  { diagnostics }: vscode.CodeActionContext,
  only: vscode.CodeActionKind | undefined,
): vscode.CodeAction[] {
  if (!loaded || (only && !only.contains(QuickFix))) return [];
  const { service, disableRule } = loaded;
  const uri = document.uri.toString();
  const actions = diagnostics.flatMap((diagnostic) => {
    const { start } = toOffsets(document, diagnostic.range);
    const finding = service
      .check(uri)
      .findings.find((one) => one.rule === ruleOf(diagnostic) && one.range.start === start);
    return (finding ? disableRule(service, uri, finding) : []).map(({ title, edits }) => {
      const action = new vscode.CodeAction(title, QuickFix);
      action.edit = toWorkspaceEdit(service, [{ uri, edits }]);
      action.diagnostics = [diagnostic];
      return action;
    });
  });
  // Two findings of one rule are silenced for the file by the same act.
  return actions.filter((action, index) => actions.findIndex(({ title }) => title === action.title) === index);
}

/** VS Code asks for source actions by their kind only: at a save, or in the menu "Source Action…". */
function fixAll({ loaded }: EngineSource, document: vscode.TextDocument): vscode.CodeAction[] {
  if (!loaded) return [];
  const { service, safeFixes } = loaded;
  const files = safeFixes(
    service,
    document.uri.toString(),
    ({ rule, severity }) => severityOf(rule, severity) !== 'off',
  );
  if (files.length === 0 || refusal(files.map(({ uri }) => uri)) !== undefined) return [];
  const action = new vscode.CodeAction('Fix all that Unbridge can fix safely', fixAllKind);
  action.edit = toWorkspaceEdit(service, files);
  return [action];
}

/** A fix is an edit. A conversion is a command, which proves, asks and tells as it does from the command palette. */
function direct(
  service: Service,
  document: vscode.TextDocument,
  offer: ActionView,
  kind: vscode.CodeActionKind,
): vscode.CodeAction {
  const action = new vscode.CodeAction(offer.title, kind);
  if (offer.conversion) action.command = conversionCommand(commands.convert, document, offer);
  else action.edit = toWorkspaceEdit(service, offer.edits);
  return action;
}

/** The same change, shown part by part in VS Code's refactor preview before anything is applied. */
function preview(document: vscode.TextDocument, offer: ActionView, kind: vscode.CodeActionKind): vscode.CodeAction {
  const action = new vscode.CodeAction(`${offer.title} (preview first…)`, kind);
  action.command = conversionCommand(commands.previewConversion, document, offer);
  return action;
}

function conversionCommand(
  command: string,
  { uri }: vscode.TextDocument,
  { title, conversion }: ActionView,
): vscode.Command {
  const args: ConvertArguments = { uri: uri.toString(), ...conversion };
  return { command, title, arguments: [args] };
}
