import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createService, type CheckOptions } from '../../../src/service';
import { ruleTexts } from '../../../src/service/rule-texts';
import { unusedSuppression } from '../../../src/service/suppression/unused-suppression';
import { withoutMarks } from '../../harness/check-rule';

const template = `Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: orders
      SubnetIds: [subnet-1, subnet-2]
      SecurityGroupIds: [sg-1]
`;

test('the template has what the tests below hide', () => {
  assert.deepEqual(check(template).findings, ['unused-vpc-link Link']);
});

const hidden: [how: string, text: string][] = [
  ['on the next line', template.replace('  Link:', '  # unbridge-disable-next-line unused-vpc-link\n  Link:')],
  [
    'behind other comments',
    template.replace('  Link:', '  # unbridge-disable-next-line unused-vpc-link\n  # the link\n\n  Link:'),
  ],
  ['on its own line', template.replace('  Link:', '  Link: # unbridge-disable-line unused-vpc-link')],
  ['with a reason', template.replace('  Link:', '  Link: # unbridge-disable-line unused-vpc-link -- others import it')],
  ['with a colon', template.replace('  Link:', '  Link: # unbridge-disable-line: unused-vpc-link')],
  ['at the top of the file', `# unbridge-disable unused-vpc-link\n${template}`],
  ['above a document marker', `# unbridge-disable unused-vpc-link\n---\n\n${template}`],
  ['below a blank line', `# unbridge-disable unused-vpc-link\n\n# Orders\n\nDescription: x\n${template}`],
  ['with Windows line ends', `# unbridge-disable unused-vpc-link\n${template}`.replaceAll('\n', '\r\n')],
  ['at the end of the file', `${template}\n# unbridge-disable unused-vpc-link`],
  [
    'by Metadata',
    template.replace(
      '    Properties:\n',
      '    Metadata: { Unbridge: { Disable: [unused-vpc-link] } }\n    Properties:\n',
    ),
  ],
  [
    'by Metadata of one rule',
    template.replace(
      '    Properties:\n',
      '    Metadata: { Unbridge: { Disable: unused-vpc-link } }\n    Properties:\n',
    ),
  ],
  ['by Metadata of the template', `Metadata:\n  Unbridge:\n    Disable: [unused-vpc-link]\n${template}`],
  [
    'by Metadata of a template in JSON',
    JSON.stringify(inJson({ Metadata: { Unbridge: { Disable: ['unused-vpc-link'] } } })),
  ],
  [
    'by Metadata in JSON',
    JSON.stringify(inJson({}, { Metadata: { Unbridge: { Disable: ['unused-vpc-link'] } } }), undefined, 2),
  ],
];

for (const [how, text] of hidden) {
  test(`a finding is hidden ${how}`, () => {
    const { findings, suppressed } = check(text);
    assert.deepEqual(findings, []);
    assert.deepEqual(suppressed, ['unused-vpc-link Link']);
  });
}

test('several rules stand behind one comment, parted by commas or blanks', () => {
  for (const rules of ['unused-vpc-link, legacy-vpc-link', 'legacy-vpc-link unused-vpc-link']) {
    const { findings, messages } = check(
      template.replace('  Link:', `  # unbridge-disable-next-line ${rules}\n  Link:`),
    );
    assert.deepEqual(findings, ['unused-suppression Link']);
    assert.deepEqual(messages, ['"legacy-vpc-link" finds nothing on the next line: remove this comment']);
  }
});

test('a comment hides nothing on other lines, and says so', () => {
  const text = template.replace(
    '    Type: AWS::ApiGateway',
    '    # unbridge-disable-next-line unused-vpc-link\n    Type: AWS::ApiGateway',
  );
  assert.deepEqual(check(text).findings, ['unused-vpc-link Link', 'unused-suppression Link']);
});

const wrong: [comment: string, message: string][] = [
  ['# unbridge-disable-line unused-vpc-lnk', 'No rule is called "unused-vpc-lnk": did you mean "unused-vpc-link"?'],
  [
    '# unbridge-disable-line',
    'This comment names no rule: write the ids of rules behind it, or "unbridge explain" to see them',
  ],
  [
    '# unbridge-disable-lines unused-vpc-link',
    'Unbridge knows no such comment: write "unbridge-disable-next-line", "unbridge-disable-line" or "unbridge-disable"',
  ],
];

for (const [comment, message] of wrong) {
  test(`${comment} gets a finding`, () => {
    const { messages, findings, severities } = check(template.replace('  Link:', `  Link: ${comment}`));
    assert.deepEqual(findings, ['unused-vpc-link Link', 'unused-suppression Link']);
    assert.equal(messages[1], message);
    assert.equal(severities[1], 'warning');
  });
}

