import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parse } from '../../src/template/index';
import { assertSame } from './to-plain';
import { readSections, readWhole } from './yaml-oracle';

const corpus = path.resolve(process.cwd(), '../shared/corpus');
const skip = existsSync(corpus) ? false : 'the collection of real templates is not here';

const files = skip
  ? []
  : readdirSync(corpus, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && /\.(?:ya?ml|json|tf)$/.test(file.name))
      .map((file) => path.join(file.parentPath, file.name))
      .sort();

test('parses every real file without an exception', { skip }, () => {
  assert.ok(files.length > 50);
  for (const file of files) {
    const document = parse(file, readFileSync(file, 'utf8'));
    const template = /[\\/](?:cfn-v1-nlb|cfn-v1-nlb-alb|cfn-v2|cdk-synth|sam)[\\/]/.test(file);
    if (template) assert.notEqual(document.dialect, 'none', file);
    if (/[\\/]openapi[\\/]/.test(file)) assert.equal(document.dialect, 'openapi', file);
    if (/[\\/]terraform[\\/]/.test(file)) assert.equal(document.dialect, 'none', file);
  }
});

test('reads real YAML templates in sections as the yaml package reads them whole', { skip }, () => {
  let compared = 0;
  for (const file of files.filter((name) => /\.ya?ml$/.test(name))) {
    const text = readFileSync(file, 'utf8');
    const document = parse(file, text);
    if (document.dialect === 'none' || document.language === 'json') continue;
    const whole = readWhole(text);
    if (whole === undefined) continue;
    assertSame(readSections(document), whole, file);
    assert.deepEqual(
      document.problems.filter(({ code }) => code === 'syntax'),
      [],
      file,
    );
    compared++;
  }
  assert.ok(compared > 30, `${compared} compared`);
});
