import * as vscode from 'vscode';
import type { Severity } from '../rules/index';
import type { ConversionFileView, FindingView, Service } from '../service';
import type { Edit, LineIndex, Location, Position, Range } from '../text/index';
import { extensionId, source } from './ids';
import { nameEdit } from './name-edit';

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
 * Edits of the service as one undoable editor edit.
 * @throws RangeError when the service does not hold one of the documents.
 */
export function toWorkspaceEdit(service: Service, files: readonly DocumentEdits[]): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const { uri, edits } of files) {
    if (edits.length > 0) result.set(vscode.Uri.parse(uri), toTextEdits(service, uri, edits));
  }
  return result;
}

/** A change of one or more files that belong together, with the name it has in the preview. */
export interface PreviewedChange {
  readonly label: string;
  readonly files: readonly Pick<ConversionFileView, 'uri' | 'edits' | 'steps' | 'newText'>[];
}

/**
 * Edits that VS Code shows in its refactor preview before anything is applied: one row each, named by its step.
 *
 * VS Code opens the preview where a part needs confirmation, and leaves those parts unticked. So that "Apply" applies
 * all, the part that needs confirmation is none: the removal of a file that is not there, which VS Code leaves out.
 * https://code.visualstudio.com/api/references/vscode-api#WorkspaceEditEntryMetadata
 */
export function toPreviewedEdit(service: Service, changes: readonly PreviewedChange[]): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const { label, files } of changes) {
    for (const { uri, edits, steps } of files) {
      if (!service.document(uri) || edits.length === 0) continue;
      const names = edits.map((edit) => nameEdit(edit, steps) ?? { label });
      result.set(
        vscode.Uri.parse(uri),
        toTextEdits(service, uri, edits).map((edit, index): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => [
          edit,
          { label, ...names[index], needsConfirmation: false },
        ]),
      );
    }
  }
  const [first] = result.entries();
  if (first) result.deleteFile(nowhere(first[0]), { ignoreIfNotExists: true }, { label: '', needsConfirmation: true });
  return result;
}

/** The address of a file that does not exist, in a place that VS Code can look at: an unsaved document is in none. */
function nowhere(uri: vscode.Uri): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = '.unbridge-preview-of-nothing';
  if (uri.scheme !== 'untitled') return vscode.Uri.joinPath(uri, '..', name);
  return vscode.Uri.joinPath(folder?.uri ?? vscode.extensions.getExtension(extensionId)!.extensionUri, name);
}

function toTextEdits(service: Service, uri: string, edits: readonly Edit[]): vscode.TextEdit[] {
  const document = service.document(uri);
  if (!document) throw new RangeError(`No document ${uri} in the service`);
  return edits.map(({ range, newText }) => new vscode.TextEdit(toRange(document.lines, range), newText));
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
