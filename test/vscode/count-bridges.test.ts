import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckView, FindingView } from '../../src/service';
import { countBridges } from '../../src/vscode/count-bridges';

const here = 'file:///api.yaml';

test('a bridge counts once, however many integrations go over it', () => {
  const link = finding(10, [{ uri: here, start: 50 }]);
  const integrations = [100, 200, 300].map((start) => finding(start, [{ uri: here, start: 10 }]));
  assert.equal(countBridges(check([link, ...integrations])), 1);
});

test('two bridges count twice', () => {
  const findings = [finding(10, [{ uri: here, start: 50 }]), finding(20, [{ uri: here, start: 60 }])];
  assert.equal(countBridges(check([...findings, finding(100, [{ uri: here, start: 20 }])])), 2);
});

test('a bridge whose link is in another file counts once', () => {
  const other = 'file:///network.yaml';
  assert.equal(countBridges(check([100, 200].map((start) => finding(start, [{ uri: other, start: 7 }])))), 1);
});

test('other rules do not count, and neither does a document that was not checked', () => {
  assert.equal(countBridges(check([{ ...finding(1, []), rule: 'legacy-vpc-link' }])), 0);
  assert.equal(countBridges(undefined), 0);
});

function check(findings: readonly FindingView[]): CheckView {
  return { uri: here, dialect: 'cloudformation', problems: [], findings, suppressed: [], failures: [] };
}

function finding(start: number, related: readonly { uri: string; start: number }[]): FindingView {
  return {
    rule: 'nlb-bridge',
    severity: 'warning',
    message: '',
    range: { start, end: start + 4 },
    logicalId: 'Link',
    fixes: [],
    related: related.map(({ uri, start: at }) => ({
      location: { uri, range: { start: at, end: at + 3 } },
      message: '',
    })),
    unnecessary: false,
  };
}
