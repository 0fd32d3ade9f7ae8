import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createService, type FindingView } from '../../src/service';
import { applyEdits } from '../../src/text/index';
import { disableRule } from '../../src/vscode/disable-rule';

const yaml = `# The orders
Resources:
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!ImportValue nlb] }
`;
const json = `{
  "Resources": {
    "Link": {
      "Type": "AWS::ApiGateway::VpcLink",
      "Properties": { "Name": "orders", "TargetArns": [{ "Fn::ImportValue": "nlb" }] }
    }
  }
}
`;
const rule = 'unused-vpc-link';

test('in YAML by a comment above the line, or at the start of the file', () => {
  assert.deepEqual(waysOf('a.yaml', yaml), {
    [`Disable ${rule} for this line`]: yaml.replace('  Link:', `  # unbridge-disable-next-line ${rule}\n  Link:`),
    [`Disable ${rule} for this file`]: `# unbridge-disable ${rule}\n${yaml}`,
  });
});

test('a comment that is there takes the rule, too, and its reason stays behind', () => {
  const before = yaml.replace('  Link:', '  # unbridge-disable-next-line other-rule -- we know\n  Link:');
  const after = before.replace('other-rule', `other-rule, ${rule}`);
  assert.equal(waysOf('a.yaml', before)[`Disable ${rule} for this line`], after);
});

test('line endings are those of the file', () => {
  const ways = waysOf('a.yaml', yaml.replace(/\n/g, '\r\n'));
  assert.equal(Object.keys(ways).length, 2);
  for (const text of Object.values(ways)) assert.doesNotMatch(text, /[^\r]\n/);
});

test('in JSON by Metadata of the resource or of the template', () => {
  const ways = waysOf('a.json', json);
  assert.deepEqual(Object.keys(ways), [`Disable ${rule} for "Link"`, `Disable ${rule} for this file`]);
  const [resource, file] = Object.values(ways).map((text) => JSON.parse(text) as Record<string, never>);
  const metadata = { Unbridge: { Disable: [rule] } };
  assert.deepEqual((resource?.['Resources']?.['Link'] as unknown as { Metadata: unknown }).Metadata, metadata);
  assert.deepEqual(file?.['Metadata'], metadata);
});

for (const [what, own] of Object.entries({
  'other keys of Metadata': '{ "Designer": { "id": 1 } }',
  'an empty entry': '{ "Unbridge": {} }',
  'a list': '{ "Unbridge": { "Disable": ["other-rule"] } }',
  'one name': '{ "Unbridge": { "Disable": "other-rule" } }',
})) {
  test(`in JSON beside ${what}`, () => {
    const text = json.replace('"Properties"', `"Metadata": ${own},\n      "Properties"`);
    const after = waysOf('a.json', text)[`Disable ${rule} for "Link"`];
    assert.ok(after);
    const kept = own.includes('other-rule') ? ['other-rule', rule] : [rule];
    const { Resources } = JSON.parse(after) as { Resources: { Link: { Metadata: { Unbridge: unknown } } } };
    assert.deepEqual(Resources.Link.Metadata.Unbridge, { Disable: kept });
    assert.equal(after.includes('Designer'), own.includes('Designer'));
  });
}

test('whatever way is taken, the finding is gone', () => {
  for (const [name, text] of [
    ['a.yaml', yaml],
    ['a.json', json],
  ] as const) {
    for (const after of Object.values(waysOf(name, text))) {
      assert.deepEqual(
        findingsIn(name, after).map((finding) => finding.rule),
        [],
        after,
      );
    }
  }
});

test('a comment inside of a text of several lines would be none, so it is not offered', () => {
  const text = `Resources:\n  Link:\n    Type: AWS::ApiGateway::VpcLink\n    Description: |\n      one\n      two\n`;
  const service = serviceOf('a.yaml', text);
  const start = text.indexOf('two');
  const titles = disableRule(service, 'file:///a.yaml', { ...finding, range: { start, end: start + 3 } });
  assert.deepEqual(
    titles.map(({ title }) => title),
    [`Disable ${rule} for this file`],
  );
});

const finding: FindingView = {
  rule,
  severity: 'info',
  message: '',
  range: { start: 0, end: 0 },
  logicalId: 'Link',
  fixes: [],
  related: [],
  unnecessary: false,
};

function serviceOf(name: string, text: string): ReturnType<typeof createService> {
  const service = createService();
  service.setDocument(`file:///${name}`, text, name.endsWith('.json') ? 'json' : 'yaml');
  return service;
}

function findingsIn(name: string, text: string): readonly FindingView[] {
  return serviceOf(name, text)
    .check(`file:///${name}`)
    .findings.filter((one) => one.rule === rule);
}

/** What the template becomes by each way of silencing the finding on the link. */
function waysOf(name: string, text: string): Record<string, string> {
  const [found] = findingsIn(name, text);
  assert.ok(found, 'no finding');
  const ways = disableRule(serviceOf(name, text), `file:///${name}`, found);
  return Object.fromEntries(ways.map(({ title, edits }) => [title, applyEdits(text, edits)]));
}
