import * as vscode from 'vscode';
import type { Service } from '../service';
import { isEditable, languageOf, mayBeTemplate } from './candidate';
import { isEnabled } from './config';
import type { EngineSource } from './engine';
import { type Log, report } from './guard';

/** How long typing must pause before a template is read again, in milliseconds. */
const debounce = 120;

/** Feeds the open templates into the service. */
export interface TemplateDocuments extends vscode.Disposable {
  /** A template's newest text is in the service. Carries its URI as a string, as the service knows it. */
  readonly onDidUpdate: vscode.Event<string>;
  /** A document was closed, or is no template any more. */
  readonly onDidForget: vscode.Event<string>;
  /** Whether the service holds this document as a template. */
  isTemplate(uri: vscode.Uri): boolean;
  /** Brings the service up to the document's present text without waiting; `undefined` when it is no template. */
  read(document: vscode.TextDocument): Promise<Service | undefined>;
  /** Forgets everything and reads all open documents again. */
  refresh(): Promise<void>;
}

/** What the service was last told about a document. */
interface Known {
  readonly version: number;
  readonly template: boolean;
}

/** Starts following the open documents. Loads the engine only when one of them may be a template. */
export function createTemplateDocuments(engine: EngineSource, log: Log): TemplateDocuments {
  const updated = new vscode.EventEmitter<string>();
  const forgotten = new vscode.EventEmitter<string>();
  const known = new Map<string, Known>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const forget = (key: string): void => {
    const was = known.get(key);
    known.delete(key);
    if (!was?.template) return;
    engine.loaded?.service.removeDocument(key);
    forgotten.fire(key);
  };

  const stopTimer = (key: string): void => {
    clearTimeout(timers.get(key));
    timers.delete(key);
  };

  const read = async (document: vscode.TextDocument): Promise<Service | undefined> => {
    const key = document.uri.toString();
    stopTimer(key);
    if (!isEnabled() || document.isClosed || !mayBeTemplate(document)) {
      forget(key);
      return undefined;
    }
    const { service } = await engine();
    // The document may have been closed while the engine loaded; its newest text is what counts.
    if (document.isClosed) return undefined;
    const last = known.get(key);
    if (last?.version === document.version) return last.template ? service : undefined;
    const parsed = service.setDocument(key, document.getText(), languageOf(document));
    if (parsed.dialect === 'none') {
      service.removeDocument(key);
      if (last?.template) forgotten.fire(key);
      known.set(key, { version: document.version, template: false });
      return undefined;
    }
    known.set(key, { version: document.version, template: true });
    updated.fire(key);
    return service;
  };

  const readQuietly = (document: vscode.TextDocument): void => {
    read(document).catch((error: unknown) => report(log, `Reading ${document.uri.toString()}`, error));
  };

  const readLater = (document: vscode.TextDocument): void => {
    const key = document.uri.toString();
    stopTimer(key);
    timers.set(
      key,
      setTimeout(() => readQuietly(document), debounce),
    );
  };

  const readAll = (): Promise<unknown> =>
    Promise.allSettled(vscode.workspace.textDocuments.filter(isEditable).map((document) => read(document)));

  const refresh = async (): Promise<void> => {
    for (const key of [...known.keys()]) forget(key);
    await readAll();
  };

  const listeners = [
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isEditable(document)) readQuietly(document);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && isEditable(document)) readLater(document);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      stopTimer(uri.toString());
      forget(uri.toString());
    }),
  ];

  return {
    onDidUpdate: updated.event,
    onDidForget: forgotten.event,
    isTemplate: (uri) => known.get(uri.toString())?.template === true,
    read,
    refresh,
    dispose() {
      for (const key of [...timers.keys()]) stopTimer(key);
      vscode.Disposable.from(...listeners, updated, forgotten).dispose();
    },
  };
}
