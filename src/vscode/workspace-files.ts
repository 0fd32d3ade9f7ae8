import * as vscode from 'vscode';

/** Names that templates go by. */
export const templateFiles = '**/*.{yaml,yml,json,template}';

/** Other people's files, and what SAM and the CDK build anew each time: a change there is lost. */
const excluded = '**/{node_modules,.git,.aws-sam,cdk.out}/**';

/**
 * The largest file that is read, in bytes. CloudFormation takes templates of up to 1 MB; twice that leaves room for
 * comments that are stripped before a deployment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const largest = 2_000_000;

/** The files of the workspace that may be templates by their name, without those that the settings hide. */
export async function findTemplateFiles(token?: vscode.CancellationToken): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(templateFiles, excluded, undefined, token);
  return found.sort((a, b) => (a.toString() < b.toString() ? -1 : 1));
}

/** A file's text as an editor would hold it; `undefined` for what is no file, too large, or no UTF-8 text. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0 || size > largest) return undefined;
    return likeEditor(new TextDecoder('utf-8', { fatal: true }).decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return undefined;
  }
}

/** Whether the workspace holds a place whose files can be read: not an unsaved document or a page of an extension. */
export function isReadable(uri: vscode.Uri): boolean {
  return (
    vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== undefined &&
    vscode.workspace.getWorkspaceFolder(uri) !== undefined
  );
}

/** The open document at an address, whose text counts more than the file's. */
export function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri && !document.isClosed);
}

/** An editor holds one kind of line ending per document: the one that most lines of the file have. */
function likeEditor(text: string): string {
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  const cr = (text.match(/\r/g)?.length ?? 0) - crlf;
  const lf = (text.match(/\n/g)?.length ?? 0) - crlf;
  if (cr === 0 && (crlf === 0 || lf === 0)) return text;
  return text.replace(/\r\n|\r|\n/g, crlf + cr > (crlf + cr + lf) / 2 ? '\r\n' : '\n');
}
