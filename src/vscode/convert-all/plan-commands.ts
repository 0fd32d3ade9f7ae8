import * as vscode from 'vscode';
import { fileName } from '../file-name';
import { type Log, registerCommand } from '../guard';
import { commands } from '../ids';
import type { Pages } from '../pages';
import { reveal } from '../reveal';
import type { PlanRow } from './plan-rows';
import type { PlanView } from './plan-view';

interface Parts {
  readonly view: PlanView;
  readonly pages: Pages;
  readonly log: Log;
}

/** Registers what rows of the plan do: show what would change in a file, go to a line; and the way out. */
export function registerPlanCommands({ view, pages, log }: Parts): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(log, commands.showPlannedChanges, (row?: PlanRow) => showChanges(view, pages, row)),
    registerCommand(log, commands.revealPlanned, async (row?: PlanRow) => {
      if (row?.location && view.plan) await reveal(view.plan.service, row.location);
    }),
    registerCommand(log, commands.tick, (row?: PlanRow) => row && view.tick(row, true)),
    registerCommand(log, commands.untick, (row?: PlanRow) => row && view.tick(row, false)),
    registerCommand(log, commands.closePlan, () => view.close()),
  );
}

/** The file as it is beside the file as it would be. */
async function showChanges({ plan }: PlanView, pages: Pages, row: PlanRow | undefined): Promise<void> {
  const file = plan?.groups.flatMap(({ files }) => files).find(({ uri }) => uri === row?.uri);
  if (!file) return;
  const name = fileName(file.uri);
  const after = pages.write(`converted/${encodeURIComponent(file.uri)}/${name}`, file.newText);
  await vscode.commands.executeCommand(
    'vscode.diff',
    vscode.Uri.parse(file.uri),
    after,
    `${name}: now ↔ converted`,
    // A click on the next row takes the place of this one, and the focus stays in the tree.
    { preview: true, preserveFocus: true },
  );
}
