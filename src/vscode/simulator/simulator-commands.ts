import * as vscode from 'vscode';
import type { ServedStage } from '../../server/index';
import type { RouteView } from '../../service';
import type { ActiveTemplate } from '../active-template';
import type { Checks } from '../checks';
import { simulatorPort } from '../config';
import type { TemplateDocuments } from '../documents';
import { fileName } from '../file-name';
import { type Log, registerCommand } from '../guard';
import { commands, contexts, settings } from '../ids';
import { curlCommand } from './curl-command';
import { isWebWorker } from '../load-core';
import { targetDocument } from '../target-document';
import { NotServed, serveTemplate, type LiveSimulator } from './live-simulator';

/** What scripts may say. */
export interface StartArguments {
  readonly uri?: vscode.Uri | string;
  /** Instead of the setting; 0 is any free one. */
  readonly port?: number;
  /** Whether the control page is opened in a browser; it is where this is absent. */
  readonly openPage?: boolean;
}

/** What `Unbridge: Start Live Simulator` gives. */
export interface Started {
  readonly stages: readonly ServedStage[];
  readonly controlUrl: string;
}

interface Parts {
  readonly documents: TemplateDocuments;
  readonly active: ActiveTemplate;
  readonly checks: Checks;
  readonly log: Log;
}

/** Registers start, stop and the control page of the live simulator. One template is served at a time. */
export function registerSimulatorCommands(parts: Parts): vscode.Disposable {
  const status = vscode.window.createStatusBarItem('unbridge.simulator', vscode.StatusBarAlignment.Left);
  status.name = 'Unbridge Live Simulator';
  status.command = commands.openControlPage;
  let running: LiveSimulator | undefined;
  // Starts and stops wait for each other.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  };

  const show = (simulator: LiveSimulator | undefined): void => {
    running = simulator;
    setContext(contexts.isSimulating, simulator !== undefined);
    if (!simulator) return status.hide();
    const { server, uri } = simulator;
    status.text = `$(broadcast) Unbridge :${server.port}`;
    status.tooltip = `${fileName(uri)} is served at ${[...new Set(server.stages().map(({ url }) => url))].join(', ')}. Click for the control page.`;
    status.show();
  };
  const stop = async (): Promise<void> => {
    const last = running;
    show(undefined);
    await last?.stop();
    if (last) parts.log.info(`Live simulator: stopped serving ${fileName(last.uri)}`);
  };
  const openPage = (): void => {
    if (running) void vscode.env.openExternal(vscode.Uri.parse(running.server.controlUrl));
  };

  const start = async (args: StartArguments): Promise<Started | undefined> => {
    const refused = refusal();
    if (refused !== undefined) return tell(refused);
    const document = await targetDocument(parts.active, args.uri);
    const service = document && (await parts.documents.read(document));
    if (!document || !service) return tell('Open a CloudFormation or SAM template first.');
    const uri = document.uri.toString();
    if (running?.uri !== uri || args.port !== undefined) {
      await stop();
      const port = args.port ?? simulatorPort();
      const starting = serveTemplate(uri, port, service, parts.checks, parts.log);
      const title = 'Unbridge: starting the live simulator…';
      const simulator = await vscode.window
        .withProgress({ location: vscode.ProgressLocation.Window, title }, () => starting)
        .then(undefined, explain);
      if (!simulator) return undefined;
      show(simulator);
      void announce(simulator, service.routes(uri), openPage);
    }
    if (args.openPage !== false) openPage();
    return running && { stages: running.server.stages(), controlUrl: running.server.controlUrl };
  };

  setContext(contexts.hasSockets, !isWebWorker());
  return vscode.Disposable.from(
    status,
    registerCommand(parts.log, commands.startSimulator, (args?: StartArguments) => inTurn(() => start(args ?? {}))),
    registerCommand(parts.log, commands.stopSimulator, () => inTurn(stop)),
    registerCommand(parts.log, commands.openControlPage, openPage),
    new vscode.Disposable(() => void inTurn(stop)),
  );
}

/** Says where the template is served, and how to send it a first request. */
async function announce(
  { server, uri }: LiveSimulator,
  routes: readonly RouteView[],
  openPage: () => void,
): Promise<void> {
  const [first] = server.stages();
  const url = first?.url ?? server.controlUrl;
  const [page, copy] = ['Open Control Page', 'Copy curl Command'];
  const chosen = await vscode.window.showInformationMessage(
    `${fileName(uri)} is served at ${url}`,
    page,
    ...(first ? [copy] : []),
  );
  if (chosen === page) openPage();
  if (chosen === copy) await vscode.env.clipboard.writeText(curlCommand(url, routes));
}

/** Why this window may not open sockets. */
function refusal(): string | undefined {
  if (isWebWorker()) return 'The live simulator opens sockets on your machine, which a browser cannot do.';
  return vscode.workspace.isTrusted ? undefined : 'Trust this workspace first: the live simulator opens sockets.';
}

/** Says why a template is not served, and offers a port that is free. A bug of ours goes on. */
function explain(error: unknown): undefined {
  if (!(error instanceof NotServed)) throw error;
  const freePort = 'Use Any Free Port';
  const openSettings = 'Open Settings';
  void vscode.window
    .showErrorMessage(error.message, ...(error.isPortTaken ? [freePort, openSettings] : []))
    .then((chosen) => {
      if (chosen === freePort) void vscode.commands.executeCommand(commands.startSimulator, { port: 0 });
      if (chosen === openSettings)
        void vscode.commands.executeCommand('workbench.action.openSettings', settings.simulatorPort);
    });
  return undefined;
}

function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}

function tell(message: string): undefined {
  void vscode.window.showInformationMessage(message);
  return undefined;
}
