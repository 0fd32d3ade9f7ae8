import type * as vscode from 'vscode';
import { findTemplateFiles, readText } from './workspace-files';

/** How many files are read at once. */
const batch = 16;

/** The files of the workspace that export something, found once and then kept by what the file watcher tells. */
export interface ExportFiles {
  /** Their addresses. The first call reads the workspace. */
  find(): Promise<readonly string[]>;
  /** This file changed, came or went: it is looked at again. */
  forget(uri: vscode.Uri): void;
}

/** Reads nothing yet. */
export function createExportFiles(): ExportFiles {
  const known = new Map<string, boolean>();
  let listed = false;
  let pending: vscode.Uri[] = [];

  return {
    async find() {
      if (!listed) pending = [...(await findTemplateFiles())];
      listed = true;
      while (pending.length > 0) {
        const uris = pending.splice(0, batch);
        await Promise.all(
          uris.map(async (uri) => {
            known.set(uri.toString(), mayExport((await readText(uri)) ?? ''));
          }),
        );
      }
      return [...known].filter(([, exporting]) => exporting).map(([uri]) => uri);
    },
    forget(uri) {
      known.delete(uri.toString());
      if (listed) pending.push(uri);
    },
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html */
function mayExport(text: string): boolean {
  return text.includes('Export') && text.includes('Outputs') && text.includes('Resources');
}
