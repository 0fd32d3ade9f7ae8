import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conversionSteps } from '../../src/convert/index';
import { ruleTexts } from '../../src/service/rule-texts';
import { cli } from './memory-io';

test('explain lists every rule and step', async () => {
  const { exitCode, stdout } = await cli(['explain']);
  assert.equal(exitCode, 0);
  for (const { id } of [...ruleTexts, ...conversionSteps]) assert.match(stdout, new RegExp(`^  ${id} `, 'm'));
});

test('a rule is explained with reason, examples and reference, without the marks of its tests', async () => {
  for (const { id, why, reference, bad } of ruleTexts) {
    const { exitCode, stdout } = await cli(['explain', id]);
    assert.equal(exitCode, 0);
    assert.ok(stdout.startsWith(`${id} (rule, `));
    assert.ok(stdout.includes(why) && stdout.includes(reference));
    assert.ok(!stdout.includes('[|') && !stdout.includes('|]'), stdout);
    const [message] = /(?<=\|\]\()[^)]*/.exec(bad[0] ?? '') ?? [];
    assert.ok(message && stdout.includes(`^ ${message}`), id);
  }
});

test('a step is explained with before and after', async () => {
  for (const { id, safety, reference } of conversionSteps) {
    const { exitCode, stdout } = await cli(['explain', id]);
    assert.equal(exitCode, 0);
    assert.ok(stdout.startsWith(`${id} (step, ${safety})`));
    assert.match(stdout, /\nBefore and after:\n {2}--- a\/template\.yaml\n[^]*\n {2}\+ /);
    assert.ok(stdout.includes(`Reference: ${reference}`));
  }
});
