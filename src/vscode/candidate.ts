import * as vscode from 'vscode';
import type { Language } from '../template/index';

/** Languages that VS Code may give a template; `.template` files are `plaintext` unless an extension claims them. */
const languages: Readonly<Record<string, Language | undefined>> = {
  yaml: 'yaml',
  json: 'json',
  jsonc: 'json',
  plaintext: undefined,
  cloudformation: undefined,
};

/** A selector for the documents that can hold a template. */
export const selector: readonly vscode.DocumentFilter[] = Object.keys(languages).map((language) => ({ language }));

/** Whether a document's language and place let it hold a template at all. Reads none of its text. */
export function isEditable(document: vscode.TextDocument): boolean {
  return document.languageId in languages && isWork(document);
}

/**
 * Whether it is worth asking the core what a document is. Every template has `Resources`, and every OpenAPI document of
 * API Gateway an extension of its own, so a text without either is none, and the core need not even be loaded for it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
export function mayBeTemplate(document: vscode.TextDocument): boolean {
  if (!isEditable(document)) return false;
  const text = document.getText();
  return text.includes('Resources') || text.includes('x-amazon-apigateway-');
}

/** The language that VS Code knows the document to be in; `undefined` leaves it to the text. */
export function languageOf(document: vscode.TextDocument): Language | undefined {
  return languages[document.languageId];
}

/** Whether a document is the user's work: not the left side of a diff, an output channel or one of our own pages. */
export function isWork({ uri: { scheme } }: vscode.TextDocument): boolean {
  if (scheme === 'untitled') return true;
  return scheme !== 'git' && scheme !== 'vscode-scm' && vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}
