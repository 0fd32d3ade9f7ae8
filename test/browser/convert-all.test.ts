import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { blocked, broken, differing, nested, single } from '../harness/many-bridges';
import { scenario } from '../harness/vscode/scenario';
import type { Workbench } from '../harness/vscode/workbench';

const files = {
  'services/orders/root.yaml': nested.root,
  'services/orders/web.yaml': nested.web,
  'services/users/template.yaml': single,
  'services/billing/differs.yaml': differing,
  'services/billing/blocked.yaml': blocked,
  'drafts/broken.yaml': broken,
};

scenario(
  'all bridges of a workspace are ticked, previewed, converted, and undone at once',
  async (workbench) => {
    await openPlan(workbench);
    await workbench.screenshot('plan');
    await row(workbench, 'web.yaml').locator('.monaco-tl-twistie').click();
    await row(workbench, 'blocked.yaml').locator('.monaco-tl-twistie').click();
    await workbench.screenshot('unfolded');
    assert.equal(await box(workbench, 'blocked.yaml').count(), 0);
    assert.equal(await box(workbench, 'broken.yaml').count(), 0);
    assert.equal(await isTicked(workbench, 'differs.yaml'), false);
    assert.equal(await isTicked(workbench, 'root.yaml'), true);
    await box(workbench, 'web.yaml').click();
    await untilTicked(workbench, 'root.yaml', false);
    await untilTicked(workbench, 'services/orders', false);
    await box(workbench, 'services/orders').click();
    await untilTicked(workbench, 'web.yaml', true);
    await row(workbench, 'root.yaml').click();
    await workbench.see('.tab.active:has-text("root.yaml: now")');
    await workbench.see('.monaco-diff-editor .modified .view-line:has-text("IntegrationTarget")');
    await workbench.screenshot('diff');
    await convertTicked(workbench);
    await workbench.screenshot('refactor-preview');
    assert.equal(await workbench.page.locator('.bulk-edit-panel .monaco-list-row', { hasText: 'differs' }).count(), 0);
    await apply(workbench);
    await workbench.waitForNotification('Converted 4 files');
    for (const file of converted) await workbench.waitForFile(file, (text) => text !== files[file]);
    assert.equal(workbench.readFile('services/billing/differs.yaml'), differing);
    // What was not ticked is still there to be ticked.
    await row(workbench, 'root.yaml').waitFor({ state: 'detached' });
    await row(workbench, 'differs.yaml').waitFor();
    await workbench.screenshot('converted');

    await workbench.openFile('services/orders/root.yaml');
    await workbench.page.keyboard.press('Control+Z');
    // One undo for all files; what is undone is saved as everything in this window is.
    for (const file of converted) await workbench.waitForFile(file, (text) => text === files[file]);
  },
  { files, settings: { 'files.autoSave': 'afterDelay' } },
);

scenario(
  'half a conversion is told, and the list can be left',
  async (workbench) => {
    await openPlan(workbench);
    await workbench.screenshot('plan');
    await convertTicked(workbench);
    const web = workbench.page.locator('.bulk-edit-panel .monaco-list-row', { hasText: 'web.yaml' });
    await web.locator('.edit-checkbox').first().click();
    await workbench.screenshot('refactor-preview');
    await apply(workbench);
    await workbench.waitForNotification('Only half of a conversion was applied: root.yaml changed, but not web.yaml');
    await workbench.screenshot('half');
    await workbench.waitForFile('services/orders/root.yaml', (text) => text !== nested.root);
    assert.equal(workbench.readFile('services/orders/web.yaml'), nested.web);
    await workbench.runCommand('Unbridge: Close Convert All');
    await workbench.page.locator('.sidebar .pane-header', { hasText: 'Convert All' }).waitFor({ state: 'detached' });
    await workbench.screenshot('closed');
  },
  { files, settings: { 'workbench.colorTheme': 'Default Light Modern' } },
);

scenario(
  'the list of conversions goes by the keyboard, in high contrast',
  async (workbench) => {
    await openPlan(workbench);
    const { keyboard } = workbench.page;
    await row(workbench, 'template.yaml').locator('xpath=self::*[contains(@class, "focused")]').waitFor();
    await keyboard.press('Shift+F10');
    await workbench.page.locator('.monaco-menu .action-menu-item', { hasText: 'Untick' }).waitFor();
    await workbench.screenshot('menu');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await untilTicked(workbench, 'template.yaml', false);
    await box(workbench, 'template.yaml').focus();
    await keyboard.press('Space');
    await untilTicked(workbench, 'template.yaml', true);
    await row(workbench, 'template.yaml').click();
    await workbench.see('.monaco-diff-editor .modified .view-line:has-text("IntegrationTarget")');
    await workbench.screenshot('diff');
    assert.equal(await box(workbench, 'template.yaml').getAttribute('aria-label'), 'Convert template.yaml');
    await keyboard.press('Control+Enter');
    await workbench.see('.bulk-edit-panel .monaco-list-row');
    await workbench.screenshot('refactor-preview');
    await workbench.page.getByRole('button', { name: 'Discard', exact: true }).click();
    // Nothing was decided, so the list is as it was.
    await row(workbench, 'template.yaml').waitFor();
    assert.equal(await isTicked(workbench, 'template.yaml'), true);
    assert.equal(workbench.readFile('services/users/template.yaml'), single);
  },
  { files, settings: { 'workbench.colorTheme': 'Default High Contrast' } },
);

scenario(
  'a restricted window lists the conversions and says why it makes none',
  async (workbench) => {
    await openPlan(workbench);
    await workbench.screenshot('plan');
    assert.equal(await box(workbench, 'root.yaml').count(), 0);
    assert.match(await row(workbench, 'root.yaml').innerText(), /trust this workspace/);
  },
  { files, settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' } },
);

const converted = ['services/orders/root.yaml', 'services/orders/web.yaml', 'services/users/template.yaml'] as const;

async function convertTicked(workbench: Workbench): Promise<void> {
  await workbench.page.getByRole('button', { name: 'Convert Ticked Files' }).first().click();
  await workbench.see('.bulk-edit-panel .monaco-list-row');
}

async function apply(workbench: Workbench): Promise<void> {
  await workbench.page.getByRole('button', { name: 'Apply', exact: true }).click();
}

async function openPlan(workbench: Workbench): Promise<void> {
  // The palette knows the command once the view is there.
  await workbench.see('.activitybar .action-label[aria-label^="Unbridge"]');
  await workbench.runCommand('Unbridge: Convert All in Workspace…');
  await row(workbench, 'broken.yaml').waitFor();
}

function row(workbench: Workbench, text: string): Locator {
  return workbench.page.locator('.sidebar .pane-body .monaco-list-row', { hasText: text }).first();
}

function box(workbench: Workbench, text: string): Locator {
  return row(workbench, text)
    .locator('.custom-view-tree-node-item-checkbox, .monaco-checkbox, .monaco-custom-toggle')
    .first();
}

async function isTicked(workbench: Workbench, text: string): Promise<boolean> {
  return (await box(workbench, text).getAttribute('aria-checked')) === 'true';
}

async function untilTicked(workbench: Workbench, text: string, ticked: boolean): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    if ((await isTicked(workbench, text)) === ticked) return;
    await workbench.page.waitForTimeout(50);
  }
  throw new Error(`"${text}" is still ${ticked ? 'unticked' : 'ticked'}`);
}
