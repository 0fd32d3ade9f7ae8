import * as vscode from 'vscode';
import type { Severity } from '../rules/index';
import { settings } from './ids';

/** Whether Unbridge looks at documents at all (`unbridge.enable`). */
export function isEnabled(): boolean {
  return vscode.workspace.getConfiguration().get<boolean>(settings.enable, true);
}

/** The severity of a rule after `unbridge.severity`; `off` hides its findings. What the setting misspells counts for nothing. */
export function severityOf(rule: string, declared: Severity): Severity | 'off' {
  const chosen = vscode.workspace.getConfiguration().get<Readonly<Record<string, unknown>>>(settings.severity, {})[
    rule
  ];
  return isLevel(chosen) ? chosen : declared;
}

/** The port that the live simulator takes (`unbridge.simulator.port`); 0 is any free one. What is no port counts for nothing. */
export function simulatorPort(): number {
  const chosen = vscode.workspace.getConfiguration().get<unknown>(settings.simulatorPort);
  return Number.isInteger(chosen) && Number(chosen) >= 0 && Number(chosen) <= 65_535 ? Number(chosen) : 4010;
}

/**
 * The addresses behind target groups (`unbridge.simulator.targets`), by the names of the groups. What they are is not
 * checked: whoever starts the simulator says what is wrong with them.
 */
export function simulatorTargets(): readonly (readonly [group: string, address: unknown])[] {
  const chosen = vscode.workspace.getConfiguration().get<unknown>(settings.simulatorTargets);
  if (typeof chosen !== 'object' || chosen === null) return [];
  return Object.entries(chosen).flatMap(([group, addresses]: [string, unknown]) =>
    (Array.isArray(addresses) ? (addresses as unknown[]) : [addresses]).map((address) => [group, address] as const),
  );
}

/** Calls `listener` when a setting of Unbridge changes. */
export function onDidChangeConfig(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (Object.values(settings).some((key) => event.affectsConfiguration(key))) listener();
  });
}

const levels = ['error', 'warning', 'info', 'hint', 'off'] as const;

function isLevel(value: unknown): value is Severity | 'off' {
  return levels.some((level) => level === value);
}
