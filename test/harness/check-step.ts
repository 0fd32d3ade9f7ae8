import assert from 'node:assert/strict';
import { planSteps, type Step } from '../../src/convert/index';
import { parse } from '../../src/template/index';
import { applyEdits } from '../../src/text/index';
import { buildTopology } from '../../src/topology/index';

/** Asserts `before` → `after`, and what every step owes: idempotence, line endings, comments, a template that parses. */
export function checkStep(step: Step, before: string, after: string): void {
  assert.equal(runStep(step, before), after);
  assert.equal(runStep(step, after), after, 'a second run changes nothing');
  assert.equal(runStep(step, toCrlf(before)), toCrlf(after), 'line endings are kept');
  assert.deepEqual(comments(after), comments(before), 'comments are kept');
  assert.deepEqual(parse('test.yaml', after).problems, []);
}

/** The template after everything that a step would do to it. */
export function runStep(step: Step, text: string): string {
  const uri = text.trimStart().startsWith('{') ? 'test.json' : 'test.yaml';
  const plan = planSteps(buildTopology([parse(uri, text)]), [step], { keepBridge: false });
  assert.deepEqual(plan.failures, []);
  return applyEdits(text, plan.files.get(uri) ?? []);
}

function toCrlf(text: string): string {
  return text.replace(/\n/g, '\r\n');
}

function comments(text: string): string[] {
  const { sections } = parse('test.yaml', text);
  return sections.flatMap((section) => section.comments.map(({ start, end }) => section.text.slice(start, end)));
}
