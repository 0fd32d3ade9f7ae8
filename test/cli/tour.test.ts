import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from './memory-io';
import { sampleYaml } from './sample';

test('the tour shows findings, the conversion and a request both ways', async () => {
  const { exitCode, stdout, stderr } = await cli(['tour', 'template.yaml'], { files: { 'template.yaml': sampleYaml } });
  assert.deepEqual([exitCode, stderr], [0, '']);
  assert.match(stdout, /^1\. What Unbridge finds in template\.yaml\n/);
  assert.match(stdout, /nlb-bridge/);
  assert.match(stdout, /\n2\. The conversion to VPC Link V2\n\n--- a\/template\.yaml\n/);
  assert.match(stdout, /Proof: \d+ of \d+ requests/);
  const [, before, after] = /\n {2}200, (\d+) hops +200, (\d+) hops\n\n4\. What next\n/.exec(stdout) ?? [];
  assert.ok(Number(before) > Number(after), `${before} hops before, ${after} after`);
});

test('a template without a bridge gets a short tour', async () => {
  const { exitCode, stdout } = await cli(['tour', 'a.yaml'], {
    files: { 'a.yaml': 'Resources:\n  T: { Type: AWS::SNS::Topic }\n' },
  });
  assert.equal(exitCode, 0);
  assert.match(stdout, /There is nothing to convert\.\n[^]*No request goes over a VPC link here\.\n\n4\. What next\n/);
});

test('a file that is no template gets no tour', async () => {
  const { exitCode, stdout, stderr } = await cli(['tour', 'a.json'], { files: { 'a.json': '{}' } });
  assert.deepEqual([exitCode, stdout, stderr], [2, '', 'a.json: no CloudFormation or SAM template\n']);
});
