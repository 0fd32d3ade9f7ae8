import * as vscode from 'vscode';
import type { CheckView } from '../service';
import { toDiagnostic, toRange } from './adapt';
import { languageOf } from './candidate';
import type { Checks } from './checks';
import { severityOf } from './config';
import type { EngineSource } from './engine';
import { source } from './ids';

/** Shows the findings of every open template in its text and in the Problems panel. */
export function showDiagnostics(checks: Checks, engine: EngineSource): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('unbridge');
  return vscode.Disposable.from(
    collection,
    checks.onDidCheck((view) => {
      const diagnostics = [...problemsOf(view, engine), ...findingsOf(view, engine)];
      collection.set(vscode.Uri.parse(view.uri), diagnostics);
    }),
    checks.onDidClear((uri) => collection.delete(vscode.Uri.parse(uri))),
  );
}

/** VS Code itself reports what is wrong with the syntax of JSON, so saying it again would only double the lines. */
function problemsOf({ uri, problems }: CheckView, engine: EngineSource): vscode.Diagnostic[] {
  const lines = engine.loaded?.service.document(uri)?.lines;
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  if (!lines || (open && languageOf(open) === 'json')) return [];
  return problems.map(({ message, range }) => {
    const diagnostic = new vscode.Diagnostic(toRange(lines, range), message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = source;
    return diagnostic;
  });
}

function findingsOf({ uri, findings }: CheckView, engine: EngineSource): vscode.Diagnostic[] {
  const { service, rules } = engine.loaded ?? {};
  const lines = service?.document(uri)?.lines;
  if (!service || !lines) return [];
  return findings.flatMap((finding) => {
    const severity = severityOf(finding.rule, finding.severity);
    if (severity === 'off') return [];
    const reference = rules?.find(({ id }) => id === finding.rule)?.reference;
    return [toDiagnostic(finding, { service, lines, severity, reference })];
  });
}
