import * as vscode from 'vscode';
import type { Severity } from '../rules/index';
import type { FindingView, Service } from '../service';
import type { Edit, LineIndex, Location, Position, Range } from '../text/index';
import { source } from './ids';

/** Edits of one document, as the service gives them. */
export interface DocumentEdits {
  readonly uri: string;
  readonly edits: readonly Edit[];
}

/** A range of offsets as an editor range. */
export function toRange(lines: LineIndex, range: Range): vscode.Range {
  const { start, end } = lines.rangeAt(range);
  return new vscode.Range(toPosition(start), toPosition(end));
}

/** An editor range as offsets into the document's present text. */
export function toOffsets(document: vscode.TextDocument, range: vscode.Range): Range {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

/** A place in a document that the service holds; `undefined` when it holds it no more. */
export function toLocation(service: Service, location: Location): vscode.Location | undefined {
  const document = service.document(location.uri);
  if (!document) return undefined;
  return new vscode.Location(vscode.Uri.parse(location.uri), toRange(document.lines, location.range));
}

/** What a diagnostic needs beside its finding. */
export interface DiagnosticContext {
  readonly service: Service;
  readonly lines: LineIndex;
  readonly severity: Severity;
  /** The page that says why, opened by a click on the rule's name. */
  readonly reference: string | undefined;
}

/** A finding as a squiggle. */
export function toDiagnostic(finding: FindingView, context: DiagnosticContext): vscode.Diagnostic {
  const { service, lines, severity, reference } = context;
  const diagnostic = new vscode.Diagnostic(toRange(lines, finding.range), finding.message, severities[severity]);
  diagnostic.source = source;
  diagnostic.code =
    reference === undefined ? finding.rule : { value: finding.rule, target: vscode.Uri.parse(reference) };
  diagnostic.relatedInformation = finding.related.flatMap(({ location, message }) => {
    const place = toLocation(service, location);
    return place ? [new vscode.DiagnosticRelatedInformation(place, message)] : [];
  });
  if (finding.unnecessary) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

/** The rule that a diagnostic of ours belongs to; `undefined` for those of others. */
export function ruleOf({ source: from, code }: vscode.Diagnostic): string | undefined {
  if (from !== source || code === undefined) return undefined;
  return String(typeof code === 'object' ? code.value : code);
}

/**
 * Edits of the service as one undoable editor edit; `confirm` asks for each part in VS Code's refactor preview.
 * @throws RangeError when the service does not hold one of the documents.
 */
export function toWorkspaceEdit(
  service: Service,
  files: readonly DocumentEdits[],
  confirm?: vscode.WorkspaceEditEntryMetadata,
): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const { uri, edits } of files) {
    const document = service.document(uri);
    if (!document) throw new RangeError(`No document ${uri} in the service`);
    const changes = edits.map(
      ({ range, newText }): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata | undefined] => [
        new vscode.TextEdit(toRange(document.lines, range), newText),
        confirm,
      ],
    );
    if (changes.length > 0) setEdits(result, vscode.Uri.parse(uri), changes);
  }
  return result;
}

/** The overload without metadata keeps an ordinary edit out of the refactor preview. */
function setEdits(
  target: vscode.WorkspaceEdit,
  uri: vscode.Uri,
  changes: [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata | undefined][],
): void {
  const marked = changes.flatMap(([edit, metadata]): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata][] =>
    metadata ? [[edit, metadata]] : [],
  );
  if (marked.length > 0) target.set(uri, marked);
  else
    target.set(
      uri,
      changes.map(([edit]) => edit),
    );
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

function toPosition({ line, column }: Position): vscode.Position {
  return new vscode.Position(line, column);
}
