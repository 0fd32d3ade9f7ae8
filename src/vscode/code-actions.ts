import * as vscode from 'vscode';
import type { ActionView, Service } from '../service';
import { ruleOf, toOffsets, toPreviewedEdit, toWorkspaceEdit } from './adapt';
import { selector } from './candidate';
import type { TemplateDocuments } from './documents';
import { guarded, type Log } from './guard';
import { bridgeRule } from './ids';
import { refusal } from './trust';

const { QuickFix, RefactorRewrite } = vscode.CodeActionKind;

/** Offers what cures a finding as a quick fix, and the same changes as refactorings anywhere on the parts they concern. */
export function offerCodeActions(documents: TemplateDocuments, log: Log): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, context, token) {
      const service = await documents.read(document).catch(() => undefined);
      if (!service || token.isCancellationRequested) return [];
      return guarded(log, 'Offering code actions', () => codeActions(service, document, range, context), []);
    },
  };
  return vscode.languages.registerCodeActionsProvider(selector, provider, {
    providedCodeActionKinds: [QuickFix, RefactorRewrite],
  });
}

function codeActions(
  service: Service,
  document: vscode.TextDocument,
  range: vscode.Range,
  context: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const { diagnostics } = context;
  // The empty kind asks for everything, as no kind does.
  const only = context.only?.value === '' ? undefined : context.only;
  const offers = service.actions(document.uri.toString(), toOffsets(document, range));
  return offers
    .filter(({ edits }) => refusal(edits.map(({ uri }) => uri)) === undefined)
    .flatMap((offer) => {
      const cured = diagnostics.filter((diagnostic) => offer.cures.includes(ruleOf(diagnostic) ?? ''));
      const kind = cured.length > 0 && !only?.contains(RefactorRewrite) ? QuickFix : RefactorRewrite;
      if (only && !only.contains(kind)) return [];
      const action = direct(service, offer, kind, cured);
      return offer.cures.includes(bridgeRule) ? [action, preview(service, offer, kind, cured)] : [action];
    });
}

function direct(
  service: Service,
  offer: ActionView,
  kind: vscode.CodeActionKind,
  cured: vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(offer.title, kind);
  action.edit = toWorkspaceEdit(service, offer.edits);
  action.diagnostics = cured;
  action.isPreferred = kind === QuickFix && offer.cures.includes(bridgeRule);
  return action;
}

/** The same change, shown part by part in VS Code's refactor preview before anything is applied. */
function preview(
  service: Service,
  offer: ActionView,
  kind: vscode.CodeActionKind,
  cured: vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(`${offer.title} (preview first…)`, kind);
  action.edit = toPreviewedEdit(service, offer.edits, offer.title);
  action.diagnostics = cured;
  return action;
}
