import * as vscode from 'vscode';
import type { FromPanel, SideName, ToPanel } from '../../webview/protocol';
import { toLocation } from '../adapt';
import type { EngineSource } from '../engine';
import { fileName } from '../file-name';
import { type Log, report } from '../guard';
import type { Pages } from '../pages';
import { revealRange } from '../reveal';
import { type BothWays, simulateBothWays } from './both-ways';
import { panelHtml } from './panel-html';
import { parseRequestLine } from './request-line';

/** The panel "Unbridge: Request Path". There is one, used again for each request. */
export interface TracePanel extends vscode.Disposable {
  /** Shows the way of a request through the template `uri`, beside the editor when the panel is new. */
  show(uri: string, both: BothWays): void;
}

interface Shown {
  readonly uri: string;
  readonly both: BothWays;
}

/** Makes the panel's keeper; the panel itself opens with the first request. */
export function createTracePanel(extensionUri: vscode.Uri, engine: EngineSource, pages: Pages, log: Log): TracePanel {
  let panel: vscode.WebviewPanel | undefined;
  let shown: Shown | undefined;

  const post = (message: ToPanel): void => {
    void panel?.webview.postMessage(message);
  };

  const answer = async (message: FromPanel): Promise<void> => {
    if (!shown) return;
    switch (message.type) {
      case 'ready':
        return post({ type: 'path', path: shown.both.view });
      case 'send':
        return send(shown.uri, message.request);
      case 'reveal':
        return revealHop(shown.both, message.side, message.hop, message.alternative);
      default:
        message satisfies never;
    }
  };

  const send = async (uri: string, text: string): Promise<void> => {
    const line = parseRequestLine(text);
    const loaded = await engine();
    if (typeof line === 'string') return post({ type: 'refused', request: text, message: line });
    if (!loaded.service.document(uri)) {
      return post({
        type: 'refused',
        request: text,
        message: 'The template was closed. Open it again to send requests.',
      });
    }
    shown = { uri, both: simulateBothWays(loaded, { uri, ...line }) };
    post({ type: 'path', path: shown.both.view });
  };

  const revealHop = async (
    both: BothWays,
    side: SideName,
    hop: number,
    alternative: number | undefined,
  ): Promise<void> => {
    const place = both.place(side, hop, alternative);
    const { service } = await engine();
    if (!place) return;
    const document = service.document(place.location.uri);
    if (side === 'before' && document?.text === place.text) {
      const location = toLocation(service, place.location);
      return location && revealRange(location.uri, location.range);
    }
    // The text is not (or no more) what is in the editor: show it as a page of its own.
    const uri = pages.write(pageName(place.location.uri, side), place.text);
    const page = await vscode.workspace.openTextDocument(uri);
    const { start, end } = place.location.range;
    return revealRange(uri, new vscode.Range(page.positionAt(start), page.positionAt(end)));
  };

  const open = (): vscode.WebviewPanel => {
    const root = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    const media = vscode.Uri.joinPath(extensionUri, 'media');
    const created = vscode.window.createWebviewPanel(
      'unbridge.requestPath',
      'Unbridge: Request Path',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [root, media] },
    );
    created.iconPath = vscode.Uri.joinPath(media, 'icon-panel.svg');
    created.webview.onDidReceiveMessage((message: FromPanel) => {
      answer(message).catch((error: unknown) => report(log, `Request Path: ${message.type}`, error));
    });
    created.onDidDispose(() => {
      panel = undefined;
      shown = undefined;
    });
    created.webview.html = panelHtml(created.webview, {
      title: 'Request Path',
      script: vscode.Uri.joinPath(root, 'trace.js'),
      style: vscode.Uri.joinPath(media, 'trace.css'),
    });
    return created;
  };

  return {
    show(uri, both) {
      shown = { uri, both };
      if (!panel) {
        // The page asks for its content as soon as its script runs.
        panel = open();
        return;
      }
      panel.reveal(undefined, true);
      post({ type: 'path', path: both.view });
    },
    dispose() {
      panel?.dispose();
    },
  };
}

/** `template (after conversion).yaml`: a tab shows nothing but the name, so the name has to say it. */
function pageName(uri: string, side: SideName): string {
  const [, stem, extension = ''] = /^(.*?)(\.[^.]*)?$/.exec(fileName(uri)) ?? [];
  return `${stem} (${side === 'after' ? 'after conversion' : 'as simulated'})${extension}`;
}
