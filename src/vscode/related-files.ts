import * as vscode from 'vscode';
import type { TemplateDocument } from '../template/index';
import type { TemplateDocuments } from './documents';
import type { Engine, EngineSource } from './engine';
import { createExportFiles } from './export-files';
import { type Log, report } from './guard';
import { isReadable, openDocument, readText, templateFiles } from './workspace-files';

/** How long the open templates must be quiet before the files that they refer to are looked for, in milliseconds. */
const delay = 300;

/**
 * Keeps the files that open templates refer to in the service, although no editor shows them: nested stacks, the
 * OpenAPI files of APIs, and whatever exports something where exports are imported. Looks for none before a template refers to others.
 * `onChange` is called when the service holds other texts than before.
 */
export function readRelatedFiles(
  documents: TemplateDocuments,
  engine: EngineSource,
  onChange: () => void,
  log: Log,
): vscode.Disposable {
  const held = new Set<string>();
  const outdated = new Set<string>();
  const exportFiles = createExportFiles();
  let watcher: vscode.Disposable | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = Promise.resolve();
  let over = false;

  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(update).catch((error: unknown) => report(log, 'Reading related files', error));
    }, delay);
  };

  const update = async (): Promise<void> => {
    const { loaded } = engine;
    if (!loaded || over) return;
    const before = new Map([...held].map((uri) => [uri, loaded.service.document(uri)]));
    const wanted = await follow(loaded);
    for (const uri of [...held].filter((one) => !wanted.has(one))) {
      held.delete(uri);
      if (!documents.isTemplate(vscode.Uri.parse(uri))) loaded.service.removeDocument(uri);
    }
    const after = new Map([...held].map((uri) => [uri, loaded.service.document(uri)]));
    const uris = [...before.keys(), ...after.keys()];
    if (uris.some((uri) => before.get(uri) !== after.get(uri))) onChange();
  };

  /**
   * Goes from the open templates to those that they name, and from those to the next. Gives the files not open; none in
   * a window that is not trusted, where a template does not decide what is read.
   */
  const follow = async ({ service, tiesOf }: Engine): Promise<ReadonlySet<string>> => {
    const wanted = new Set<string>();
    if (!vscode.workspace.isTrusted) return wanted;
    const queue = service.uris.flatMap((uri) => {
      const document = documents.isTemplate(vscode.Uri.parse(uri)) ? service.document(uri) : undefined;
      return document && isReadable(vscode.Uri.parse(uri)) ? [document] : [];
    });
    for (let document = queue.shift(); document && !over; document = queue.shift()) {
      const { nested, bodies, imports } = tiesOf(document);
      if (nested.length > 0 || bodies.length > 0 || imports) watch();
      const named = imports ? [...nested, ...(await exportFiles.find())] : nested;
      // The file of an API may be in one of several places; the first that holds one counts.
      for (const places of [...named.map((uri) => [uri]), ...bodies]) {
        for (const uri of places) {
          if (wanted.has(uri) || openDocument(uri)) break;
          const found = await read(service, uri);
          if (!found) continue;
          wanted.add(uri);
          queue.push(found);
          if (found.dialect !== 'none') break;
        }
      }
    }
    return wanted;
  };

  const read = async (service: Engine['service'], uri: string): Promise<TemplateDocument | undefined> => {
    if (held.has(uri) && !outdated.has(uri)) return service.document(uri);
    const place = vscode.Uri.parse(uri);
    if (!isReadable(place)) return undefined;
    outdated.delete(uri);
    const text = await readText(place);
    // It may have been opened meanwhile; what an editor holds counts more.
    if (text === undefined || over || openDocument(uri)) return undefined;
    const document = service.setDocument(uri, text, place.path.endsWith('.json') ? 'json' : undefined);
    held.add(uri);
    return document;
  };

  const watch = (): void => {
    if (watcher) return;
    const files = vscode.workspace.createFileSystemWatcher(templateFiles);
    const changed = (uri: vscode.Uri): void => {
      outdated.add(uri.toString());
      exportFiles.forget(uri);
      later();
    };
    watcher = vscode.Disposable.from(
      files,
      files.onDidChange(changed),
      files.onDidCreate(changed),
      files.onDidDelete(changed),
    );
  };

  const listeners = [
    vscode.workspace.onDidGrantWorkspaceTrust(later),
    documents.onDidUpdate((uri) => {
      // From now on the editor feeds it.
      held.delete(uri);
      later();
    }),
    documents.onDidForget((uri) => {
      held.delete(uri);
      later();
    }),
  ];

  return {
    dispose() {
      over = true;
      clearTimeout(timer);
      vscode.Disposable.from(...listeners, ...(watcher ? [watcher] : [])).dispose();
    },
  };
}
