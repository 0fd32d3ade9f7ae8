import * as vscode from 'vscode';

const scheme = 'unbridge';

/** Read-only pages of ours: explanations, reports, a template as it would be. */
export interface Pages extends vscode.Disposable {
  /** Writes a page and gives its address; a later page of the same name replaces it. `name` ends in the extension. */
  write(name: string, text: string): vscode.Uri;
  /** Writes a page of Markdown and shows it rendered. */
  showMarkdown(name: string, text: string): Promise<void>;
}

/** Registers the pages with VS Code. */
export function createPages(): Pages {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.path) ?? '',
  });
  const write = (name: string, text: string): vscode.Uri => {
    const uri = vscode.Uri.from({ scheme, path: `/${name}` });
    texts.set(uri.path, text);
    changed.fire(uri);
    return uri;
  };
  return {
    write,
    async showMarkdown(name, text) {
      const uri = write(name, text);
      // The Markdown extension is built in, but it can be switched off.
      if (vscode.extensions.getExtension('vscode.markdown-language-features'))
        await vscode.commands.executeCommand('markdown.showPreview', uri);
      else await vscode.window.showTextDocument(uri, { preview: true });
    },
    dispose() {
      vscode.Disposable.from(registration, changed).dispose();
    },
  };
}
