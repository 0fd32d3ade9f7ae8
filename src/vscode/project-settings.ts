import * as vscode from 'vscode';
import type { CheckOptions } from '../service';
import { toRange } from './adapt';
import type { TemplateDocuments } from './documents';
import type { Engine, EngineSource } from './engine';
import { type Log, report } from './guard';
import { source } from './ids';
import { isReadable, openDocument, readText } from './workspace-files';

/** The names that the file may have, the first one first. */
const names = ['unbridge.yaml', 'unbridge.yml'];

/** What `unbridge.yaml` says about the open templates, as far as it has been read. */
export interface ProjectSettings extends vscode.Disposable {
  /** Severities by rule for a template. */
  levelsOf(uri: string): NonNullable<CheckOptions['levels']>;
  /** Whether nothing is to be reported on a file. */
  isIgnored(uri: string): boolean;
  /** Other settings hold than before. */
  readonly onDidChange: vscode.Event<void>;
}

/** The settings of a folder and all below it that have none of their own. */
interface Settings {
  readonly levels: NonNullable<CheckOptions['levels']>;
  isIgnored(path: string): boolean;
  /** The folder, ending in a slash. */
  readonly root: string;
}

/** Reads the nearest `unbridge.yaml` at or above each open template, up to its workspace folder, and follows the file. */
export function readProjectSettings(documents: TemplateDocuments, engine: EngineSource, log: Log): ProjectSettings {
  const changed = new vscode.EventEmitter<void>();
  const problems = vscode.languages.createDiagnosticCollection('unbridge.yaml');
  const folders = new Map<string, Promise<Settings | undefined>>();
  const known = new Map<string, Settings>();
  let watcher: vscode.Disposable | undefined;

  const settingsIn = (folder: vscode.Uri): Promise<Settings | undefined> => {
    const key = folder.toString();
    let found = folders.get(key);
    if (!found) folders.set(key, (found = look(folder)));
    return found;
  };

  const look = async (folder: vscode.Uri): Promise<Settings | undefined> => {
    const loaded = await engine();
    for (const name of names) {
      const file = vscode.Uri.joinPath(folder, name);
      const text = openDocument(file.toString())?.getText() ?? (await readText(file));
      if (text !== undefined) return read(loaded, file, text);
    }
    const above = vscode.Uri.joinPath(folder, '..');
    const isTop = vscode.workspace.getWorkspaceFolder(folder)?.uri.toString() === folder.toString();
    return isTop || !isReadable(above) ? undefined : settingsIn(above);
  };

  const read = ({ readSettings, ignoredBy, linesOf }: Engine, file: vscode.Uri, text: string): Settings => {
    const { settings, problems: wrong } = readSettings(text);
    const lines = linesOf(text);
    problems.set(
      file,
      wrong.map(({ message, range }) => {
        const diagnostic = new vscode.Diagnostic(toRange(lines, range), message, vscode.DiagnosticSeverity.Error);
        diagnostic.source = source;
        return diagnostic;
      }),
    );
    const root = `${vscode.Uri.joinPath(file, '..').path.replace(/\/$/, '')}/`;
    return { levels: settings.rules, isIgnored: ignoredBy(settings.ignore), root };
  };

  const update = async (uri: string): Promise<void> => {
    const place = vscode.Uri.parse(uri);
    if (!isReadable(place)) return;
    watch();
    const settings = await settingsIn(vscode.Uri.joinPath(place, '..'));
    if (known.get(uri) === settings) return;
    if (settings) known.set(uri, settings);
    else known.delete(uri);
    changed.fire();
  };

  const updateQuietly = (uri: string): void => {
    update(uri).catch((error: unknown) => report(log, 'Reading unbridge.yaml', error));
  };

  const forget = (): void => {
    folders.clear();
    problems.clear();
    for (const { uri } of vscode.workspace.textDocuments) if (documents.isTemplate(uri)) updateQuietly(uri.toString());
  };

  const watch = (): void => {
    if (watcher) return;
    const files = vscode.workspace.createFileSystemWatcher(`**/{${names.join(',')}}`);
    watcher = vscode.Disposable.from(
      files,
      files.onDidChange(forget),
      files.onDidCreate(forget),
      files.onDidDelete(forget),
    );
  };

  const listeners = [
    documents.onDidUpdate((uri) => {
      if (!known.has(uri)) updateQuietly(uri);
    }),
    documents.onDidForget((uri) => known.delete(uri)),
  ];

  return {
    onDidChange: changed.event,
    levelsOf: (uri) => known.get(uri)?.levels ?? {},
    isIgnored(uri) {
      const settings = known.get(uri);
      const { path } = vscode.Uri.parse(uri);
      return (
        settings !== undefined && path.startsWith(settings.root) && settings.isIgnored(path.slice(settings.root.length))
      );
    },
    dispose() {
      vscode.Disposable.from(...listeners, ...(watcher ? [watcher] : []), changed, problems).dispose();
    },
  };
}