const wrongMetadata: [metadata: string, marked: string, message: string][] = [
  [
    '{ Unbridge: { Disabled: [unused-vpc-link] } }',
    'Disabled',
    '"Unbridge" has no "Disabled": did you mean "Disable"?',
  ],
  ['{ Unbridge: { Reason: none } }', 'Reason', '"Unbridge" has no "Reason": it takes "Disable" only'],
  [
    '{ Unbridge: { Disable: [unused-link] } }',
    'unused-link',
    'No rule is called "unused-link": did you mean "unused-vpc-link"?',
  ],
  ['{ Unbridge: { Disable: xyzxyzxyz } }', 'xyzxyzxyz', 'No rule is called "xyzxyzxyz": "unbridge explain" lists them'],
  ['{ Unbridge: { Disable: [[]] } }', '[]', '"Disable" takes the ids of rules'],
  ['{ Unbridge: { Disable: } }', 'Disable', '"Disable" takes the ids of rules'],
  ['{ Unbridge: unused-vpc-link }', 'Unbridge', 'The Metadata "Unbridge" holds "Disable" with the ids of rules'],
  ['{ unbridge: { Disable: [unused-vpc-link] } }', 'unbridge', '"unbridge" is written "Unbridge"'],
];

for (const [metadata, marked, message] of wrongMetadata) {
  test(`Metadata: ${metadata} gets a warning at its place, in a resource and in the template`, () => {
    for (const text of [
      template.replace('    Properties:\n', `    Metadata: ${metadata}\n    Properties:\n`),
      `Metadata: ${metadata}\n${template}`,
    ]) {
      const service = createService();
      service.setDocument('file:///a.yaml', text);
      const { findings, failures } = service.check('file:///a.yaml');
      const own = findings.filter(({ rule }) => rule === 'unused-suppression');
      assert.deepEqual(failures, []);
      assert.deepEqual(
        own.map(({ severity, range, ...one }) => [severity, text.slice(range.start, range.end), one.message]),
        [['warning', marked, message]],
        text,
      );
      assert.ok(
        findings.some(({ rule }) => rule === 'unused-vpc-link'),
        'nothing is hidden',
      );
    }
  });
}

test('what only looks like a comment hides nothing', () => {
  assert.deepEqual(check(`Description: '# unbridge-disable unused-vpc-link'\n${template}`).findings, [
    'unused-vpc-link Link',
  ]);
  assert.deepEqual(check(`Description: |\n  # unbridge-disable unused-vpc-link\n${template}`).findings, [
    'unused-vpc-link Link',
  ]);
  assert.deepEqual(check(`# see unbridge-disable unused-vpc-link\n${template}`).findings, ['unused-vpc-link Link']);
});

test('unused-suppression can be hidden, too', () => {
  assert.deepEqual(check(`# unbridge-disable legacy-vpc-link, unused-suppression\n${template}`).findings, [
    'unused-vpc-link Link',
  ]);
  assert.deepEqual(
    check(`# unbridge-disable legacy-vpc-link\n${template}`, { levels: { 'unused-suppression': 'off' } }).findings,
    ['unused-vpc-link Link'],
  );
});

test('a severity of the user counts, and off leaves a rule out', () => {
  assert.deepEqual(check(template, { levels: { 'unused-vpc-link': 'off' } }).findings, []);
  assert.deepEqual(check(template, { levels: { 'unused-vpc-link': 'error' } }).severities, ['error']);
  assert.deepEqual(check(template, { levels: {} }).severities, ['info']);
});

test('a comment for a rule that is off is not unused', () => {
  const text = `# unbridge-disable unused-vpc-link\n${template}`;
  assert.deepEqual(check(text, { levels: { 'unused-vpc-link': 'off' } }), {
    findings: [],
    messages: [],
    severities: [],
    suppressed: [],
  });
});

test('the examples of unused-suppression are true', () => {
  for (const [examples, count] of [
    [unusedSuppression.bad, 2],
    [unusedSuppression.good, 0],
  ] as const) {
    for (const example of examples) {
      const { findings, messages } = check(withoutMarks(example));
      assert.equal(findings.filter((finding) => finding.startsWith('unused-suppression')).length, count, example);
      for (const message of messages) if (count > 0) assert.ok(example.includes(`(${message})`), message);
    }
  }
});

test('every id that a report may carry is described once', () => {
  const ids = ruleTexts.map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)].sort());
  assert.ok(ids.includes('syntax') && ids.includes('unused-suppression') && ids.includes('nlb-bridge'));
});

interface Checked {
  readonly findings: readonly string[];
  readonly messages: readonly string[];
  readonly severities: readonly string[];
  readonly suppressed: readonly string[];
}

function check(text: string, options: CheckOptions = {}): Checked {
  const service = createService();
  const uri = text.trimStart().startsWith('{') ? 'file:///a.json' : 'file:///a.yaml';
  service.setDocument(uri, text);
  const { findings, suppressed, failures } = service.check(uri, options);
  assert.deepEqual(failures, []);
  return {
    findings: findings.map(({ rule, logicalId }) => `${rule} ${logicalId}`),
    messages: findings.map(({ message }) => message),
    severities: findings.map(({ severity }) => severity),
    suppressed: suppressed.map(({ rule, logicalId }) => `${rule} ${logicalId}`),
  };
}

function inJson(top: object, link: object = {}): object {
  return {
    ...top,
    Resources: {
      Link: {
        Type: 'AWS::ApiGatewayV2::VpcLink',
        ...link,
        Properties: { Name: 'orders', SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] },
      },
    },
  };
}
