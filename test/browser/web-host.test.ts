import { scenario } from '../harness/vscode/scenario';

scenario(
  'the same extension runs in the web worker of a browser, as on vscode.dev',
  async (workbench) => {
    const inBrowser = workbench.page.waitForRequest((request) =>
      /unbridge\.unbridge.*extension\.js/.test(request.url()),
    );
    await workbench.page.reload();
    await workbench.ready();
    await inBrowser;
    await workbench.openFile('template.yaml');
    await workbench.waitForProblem('BridgeNlb');
    await workbench.openView('Unbridge');
    await workbench.waitForTreeRow('ShopApi');
    await workbench.screenshot('web-host');
    await workbench.applyFix('BridgeLink:', 'Convert NLB integration to VPC Link V2');
    await workbench.waitForNoProblem('BridgeNlb');
  },
  { settings: { 'remote.extensionKind': { 'unbridge.unbridge': ['web'] } } },
);
