import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { allRules } from '../../src/rules/index';
import { topologyOf } from '../harness/check-rule';
import { toJson } from '../harness/to-json';
import { ordersMistakes, serverlessMistakes, type Mistake } from './mistakes.table';

/** Each mistake is found, once, and nothing else is said; in YAML and in JSON. The templates as they are get silence. */

const templates: [name: string, mistakes: readonly Mistake[], together: readonly string[]][] = [
  [
    'orders.yaml',
    ordersMistakes,
    [
      ...['duplicate-priority', 'internet-facing-balancer', 'missing-authorizer', 'missing-integration-http-method'],
      ...['missing-integration-responses', 'missing-method-dependency', 'missing-stage-variable', 'single-zone-alb'],
      ...['timeout-too-short', 'undeclared-request-parameter', 'unmapped-path-parameter', 'wrong-link-tags'],
    ],
  ],
  [
    'serverless.yaml',
    serverlessMistakes,
    [
      ...['duplicate-priority', 'http-api-target-not-listener', 'http2-target-behind-api', 'link-egress-blocked'],
      ...['link-ingress-blocked', 'missing-stage-variable', 'misspelled-integration-target', 'timeout-over-quota'],
      ...['unmapped-path-parameter'],
    ],
  ],
];

for (const [name, mistakes, together] of templates) {
  const right = fs.readFileSync(path.resolve('test/rules', name), 'utf8');

  test(`${name} is right`, () => {
    assert.deepEqual(findings(right), []);
    assert.deepEqual(findings(toJson(right)), []);
  });

  for (const [before, after, rules] of mistakes) {
    test(`${name}, ${rules || 'no mistake'}: ${after.trim().split('\n')[0] || `without ${before.trim()}`}`, () => {
      assert.ok(right.includes(before), `the template holds ${before}`);
      const wrong = right.replace(before, () => after);
      const expected = rules
        .split(',')
        .filter((rule) => rule !== '')
        .sort();
      assert.deepEqual(findings(wrong), expected);
      assert.deepEqual(findings(toJson(wrong)), expected);
    });
  }

  test(`${name} with a dozen mistakes at once has a finding for each`, () => {
    let wrong = right;
    for (const rule of together) {
      const [before, after] = mistakes.find(([, , rules]) => rules === rule)!;
      assert.ok(wrong.includes(before), `the template still holds ${before}`);
      wrong = wrong.replace(before, () => after);
    }
    assert.deepEqual(findings(wrong), together);
    assert.deepEqual(findings(toJson(wrong)), together);
  });
}

function findings(text: string): string[] {
  const topology = topologyOf({ [text.startsWith('{') ? 'test.json' : 'test.yaml']: text });
  return allRules
    .filter(({ severity }) => severity !== 'hint')
    .flatMap((rule) => [...rule.check({ topology })].map(() => rule.id))
    .sort();
}
