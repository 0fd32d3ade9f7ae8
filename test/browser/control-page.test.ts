import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { scenario } from '../harness/vscode/scenario';

scenario('the control page of serve sends a request and shows its hops', async ({ folder, page }) => {
  const template = path.join(folder, 'template.yaml');
  const server = spawn(process.execPath, ['dist/cli.js', 'serve', template, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [ready] = (await once(server.stdout, 'data')) as [Buffer];
    const { control } = JSON.parse(ready.toString()) as { control: string };
    const tab = await page.context().newPage();
    await tab.goto(control);
    await tab.getByRole('button', { name: 'Try GET /live/orders/{orderId}' }).click();
    await tab.keyboard.type('42');
    await tab.keyboard.press('Enter');
    await tab.getByRole('heading', { name: 'target-group OrdersService' }).waitFor();
    assert.match(await tab.locator('#try-answer').innerText(), /^200\n[^]*"path":"\/orders\/42"/);
    assert.equal(await tab.locator('#requests li').count(), 1);
    await tab.screenshot({ path: path.resolve('artifacts/screenshots/control-page.png'), fullPage: true });
    await tab.setViewportSize({ width: 400, height: 800 });
    const width = await tab.evaluate('document.documentElement.scrollWidth');
    assert.equal(width, 400, 'nothing sticks out of a narrow window');
    await tab.close();
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
});
