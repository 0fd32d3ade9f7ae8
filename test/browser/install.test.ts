import assert from 'node:assert/strict';
import { scenario } from '../harness/vscode/scenario';

scenario('the packaged extension shows its own view in the activity bar', async (workbench) => {
  await workbench.openFile('template.yaml');
  await workbench.openView('Unbridge');
  await workbench.screenshot('view-dark');
  await workbench.theme('light');
  await workbench.screenshot('view-light');
  assert.match(await workbench.visibleText(), /AWSTemplateFormatVersion/);
});
