import assert from 'node:assert/strict';
import { scenario } from '../harness/vscode/scenario';
import type { Workbench } from '../harness/vscode/workbench';

const template = 'template.yaml';
const conversion = 'Convert NLB integration to VPC Link V2';
const bridgeProblem = 'only bridges to "ShopAlb"';

scenario('a bridge is seen, tried and converted', async (workbench) => {
  await workbench.openFile(template);
  await workbench.waitForProblem(bridgeProblem);
  await workbench.goToText('BridgeLink:');
  await workbench.waitForSquiggle('warning');
  await workbench.screenshot('problems');
  assert.ok((await workbench.problems()).some((row) => row.includes('nlb-bridge')));

  await workbench.openView('Unbridge');
  await workbench.waitForTreeRow('BridgeNlb');
  await workbench.screenshot('tree');
  assert.ok((await workbench.treeRows()).some((row) => row.includes('OrdersService')));
  await workbench.clickTreeRow('NLB, internal');
  await workbench.see('.view-line:has-text("BridgeNlb:")');

  await workbench.page.keyboard.press('Control+J');
  await simulate(workbench, 'GET /live/orders/{orderId}', 'GET /live/orders/42');
  await workbench.screenshot('request-path');
  await workbench.page.locator('.tab', { hasText: 'Request Path' }).getByRole('button', { name: /Close/ }).click();

  await workbench.openLightBulb('BridgeLink:');
  await workbench.screenshot('light-bulb');
  await workbench.takeAction(conversion);
  await confirm(workbench);
  await workbench.waitForNoProblem(bridgeProblem);
  await workbench.screenshot('converted');
  await workbench.save();
  const saved = await workbench.waitForFile(template, (text) => text.includes('AWS::ApiGatewayV2::VpcLink'));
  assert.doesNotMatch(saved, /BridgeNlb|AWS::ApiGateway::VpcLink/);
  assert.match(saved, /PathPart: '\{proxy\+\}' # everything below \/customers/);
  await workbench.waitForTreeRow('VPC link V2');
  await workbench.screenshot('tree-converted');
});

scenario('the request path reads well in the light', async (workbench) => {
  await openTemplate(workbench);
  await workbench.theme('light');
  await simulate(workbench, 'GET /live/orders', 'GET /live/orders');
  const page = workbench.webview();
  await workbench.screenshot('path');
  await page.getByRole('button', { name: 'BridgeNlb' }).click();
  await workbench.see('.view-line:has-text("TargetGroupArn: !Ref BridgeToAlb")');
  await page.getByRole('button', { name: 'BridgeLinkV2' }).click();
  await workbench.see('.view-line:has-text("IntegrationTarget: !Ref ShopAlb")');
  await workbench.screenshot('line-after-conversion');
  for (const summary of await page.locator('.hop:nth-child(4) summary').all()) await summary.click();
  await page.locator('.hop:nth-child(4)').first().scrollIntoViewIfNeeded();
  await workbench.screenshot('unfolded');
  await page.getByRole('button', { name: 'Hide the Conversion' }).click();
  await page.locator('.sides:not(.two)').waitFor();
  await workbench.screenshot('present-path-alone');
  await page.locator('#request').fill('GET /live/nowhere');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('.response', { hasText: 'HTTP 403' }).waitFor();
  await workbench.screenshot('no-route');
});

scenario(
  'the request path reads well in high contrast',
  async (workbench) => {
    await openTemplate(workbench);
    await simulate(workbench, 'GET /live/orders', 'GET /live/orders');
    await workbench.webview().locator('.hop').first().waitFor();
    await workbench.screenshot('path');
  },
  { settings: { 'workbench.colorTheme': 'Default High Contrast' } },
);

scenario('a conversion can be looked at before it is applied', async (workbench) => {
  await openTemplate(workbench);
  await workbench.runCommand('Unbridge: Preview Conversion to VPC Link V2');
  await workbench.see('.bulk-edit-panel .monaco-list-row');
  await workbench.screenshot('preview');
  assert.match(workbench.readFile(template), /BridgeNlb/);
  await workbench.page.getByRole('button', { name: 'Apply', exact: true }).click();
  await workbench.waitForNoProblem(bridgeProblem);
  await workbench.save();
  await workbench.waitForFile(template, (text) => !text.includes('BridgeNlb'));
});

scenario('the command converts and tells what it has proven', async (workbench) => {
  await openTemplate(workbench);
  await workbench.runCommand('Unbridge: Convert NLB Integration to VPC Link V2');
  await confirm(workbench);
  await workbench.screenshot('told');
  await workbench.page.getByRole('button', { name: 'Show Notes' }).click();
  await workbench.webview().getByRole('heading', { name: 'Conversion to VPC Link V2' }).waitFor();
  await workbench.screenshot('notes');
});

scenario('the view says what to do when no template is open', async (workbench) => {
  await workbench.openView('Unbridge');
  await workbench.see('.welcome-view-content');
  await workbench.screenshot('welcome');
  await workbench.page.getByRole('button', { name: 'Open Sample' }).click();
  await workbench.waitForTreeRow('BridgeNlb');
  await workbench.waitForProblem(bridgeProblem);
  await workbench.screenshot('sample');
});

scenario(
  'a restricted window has findings and tree',
  async (workbench) => {
    await workbench.openFile(template);
    await workbench.waitForProblem(bridgeProblem);
    await workbench.openView('Unbridge');
    await workbench.waitForTreeRow('BridgeNlb');
    await workbench.screenshot('restricted');
  },
  { settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' } },
);

/** Lets a conversion go on where it asks first, because requests differ; waits until it has told of its end. */
async function confirm(workbench: Workbench): Promise<void> {
  const anyway = workbench.page.getByRole('button', { name: 'Convert Anyway' });
  const told = workbench.page.locator('.notification-list-item', { hasText: 'Converted to VPC Link V2' });
  await anyway.or(told).first().waitFor();
  if (await anyway.isVisible()) await anyway.click();
  await workbench.waitForNotification('Converted to VPC Link V2');
}

/** Opens the template and waits for its findings; the panel is closed again, for the sake of what follows. */
async function openTemplate(workbench: Workbench): Promise<void> {
  await workbench.openFile(template);
  await workbench.waitForProblem(bridgeProblem);
  await workbench.page.keyboard.press('Control+J');
  await workbench.page.locator('.markers-panel').waitFor({ state: 'hidden' });
}

/** Runs `Simulate Request…` as a person does, and waits for the panel to show the way. */
async function simulate(workbench: Workbench, route: string, request: string): Promise<void> {
  await workbench.runCommand('Unbridge: Simulate Request…');
  await workbench.see('.quick-input-widget .quick-input-title:has-text("Simulate Request")');
  await workbench.quickPickItems();
  await workbench.screenshot('routes');
  await workbench.pick(route);
  await workbench.answer(request);
  const page = workbench.webview();
  await page.getByRole('heading', { name: 'Request path' }).waitFor();
  await page.getByText('Response to the client').first().waitFor();
}
