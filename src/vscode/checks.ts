import * as vscode from 'vscode';
import type { CheckView } from '../service';
import type { TemplateDocuments } from './documents';
import type { EngineSource } from './engine';
import { guarded, type Log } from './guard';
import type { ProjectSettings } from './project-settings';

/** How long the window must be quiet before templates that may refer to a changed one are checked, in milliseconds. */
const neighbourDelay = 400;

/** The newest findings of every open template. */
export interface Checks extends vscode.Disposable {
  readonly onDidCheck: vscode.Event<CheckView>;
  /** Carries the URI of a document that has no findings any more because it is gone. */
  readonly onDidClear: vscode.Event<string>;
  latest(uri: string): CheckView | undefined;
  /** Checks every open template again, for a file that they refer to has come, changed or gone. */
  recheck(): void;
}

/** Checks a template as soon as its text has changed, and the other open ones, which may refer to it, when things are quiet. */
export function createChecks(
  documents: TemplateDocuments,
  engine: EngineSource,
  settings: ProjectSettings,
  log: Log,
): Checks {
  const checked = new vscode.EventEmitter<CheckView>();
  const cleared = new vscode.EventEmitter<string>();
  const views = new Map<string, CheckView>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const check = (uri: string): void => {
    const service = engine.loaded?.service;
    if (!service?.document(uri)) return;
    const levels = settings.levelsOf(uri);
    const found = guarded(log, `Checking ${uri}`, () => service.check(uri, { levels }), undefined);
    if (!found) return;
    const view = settings.isIgnored(uri) ? { ...found, findings: [], problems: [] } : found;
    views.set(uri, view);
    checked.fire(view);
  };

  const checkOthersLater = (changed: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const uri of [...views.keys()]) if (uri !== changed) check(uri);
    }, neighbourDelay);
  };

  const listeners = [
    documents.onDidUpdate((uri) => {
      check(uri);
      if (views.size > 1) checkOthersLater(uri);
    }),
    documents.onDidForget((uri) => {
      views.delete(uri);
      cleared.fire(uri);
      if (views.size > 0) checkOthersLater(uri);
    }),
    settings.onDidChange(() => [...views.keys()].forEach(check)),
  ];

  return {
    onDidCheck: checked.event,
    onDidClear: cleared.event,
    latest: (uri) => views.get(uri),
    recheck: () => [...views.keys()].forEach(check),
    dispose() {
      clearTimeout(timer);
      vscode.Disposable.from(...listeners, checked, cleared).dispose();
    },
  };
}
