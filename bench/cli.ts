import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { largeTemplate } from './large-template';

/** `unbridge check` on 60 resources, whole process, cold: median of 15 runs after one that is not counted. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-bench-'));
const file = path.join(folder, 'template.yaml');
fs.writeFileSync(file, largeTemplate(60, 30_000));
const times: number[] = [];
for (let i = 0; i < 16; i++) {
  const started = performance.now();
  execFileSync(process.execPath, ['dist/cli.js', 'check', file, '--fail-on', 'error'], { stdio: 'pipe' });
  if (i > 0) times.push(performance.now() - started);
}
fs.rmSync(folder, { recursive: true });
times.sort((a, b) => a - b);
console.log(
  `unbridge check, 60 resources: median ${times[7]!.toFixed(0)} ms, best ${times[0]!.toFixed(0)} ms, worst ${times[14]!.toFixed(0)} ms`,
);
