import * as vscode from 'vscode';
import type { Service } from '../service';
import { openDocument, readText } from './workspace-files';

/** True when one of these texts was changed since the service read it, so that edits would land in wrong places. */
export async function isStale(service: Service, uris: readonly string[]): Promise<boolean> {
  const texts = await Promise.all(uris.map(textOf));
  return uris.some((uri, index) => service.document(uri)?.text !== texts[index]);
}

/** The text of an address as it is now: in the editor that holds it, else on disk. */
export async function textOf(uri: string): Promise<string | undefined> {
  return openDocument(uri)?.getText() ?? (await readText(vscode.Uri.parse(uri)));
}
