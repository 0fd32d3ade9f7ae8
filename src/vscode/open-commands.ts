import * as vscode from 'vscode';
import { type Log, registerCommand } from './guard';
import { commands } from './ids';

/** Registers what the welcome view offers: a sample to play with, and a way to a template of one's own. */
export function registerOpenCommands(extensionUri: vscode.Uri, log: Log): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(log, commands.openSample, () => openSample(extensionUri)),
    registerCommand(log, commands.openTemplate, openTemplate),
  );
}

/** Opens the sample as a new document, so that playing with it changes no file. Gives its URI. */
async function openSample(extensionUri: vscode.Uri): Promise<vscode.Uri> {
  const file = vscode.Uri.joinPath(extensionUri, 'media', 'sample', 'template.yaml');
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
  await vscode.window.showTextDocument(document);
  return document.uri;
}

async function openTemplate(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    title: 'Open a CloudFormation or SAM template',
    filters: { Templates: ['yaml', 'yml', 'json', 'template'], 'All files': ['*'] },
  });
  if (chosen?.[0]) await vscode.window.showTextDocument(chosen[0]);
}
