import * as vscode from 'vscode';
import type { ConversionFileView } from '../../service';
import { type BlockedPart, conversionOf } from '../conversion';
import { refusal } from '../trust';

/** Files that are converted together, ticked or not. */
export type Group = readonly ConversionFileView[];

interface Row extends vscode.QuickPickItem {
  /** Absent where nothing can be converted. */
  readonly group?: Group;
}

/** Shows what can be converted, to be ticked, and what cannot, with the reason. `undefined` when the user went away. */
export async function chooseFiles(
  groups: readonly Group[],
  blocked: readonly BlockedPart[],
): Promise<readonly Group[] | undefined> {
  const rows = [...groups].map(rowOf);
  const stay = blocked.map(blockedRow);
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = 'Convert All in Workspace';
  pick.placeholder = 'Which files? You see every change before anything is written.';
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = stay.length === 0 ? rows : [...rows, separator('Stay as they are'), ...stay];
  // Where a request would end elsewhere, somebody has to decide for it.
  pick.selectedItems = rows.filter(({ group }) => group && conversionOf(viewOf(group)).differences.length === 0);
  try {
    return await new Promise<readonly Group[] | undefined>((resolve) => {
      pick.onDidChangeSelection((selected) => {
        const possible = selected.filter(({ group }) => group);
        if (possible.length < selected.length) pick.selectedItems = possible;
      });
      pick.onDidAccept(() => resolve(pick.selectedItems.flatMap(({ group }) => (group ? [group] : []))));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

/** One line for each group: the file, its folder, and what the proof says. */
function rowOf(group: Group): Row {
  const [first, ...others] = group.map(({ uri }) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)));
  const refused = refusal(group.map(({ uri }) => uri));
  const { proof, notes } = conversionOf(viewOf(group));
  const told = notes.length === 0 ? '' : `${notes.length} ${notes.length === 1 ? 'note' : 'notes'} to read`;
  const label = first ?? '';
  if (refused !== undefined) return { label: `$(circle-slash) ${label}`, detail: refused };
  return {
    label,
    description: others.length === 0 ? '' : `together with ${others.join(', ')}`,
    detail: [stepsOf(group), proof, told].filter((part) => part !== '').join(' · '),
    group,
  };
}

/** What happens to these files, each step once. */
function stepsOf(group: Group): string {
  return [...new Set(group.flatMap(({ steps }) => steps.map(({ title }) => title)))].join(', ');
}

function blockedRow({ logicalId, reason, location }: BlockedPart): Row {
  const file = vscode.workspace.asRelativePath(vscode.Uri.parse(location.uri));
  return { label: `$(circle-slash) ${file}`, description: logicalId, detail: reason };
}

function separator(label: string): Row {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function viewOf(group: Group): Parameters<typeof conversionOf>[0] {
  return { files: group, failures: [] };
}
