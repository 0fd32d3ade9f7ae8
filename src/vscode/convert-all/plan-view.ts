import * as vscode from 'vscode';
import { contexts, views } from '../ids';
import { refusal } from '../trust';
import { planItem } from './plan-item';
import { type PlanRow, planRows, type PlanSurroundings, tickable } from './plan-rows';
import { createTicks, type Ticks } from './ticks';
import type { PlanGroup, WorkspacePlan } from './workspace-plan';

/** The view "Convert All", which is there only while there is a plan. */
export interface PlanView extends vscode.Disposable {
  readonly plan: WorkspacePlan | undefined;
  /** The rows at the top; none without a plan. */
  readonly rows: readonly PlanRow[];
  /** The groups that are ticked. */
  readonly ticked: readonly PlanGroup[];
  /** Ticks or unticks a row, as a click on its box does. */
  tick(row: PlanRow, ticked: boolean): void;
  /** Shows a plan instead of the one before. The focus stays where it is. */
  show(plan: WorkspacePlan): Promise<void>;
  /** Brings the view to the front, with the focus on its first row. */
  focus(): Promise<void>;
  /** Forgets the plan and hides the view. */
  close(): Promise<void>;
}

const noTicks = createTicks([], []);

/** Makes the view, hidden. */
export function createPlanView(): PlanView {
  const changed = new vscode.EventEmitter<void>();
  let plan: WorkspacePlan | undefined;
  let rows: readonly PlanRow[] = [];
  let parents = new Map<PlanRow, PlanRow>();
  let ticks: Ticks = noTicks;

  const tree = vscode.window.createTreeView<PlanRow>(views.plan, {
    manageCheckboxStateManually: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => [...(row?.children ?? rows)],
      getParent: (row) => parents.get(row),
      getTreeItem: (row) => planItem(row, ticks),
    },
  });

  const redraw = (): void => {
    const possible = new Set(rows.flatMap(groupsBelow)).size;
    tree.description = possible === 0 ? '' : `${ticks.count} of ${possible} ticked`;
    tree.message = possible === 0 ? 'Nothing here can be converted. The rows say why.' : instructions;
    void vscode.commands.executeCommand('setContext', contexts.hasTicks, ticks.count > 0);
    changed.fire();
  };

  const tick = (row: PlanRow, value: boolean): void => {
    ticks.set(row.groups, value);
    redraw();
  };

  const set = async (next: WorkspacePlan | undefined): Promise<void> => {
    plan = next;
    rows = next ? planRows(next, surroundings) : [];
    parents = new Map(rows.flatMap(linksBelow));
    ticks = next
      ? createTicks(
          tickable(next, surroundings),
          next.groups.filter(isSame).map(({ key }) => key),
        )
      : noTicks;
    redraw();
    await vscode.commands.executeCommand('setContext', contexts.hasPlan, next !== undefined);
  };

  const listener = tree.onDidChangeCheckboxState(({ items }) => {
    for (const [row, state] of items) tick(row, state === vscode.TreeItemCheckboxState.Checked);
  });

  return {
    get plan() {
      return plan;
    },
    get rows() {
      return rows;
    },
    get ticked() {
      return plan?.groups.filter(({ key }) => ticks.has(key)) ?? [];
    },
    tick,
    show: set,
    async focus() {
      const [first] = rows;
      if (first) await tree.reveal(first, { focus: true, select: false });
    },
    close: () => set(undefined),
    dispose() {
      vscode.Disposable.from(tree, listener, changed).dispose();
    },
  };
}

const instructions = 'Tick what to convert, then press ✓ above. You see every change before anything is written.';

const surroundings: PlanSurroundings = {
  nameOf: (uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
  refusal: (uris) => refusal(uris),
};

/** Where a request would end elsewhere, somebody has to decide for it. */
function isSame({ conversion }: PlanGroup): boolean {
  return conversion.differences.length === 0;
}

function groupsBelow(row: PlanRow): readonly string[] {
  return [...row.groups, ...row.children.flatMap(groupsBelow)];
}

function linksBelow(row: PlanRow): readonly (readonly [PlanRow, PlanRow])[] {
  return row.children.flatMap((child) => [[child, row] as const, ...linksBelow(child)]);
}
