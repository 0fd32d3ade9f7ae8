import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { blocked, broken, differing, nested, single } from '../harness/many-bridges';
import type { ConvertAllResult } from '../../src/vscode/convert-all/convert-all-command';
import type { PlanRow } from '../../src/vscode/convert-all/plan-rows';
import type { PlanView } from '../../src/vscode/convert-all/plan-view';
import { closeAll, unbridge } from './editor';
import { keepSample, removeFolder, writeFiles } from './workspace-folder';

describe('the list of what can be converted', () => {
  let round = 0;
  let folder = '';
  let view: PlanView;
  let files: Record<
    'orders/root.yaml' | 'orders/web.yaml' | 'users.yaml' | 'differs.yaml' | 'blocked.yaml' | 'broken.yaml',
    vscode.Uri
  >;

  let restore: () => Promise<void>;

  beforeEach(async () => {
    round += 1;
    restore = await keepSample();
    folder = `plan-${round}`;
    files = await writeFiles(folder, {
      'orders/root.yaml': nested.root,
      'orders/web.yaml': nested.web,
      'users.yaml': single,
      'differs.yaml': differing,
      'blocked.yaml': blocked,
      'broken.yaml': broken,
    });
    view = (await unbridge()).plan;
    const result = await run('unbridge.convertAll');
    assert.equal(result.outcome, 'asked', result.message);
    // The sample of the workspace is for other tests.
    view.tick(rowOf('template.yaml'), false);
  });

  afterEach(async () => {
    await view.close();
    await closeAll();
    await restore();
    await removeFolder(folder);
  });

  it('starts with what changes no request', () => {
    assert.deepEqual(ticked(), ['orders/root.yaml', 'orders/web.yaml', 'users.yaml']);
  });

  it('ticks files together that must change together, and folders with all that is in them', () => {
    view.tick(rowOf('web.yaml'), false);
    assert.deepEqual(ticked(), ['users.yaml']);
    view.tick(rowOf(`${folder}/orders`), true);
    assert.deepEqual(ticked(), ['orders/root.yaml', 'orders/web.yaml', 'users.yaml']);
    view.tick(rowOf(folder), false);
    assert.deepEqual(ticked(), ['orders/root.yaml', 'orders/web.yaml']);
  });

  it('says why a bridge stays, and lets nobody tick it', () => {
    const row = rowOf('blocked.yaml');
    assert.equal(row.kind, 'kept');
    assert.deepEqual(row.groups, []);
    assert.match(row.children[0]?.description ?? '', /port 81 of the NLB/);
    const before = ticked();
    view.tick(row, true);
    assert.deepEqual(ticked(), before);
  });

  it('has a row for a file whose syntax is broken, with the place', () => {
    const row = rowOf('broken.yaml');
    assert.deepEqual(row.groups, []);
    assert.match(row.description, /never closed/);
    assert.equal(row.children[0]?.kind, 'problem');
    assert.equal(row.location?.uri, files['broken.yaml'].toString());
  });

  it('names the requests that would end elsewhere', () => {
    const row = rowOf('differs.yaml');
    assert.match(row.description, /^differs: 1 request/);
    const [proof] = row.children;
    assert.equal(proof?.kind, 'different');
    assert.match(proof.children[0]?.label ?? '', /^GET /);
  });

  it('converts what is ticked and keeps the rest to be ticked', async () => {
    view.tick(rowOf('users.yaml'), false);
    const result = await run('unbridge.convertTicked', { apply: true });
    assert.equal(result.outcome, 'converted', result.message);
    assert.deepEqual(result.files.map(shortName).sort(), ['orders/root.yaml', 'orders/web.yaml']);
    assert.match(await textOf(files['orders/web.yaml']), /Type: AWS::ApiGatewayV2::VpcLink/);
    assert.equal(await textOf(files['users.yaml']), single);
    assert.deepEqual(ticked(), ['users.yaml']);
    assert.ok(!allRows(view.rows).some(({ label }) => label === 'root.yaml'));
  });

  it('goes away when everything is converted', async () => {
    for (const row of view.rows) view.tick(row, true);
    const result = await run('unbridge.convertTicked', { apply: true });
    assert.equal(result.outcome, 'converted', result.message);
    assert.equal(result.files.filter((uri) => uri.includes(`/${folder}/`)).length, 4);
    assert.equal(view.plan, undefined);
    assert.deepEqual(view.rows, []);
  });

  it('converts nothing when a file has changed meanwhile, and looks again', async () => {
    await vscode.workspace.fs.writeFile(files['users.yaml'], new TextEncoder().encode(broken));
    const result = await run('unbridge.convertTicked', { apply: true });
    assert.equal(result.outcome, 'stale', result.message);
    assert.equal(await textOf(files['orders/web.yaml']), nested.web);
    assert.equal(rowOf('users.yaml').kind, 'kept');
  });

  it('asks for a tick where there is none', async () => {
    view.tick(rowOf(folder), false);
    view.tick(rowOf(`${folder}/orders`), false);
    const result = await run('unbridge.convertTicked');
    assert.deepEqual(result, { outcome: 'nothing', message: 'Tick what to convert first.', files: [] });
  });

  it('is left without a change', async () => {
    await vscode.commands.executeCommand('unbridge.closePlan');
    assert.equal(view.plan, undefined);
    assert.equal(await textOf(files['users.yaml']), single);
  });

  it('shows a file beside what would become of it', async () => {
    await vscode.commands.executeCommand('unbridge.showPlannedChanges', rowOf('users.yaml'));
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.equal(tab?.label, 'users.yaml: now ↔ converted');
    assert.ok(tab.input instanceof vscode.TabInputTextDiff);
    const after = await vscode.workspace.openTextDocument(tab.input.modified);
    assert.match(after.getText(), /Type: AWS::ApiGatewayV2::VpcLink/);
  });

  it('leads to the line of a reason', async () => {
    const [reason] = rowOf('blocked.yaml').children;
    await vscode.commands.executeCommand('unbridge.revealPlanned', reason);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), files['blocked.yaml'].toString());
    assert.match(editor.document.lineAt(editor.selection.active.line).text, /ConnectionId: !Ref Link/);
  });

  /** The files of this test's folder that are ticked; other tests leave files of their own in the workspace. */
  function ticked(): string[] {
    return view.ticked
      .flatMap((group) => group.files.map(({ uri }) => uri))
      .filter((uri) => uri.includes(`/${folder}/`))
      .map(shortName)
      .sort();
  }

  function shortName(uri: string): string {
    return uri.slice(uri.indexOf(`/${folder}/`) + folder.length + 2);
  }

  function rowOf(label: string): PlanRow {
    const row = allRows(view.rows).find((one) => one.label === label);
    assert.ok(row, `no row "${label}"`);
    return row;
  }
});

function allRows(rows: readonly PlanRow[]): readonly PlanRow[] {
  return rows.flatMap((row) => [row, ...allRows(row.children)]);
}

async function run(command: string, args?: object): Promise<ConvertAllResult> {
  const result = await vscode.commands.executeCommand<ConvertAllResult | undefined>(command, args);
  assert.ok(result, 'the command failed');
  return result;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}
