import * as vscode from 'vscode';
import type { Service } from '../../service';
import { isEditable, languageOf } from '../candidate';
import { findTemplateFiles, openDocument, readText } from '../workspace-files';

/** How many files are read at once. */
const batch = 16;

/**
 * Gives a service every template of the workspace and of the open editors, the text in an editor before that on disk.
 * @returns how many templates there are; fewer where `token` was cancelled.
 */
export async function readWorkspace(
  service: Service,
  token: vscode.CancellationToken,
  onProgress: (done: number, all: number) => void,
): Promise<number> {
  const open = vscode.workspace.textDocuments.filter(isEditable);
  for (const document of open) {
    if (mayConcernBridges(document.getText()))
      service.setDocument(document.uri.toString(), document.getText(), languageOf(document));
  }
  const files = (await findTemplateFiles(token)).filter((uri) => !openDocument(uri.toString()));
  for (let done = 0; done < files.length && !token.isCancellationRequested; done += batch) {
    await Promise.all(
      files.slice(done, done + batch).map(async (uri) => {
        const text = await readText(uri);
        if (text !== undefined && mayConcernBridges(text))
          service.setDocument(uri.toString(), text, uri.path.endsWith('.json') ? 'json' : undefined);
      }),
    );
    onProgress(Math.min(done + batch, files.length), files.length);
  }
  for (const uri of service.uris) if (service.document(uri)?.dialect === 'none') service.removeDocument(uri);
  return service.uris.length;
}

/**
 * Every template has `Resources`, and every part of a bridge, or of a stack that could hold one, has a type of AWS. The
 * OpenAPI file of an API has its integrations.
 */
function mayConcernBridges(text: string): boolean {
  return (text.includes('Resources') && text.includes('AWS::')) || text.includes('x-amazon-apigateway-integration');
}
