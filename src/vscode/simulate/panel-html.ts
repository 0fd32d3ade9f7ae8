import type * as vscode from 'vscode';

interface PanelFiles {
  readonly title: string;
  readonly script: vscode.Uri;
  readonly style: vscode.Uri;
}

/**
 * The page of a panel: an empty body that its script fills. Nothing but that script and that style may load.
 * https://code.visualstudio.com/api/extension-guides/webview#content-security-policy
 */
export function panelHtml(webview: vscode.Webview, { title, script, style }: PanelFiles): string {
  const nonce = createNonce();
  const policy = [`default-src 'none'`, `style-src ${webview.cspSource}`, `script-src 'nonce-${nonce}'`].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${webview.asWebviewUri(style).toString()}">
</head>
<body>
<script nonce="${nonce}" src="${webview.asWebviewUri(script).toString()}"></script>
</body>
</html>`;
}

/** 128 bits that a page cannot guess. */
function createNonce(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
