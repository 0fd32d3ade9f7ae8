import * as vscode from 'vscode';
import type { Service } from '../service';
import type { Location } from '../text/index';
import { toLocation } from './adapt';

/** Shows a place of a template: in the editor that has it open, else in the first group of editors. */
export async function reveal(service: Service, location: Location): Promise<void> {
  const place = toLocation(service, location);
  if (place) await revealRange(place.uri, place.range);
}

/** Shows a range of a document and puts the cursor at its start, so that nothing is selected by a mere look. */
export async function revealRange(uri: vscode.Uri, range: vscode.Range): Promise<void> {
  // A long range would scroll its end into view, and the start of its lines out of it.
  const start = new vscode.Range(range.start, range.start);
  const column = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const editor = await vscode.window.showTextDocument(uri, {
    viewColumn: column?.viewColumn ?? vscode.ViewColumn.One,
    selection: start,
  });
  editor.revealRange(start, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
