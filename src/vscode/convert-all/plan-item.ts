import * as vscode from 'vscode';
import { commands } from '../ids';
import type { PlanRow, PlanRowKind } from './plan-rows';
import type { Ticks } from './ticks';

/** A row of the plan as VS Code draws it. */
export function planItem(row: PlanRow, ticks: Ticks): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, foldOf(row));
  item.id = row.key;
  item.description = row.description;
  item.tooltip = row.tooltip;
  item.contextValue =
    row.groups.length === 0 ? row.kind : `${row.kind} ${ticks.hasAll(row.groups) ? 'ticked' : 'unticked'}`;
  item.accessibilityInformation = {
    label: `${spoken[row.kind]}${row.label}${row.description && `, ${row.description}`}`,
  };
  if (row.kind === 'folder') item.iconPath = vscode.ThemeIcon.Folder;
  else item.iconPath = iconOf(row.kind);
  if (row.kind === 'file' && row.uri !== undefined) item.resourceUri = vscode.Uri.parse(row.uri);
  if (row.groups.length > 0) item.checkboxState = checkboxOf(row, ticks);
  if (row.kind === 'file' || row.kind === 'refused')
    item.command = { command: commands.showPlannedChanges, title: 'Show Changes', arguments: [row] };
  else if (row.location) item.command = { command: commands.revealPlanned, title: 'Go to Line', arguments: [row] };
  return item;
}

function checkboxOf({ label, groups }: PlanRow, ticks: Ticks): NonNullable<vscode.TreeItem['checkboxState']> {
  const ticked = ticks.hasAll(groups);
  return {
    state: ticked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: ticked ? `${label} will be converted` : `${label} stays as it is`,
    accessibilityInformation: { label: `Convert ${label}`, role: 'checkbox' },
  };
}

function foldOf({ kind, children }: PlanRow): vscode.TreeItemCollapsibleState {
  if (children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return kind === 'folder' ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

function iconOf(kind: Exclude<PlanRowKind, 'folder'>): vscode.ThemeIcon {
  const [icon, color] = looks[kind];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

const looks: Readonly<Record<Exclude<PlanRowKind, 'folder'>, readonly [icon: string, color?: string]>> = {
  file: ['file'],
  refused: ['lock'],
  kept: ['circle-slash'],
  same: ['pass', 'testing.iconPassed'],
  different: ['warning', 'list.warningForeground'],
  step: ['edit'],
  notes: ['info'],
  note: ['info'],
  blocked: ['circle-slash'],
  problem: ['error', 'list.errorForeground'],
};

/** What an icon tells those who see it. */
const spoken: Readonly<Record<PlanRowKind, string>> = {
  folder: 'Folder ',
  file: 'File ',
  refused: 'Cannot be converted here: ',
  kept: 'Stays as it is: ',
  same: 'Proof: ',
  different: 'Ends elsewhere: ',
  step: 'Change: ',
  notes: '',
  note: 'Note: ',
  blocked: 'Stays as it is: ',
  problem: 'Problem: ',
};
