import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { allRules, type Report, type Rule } from '../../src/rules/index';
import { checkRule, runRule, withoutMarks } from '../harness/check-rule';
import { toJson } from '../harness/to-json';

const folder = path.resolve('src/rules');
const notRules = ['index', 'rule'];
const references = /^https:\/\/(docs\.aws\.amazon\.com|aws\.amazon\.com\/(about-aws\/whats-new|blogs))\/\S+$/;

test('the index lists every rule of the folder, in alphabetical order', () => {
  const files = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => !notRules.includes(name))
    .sort();
  assert.deepEqual(
    allRules.map(({ id }) => id),
    files,
  );
});

for (const rule of allRules) {
  describe(rule.id, () => {
    test('is declared as the others are', () => checkDeclaration(rule));
    rule.bad.forEach((example, index) => {
      test(`finds what bad example ${index + 1} marks`, () => checkRule(rule, example));
      test(`finds the same in the JSON of bad example ${index + 1}`, () => checkAsJson(rule, withoutMarks(example)));
      test(`says what bad example ${index + 1} must hear`, () => checkMessages(rule, withoutMarks(example)));
    });
    rule.good.forEach((example, index) => {
      test(`keeps silent about good example ${index + 1}`, () => {
        checkRule(rule, example);
        checkAsJson(rule, example);
      });
    });
  });
}

function checkDeclaration(rule: Rule): void {
  assert.match(rule.id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  assert.match(rule.reference, references);
  for (const text of [rule.summary, rule.why]) {
    assert.match(text, /^[A-Z`]/, 'begins with a capital letter');
    assert.doesNotMatch(text, /\.$|\n/, 'is one line without a final full stop');
  }
  assert.ok(rule.bad.length > 0 && rule.good.length > 0, 'has a bad and a good example');
  for (const example of rule.bad) assert.notEqual(withoutMarks(example), example, 'a bad example has a mark');
  for (const example of rule.good) assert.equal(withoutMarks(example), example, 'a good example has no mark');
}

function checkMessages(rule: Rule, source: string): void {
  const { topology, reports } = runRule(rule, source);
  for (const report of reports) {
    assert.match(report.message, /"[^"]+"/, 'names something in double quotes');
    assert.doesNotMatch(report.message, /\.$|\n|\)/, 'is one line without a final full stop or a parenthesis');
    assert.ok(report.logicalId, 'belongs to a resource');
    for (const { at } of [report, ...(report.related ?? [])]) {
      const { range } = topology.locate(at);
      assert.ok(range.start < range.end && range.end <= source.length, 'lies inside its document');
    }
  }
}

function checkAsJson(rule: Rule, yaml: string): void {
  const inJson = runRule(rule, toJson(yaml)).reports;
  assert.deepEqual(texts(inJson), texts(runRule(rule, yaml).reports));
}

function texts(reports: readonly Report[]): string[] {
  return reports.map(({ logicalId, message }) => `${logicalId}: ${message}`).sort();
}
