import * as vscode from 'vscode';
import type { Service } from '../service';
import type { Location } from '../text/index';
import { toLocation } from './adapt';

/** Shows a place of a template in an editor beside nothing else: where the template is open, that editor is used. */
export async function reveal(service: Service, location: Location): Promise<void> {
  const place = toLocation(service, location);
  if (place) await revealRange(place.uri, place.range);
}

/** Shows a range of a document and puts the cursor at its start, so that nothing is selected by a mere look. */
export async function revealRange(uri: vscode.Uri, range: vscode.Range): Promise<void> {
  const column = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const editor = await vscode.window.showTextDocument(uri, {
    viewColumn: column?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(range.start, range.start),
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
