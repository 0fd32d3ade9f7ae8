import * as vscode from 'vscode';
import type { RequestPathView } from '../../webview/protocol';
import type { RouteView, Service } from '../../service';
import type { ActiveTemplate } from '../active-template';
import type { TemplateDocuments } from '../documents';
import type { EngineSource } from '../engine';
import { type Log, registerCommand } from '../guard';
import { commands } from '../ids';
import { targetDocument } from '../target-document';
import type { TreeNode } from '../tree';
import { simulateBothWays, type PathRequest } from './both-ways';
import { parseRequestLine, sampleRequest } from './request-line';
import type { TracePanel } from './trace-panel';

/** What scripts may say; with `path` nothing is asked. */
export interface SimulateArguments {
  readonly uri?: vscode.Uri | string;
  /** GET where absent. */
  readonly method?: string;
  /** With the stage: `/prod/orders/1`. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Goes past authorizers, API keys and security groups. */
  readonly letPass?: boolean;
  readonly body?: string;
}

interface Parts {
  readonly documents: TemplateDocuments;
  readonly active: ActiveTemplate;
  readonly engine: EngineSource;
  readonly panel: TracePanel;
  readonly log: Log;
}

/** Registers `Unbridge: Simulate Request…` and its sister on the nodes of the tree. Both give the path that the request took. */
export function registerSimulateCommands(parts: Parts): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(parts.log, commands.simulateRequest, (args?: SimulateArguments) => simulate(parts, args ?? {})),
    registerCommand(parts.log, commands.simulateHere, (node?: TreeNode) =>
      simulate(parts, node ? { uri: node.uri } : {}, node),
    ),
  );
}

async function simulate(parts: Parts, args: SimulateArguments, node?: TreeNode): Promise<RequestPathView | undefined> {
  const document = await targetDocument(parts.active, args.uri);
  const service = document && (await parts.documents.read(document));
  if (!document || !service) return tell('Open a CloudFormation or SAM template first.');
  const uri = document.uri.toString();
  const line =
    args.path === undefined ? await ask(service, uri, node) : { method: args.method ?? 'GET', path: args.path };
  if (!line) return undefined;
  if (typeof line === 'string') return tell(line);
  const request: PathRequest = {
    uri,
    ...line,
    ...(args.headers && { headers: Object.entries(args.headers) }),
    ...(args.letPass && { letPass: true }),
    ...(args.body !== undefined && { body: args.body }),
  };
  const both = simulateBothWays(await parts.engine(), request);
  parts.panel.show(uri, both);
  return both.view;
}

/** Asks for a route, then for the exact request. A sentence says why there is nothing to ask; `undefined` is a change of mind. */
async function ask(
  service: Service,
  uri: string,
  node: TreeNode | undefined,
): Promise<ReturnType<typeof parseRequestLine> | undefined> {
  const routes = service.routes(uri);
  if (routes.length === 0)
    return 'This template has no API whose routes are known, so there is nothing to send a request to.';
  const value = await chooseRoute(node ? routesBelow(node, routes) : routes);
  if (value === undefined) return undefined;
  const text = await vscode.window.showInputBox({
    title: 'Simulate Request',
    prompt:
      'Method and path, the stage included; then -H "Name: value" and --let-pass (past authorization and API keys) as needed. Nothing leaves your machine.',
    value,
    valueSelection: [value.indexOf('/'), value.length],
    validateInput: (input) => {
      const parsed = parseRequestLine(input);
      return typeof parsed === 'string' ? parsed : undefined;
    },
  });
  return text === undefined ? undefined : parseRequestLine(text);
}

async function chooseRoute(routes: readonly RouteView[]): Promise<string | undefined> {
  if (routes.length === 1 && routes[0]) return sampleRequest(routes[0]);
  const several = new Set(routes.map(({ api }) => api)).size > 1;
  const items = routes.map((route) => ({
    label: `${route.method} ${route.path}`,
    description: several ? route.api : '',
    route,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Simulate Request',
    placeHolder: 'Which route?',
    matchOnDescription: true,
  });
  return chosen && sampleRequest(chosen.route);
}

/** The routes that start at or below a node of the tree; all of them where it has none of its own. */
function routesBelow(node: TreeNode, routes: readonly RouteView[]): readonly RouteView[] {
  const ids = new Set<string>();
  for (let up: TreeNode | undefined = node; up; up = up.parent)
    if (up.view.node.kind === 'method') ids.add(placeKey(up));
  const collect = (one: TreeNode): void => {
    if (one.view.node.kind === 'method') ids.add(placeKey(one));
    one.children.forEach(collect);
  };
  collect(node);
  const below = routes.filter(({ location }) => location && ids.has(`${location.uri}#${location.range.start}`));
  return below.length > 0 ? below : routes;
}

function placeKey({ view: { node } }: TreeNode): string {
  return node.location ? `${node.location.uri}#${node.location.range.start}` : '';
}

function tell(message: string): undefined {
  void vscode.window.showInformationMessage(message);
  return undefined;
}
