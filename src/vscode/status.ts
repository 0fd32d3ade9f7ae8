import * as vscode from 'vscode';
import type { CheckView } from '../service';
import type { ActiveTemplate } from './active-template';
import type { Checks } from './checks';
import { countBridges } from './count-bridges';
import { commands, source } from './ids';

/** Shows how many bridges the active template has, in the language status at the right of the status bar. */
export function showStatus(active: ActiveTemplate, checks: Checks): vscode.Disposable {
  let item: vscode.LanguageStatusItem | undefined;
  const update = (): void => {
    const document = active.document();
    const view = document && checks.latest(document.uri.toString());
    if (!document || !view) {
      item?.dispose();
      item = undefined;
      return;
    }
    item ??= vscode.languages.createLanguageStatusItem('unbridge.status', []);
    item.name = source;
    item.selector = { scheme: document.uri.scheme, pattern: document.uri.path };
    describe(item, view);
  };
  return vscode.Disposable.from(
    active.onDidChange(update),
    checks.onDidCheck(update),
    checks.onDidClear(update),
    new vscode.Disposable(() => item?.dispose()),
  );
}

function describe(item: vscode.LanguageStatusItem, view: CheckView): void {
  const bridges = countBridges(view);
  item.text = `${source}: ${bridges === 0 ? 'no bridge' : plural(bridges, 'bridge')}`;
  item.severity = bridges > 0 ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
  item.detail = plural(view.findings.length, 'finding');
  item.command =
    bridges > 0
      ? { command: commands.convert, title: 'Convert' }
      : { command: commands.showTopology, title: 'Show topology' };
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
