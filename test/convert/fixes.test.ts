import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fixSteps } from '../../src/convert/fixes';
import { conversionSteps, planSteps } from '../../src/convert/index';
import { allRules, type Report, type Rule } from '../../src/rules/index';
import { parse } from '../../src/template/index';
import { applyEdits, overlaps } from '../../src/text/index';
import { buildTopology, type Topology } from '../../src/topology/index';
import { withoutMarks } from '../harness/check-rule';
import { checkStep, runStep } from '../harness/check-step';
import { toJson } from '../harness/to-json';

const uri = 'test';

for (const step of fixSteps) {
  describe(step.id, () => {
    test('makes the second example of the first', () => checkStep(step, step.before, step.after));
    test('does the same in JSON', () => {
      assert.deepEqual(valueOf(runStep(step, toJson(step.before))), valueOf(toJson(step.after)));
    });
    test('is declared as the others are', () => {
      assert.match(step.id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      assert.match(step.title, /^[A-Z].*[^.]$/);
      for (const sentence of [step.safetyReason, step.why]) assert.match(sentence, /^[A-Z].*\.$/);
      assert.match(step.reference, /^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
    });
  });
}

test('every fix cures a rule, and every rule lists known fixes', () => {
  const listed = new Set(allRules.flatMap(({ fixes }) => fixes).filter((step) => !conversionSteps.includes(step)));
  assert.deepEqual([...listed].map(({ id }) => id).sort(), fixSteps.map(({ id }) => id).sort());
});

for (const rule of allRules) {
  const steps = rule.fixes.filter((step) => !conversionSteps.includes(step));
  rule.bad.forEach((example, index) => {
    for (const step of steps) {
      for (const [language, source] of [
        ['YAML', withoutMarks(example)],
        ['JSON', toJson(withoutMarks(example))],
      ] as const) {
        test(`${step.id} takes the findings of ${rule.id} out of bad example ${index + 1} in ${language} and adds none`, () => {
          const before = topologyOf(source);
          const plan = planSteps(before, [step], { keepBridge: false });
          assert.deepEqual(plan.failures, []);
          const cured = [...rule.check({ topology: before })].filter((report) =>
            plan.applied.some(({ change }) => touches(before, report, change.at)),
          );
          const after = topologyOf(applyEdits(source, plan.files.get(uri) ?? []));
          assert.deepEqual(after.documents[0]?.problems, []);
          const left = count(after, [rule]);
          const expected = count(before, [rule]);
          for (const report of cured) expected.delete(keyOf(rule, report));
          assert.deepEqual(
            [...left.keys()].filter((key) => !expected.has(key)),
            [],
            'the finding is gone',
          );
          const known = count(before, allRules);
          assert.deepEqual(
            [...count(after, allRules).keys()].filter((key) => !known.has(key)),
            [],
            'no finding is new',
          );
        });
      }
    }
  });
  if (steps.length > 0) {
    test(`a fix of ${rule.id} cures one of its bad examples`, () => {
      const applied = rule.bad.flatMap(
        (example) => planSteps(topologyOf(withoutMarks(example)), steps, { keepBridge: false }).applied,
      );
      assert.ok(applied.length > 0);
    });
  }
}

/** The template as plain data, `Fn::GetAtt` always as a list. */
function valueOf(json: string): unknown {
  return JSON.parse(json, (key, inner: unknown) =>
    key === 'Fn::GetAtt' && typeof inner === 'string' ? inner.split('.') : inner,
  );
}

function topologyOf(text: string): Topology {
  return buildTopology([parse(uri, text)]);
}

function touches(topology: Topology, report: Report, at: Report['at']): boolean {
  return overlaps(topology.locate(report.at).range, topology.locate(at).range);
}

/** How often each finding occurs. Positions move with edits, so a finding is known by its rule and resource. */
function count(topology: Topology, rules: readonly Rule[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const rule of rules) {
    for (const report of rule.check({ topology })) {
      const key = keyOf(rule, report);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

function keyOf(rule: Rule, report: Report): string {
  return `${rule.id} ${report.logicalId}: ${report.message}`;
}
