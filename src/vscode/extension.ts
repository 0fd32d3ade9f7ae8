import * as vscode from 'vscode';
import { followActiveTemplate } from './active-template';
import { createChecks } from './checks';
import { offerCodeActions } from './code-actions';
import { onDidChangeConfig } from './config';
import { registerConvertAllCommands } from './convert-all/convert-all-command';
import { createPlanView, type PlanView } from './convert-all/plan-view';
import { registerConvertCommands } from './convert-command';
import { decorateTree } from './decorations';
import { showDiagnostics } from './diagnostics';
import { createTemplateDocuments } from './documents';
import { createEngineSource } from './engine';
import { registerExplainCommand } from './explain-command';
import { report } from './guard';
import { source } from './ids';
import { registerOpenCommands } from './open-commands';
import { createPages } from './pages';
import { readProjectSettings } from './project-settings';
import { readRelatedFiles } from './related-files';
import { registerSimulateCommands } from './simulate/simulate-command';
import { createTracePanel } from './simulate/trace-panel';
import { registerSimulatorCommands } from './simulator/simulator-commands';
import { showStatus } from './status';
import { showTree, type TopologyTree } from './tree';
import { registerTreeCommands } from './tree-commands';

/** What other extensions and tests get from `activate`. */
export interface Exports {
  /** The tree of the active template. */
  readonly tree: TopologyTree['provider'];
  /** What `Convert All in Workspace` found, to be ticked. */
  readonly plan: PlanView;
  /** Whether the core has been loaded; it is not before a document may be a template. */
  isEngineLoaded(): boolean;
}

/** Wires the extension. Nothing is parsed, and the core is not even evaluated, before a template is open. */
export function activate({ extensionUri, subscriptions }: vscode.ExtensionContext): Exports {
  const log = vscode.window.createOutputChannel(source, { log: true });
  const engine = createEngineSource(extensionUri, log);
  const documents = createTemplateDocuments(engine, log);
  const active = followActiveTemplate(documents);
  const settings = readProjectSettings(documents, engine, log);
  const checks = createChecks(documents, engine, settings, log);
  const tree = showTree(active, checks, engine, log);
  const plan = createPlanView();
  const pages = createPages();
  const panel = createTracePanel(extensionUri, engine, pages, log);
  const refresh = (): void => {
    documents.refresh().catch((error: unknown) => report(log, 'Reading the open documents', error));
  };
  subscriptions.push(
    ...[log, documents, active, settings, checks, tree, plan, pages, panel],
    readRelatedFiles(documents, engine, () => checks.recheck(), log),
    showDiagnostics(checks, engine),
    showStatus(active, checks),
    decorateTree(tree),
    offerCodeActions(documents, engine, log),
    registerConvertCommands({ documents, active, engine, pages, log }),
    registerConvertAllCommands({ engine, view: plan, pages, log }),
    registerSimulateCommands({ documents, active, engine, panel, log }),
    registerSimulatorCommands({ documents, active, checks, log }),
    registerTreeCommands(documents, engine, log),
    registerExplainCommand(engine, pages, log),
    registerOpenCommands(extensionUri, log),
    onDidChangeConfig(refresh),
  );
  refresh();
  return { tree: tree.provider, plan, isEngineLoaded: () => engine.loaded !== undefined };
}
