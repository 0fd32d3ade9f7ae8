import * as vscode from 'vscode';
import { counted } from './counted';
import { fileNames } from './file-name';

/**
 * What became of the files of a conversion, as sentences without a stop, some of them empty: how many changed, which are still to be
 * saved, and which must be deployed first. Asked once the texts have changed.
 */
export function toldAfter(changed: readonly string[], first: readonly string[]): readonly string[] {
  const unsaved = vscode.workspace.textDocuments.filter(
    ({ uri, isDirty }) => isDirty && changed.includes(uri.toString()),
  );
  const names = changed.length === 1 ? '' : `: ${fileNames(changed)}`;
  const saved = unsaved.length === 0 ? '' : ', not saved yet';
  return [`${counted(changed.length, 'file')} changed${saved}${names}`, deployFirstSentence(first)];
}

/** Says which files export what others import from now on; empty where none does. */
export function deployFirstSentence(first: readonly string[]): string {
  return first.length === 0 ? '' : `Deploy ${fileNames(first)} first: other files import what is new there`;
}
