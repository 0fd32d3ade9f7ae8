import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv from 'ajv';
import manifest from '../../package.json';
import schema from '../../schemas/unbridge.schema.json';
import { ruleTexts } from '../../src/service/rule-texts';
import { readSettings } from '../../src/service/settings/read-settings';
import { parseData } from '../../src/template/index';

const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

const settings: [text: string, isRight: boolean][] = [
  ['', true],
  ['rules:\nignore:\ncompare:\n', true],
  ['rules: { nlb-bridge: off, legacy-vpc-link: hint, missing-uri: info, dangling-reference: warning }', true],
  ['rules: { unused-suppression: error }', true],
  ['rules: { syntax: off }', false],
  ['rules: { nlb-bridge: none }', false],
  ['rules: { nlb-bridge: false }', false],
  ['rules: { nlb-bridge: }', false],
  ['rules: { nlb: off }', false],
  ['rules: [nlb-bridge]', false],
  ['ignore: [a, b/**]', true],
  ['ignore: a', false],
  ["ignore: ['']", false],
  ['ignore: [1]', false],
  ['failOn: info', true],
  ['failOn: hint', true],
  ['failOn: off', false],
  ['failOn:', false],
  ['baseline: a.json', true],
  ["baseline: ''", false],
  ['baseline: 1', false],
  ['compare: { region: us-gov-west-1, requestsPerMonth: 1.5, gbPerMonth: 0 }', true],
  ['compare: { region: Dublin }', false],
  ['compare: { requestsPerMonth: -1 }', false],
  ['compare: { gbPerMonth: many }', false],
  ['compare: { load: 1 }', false],
  ['other: 1', false],
  ['[]', false],
  ['text', false],
];

for (const [text, isRight] of settings) {
  test(`the schema and the reader agree on ${JSON.stringify(text)}`, () => {
    assert.equal(validate(parseData(text).value ?? null), isRight, JSON.stringify(validate.errors));
    assert.equal(readSettings(text).problems.length === 0, isRight);
  });
}

test('what is right beside a mistake holds', () => {
  const { settings: read, problems } = readSettings(
    'rules: { nlb-bridge: off, nlb: off }\nfailOn: 1\nignore: [a, 2]\n',
  );
  assert.equal(problems.length, 3);
  assert.deepEqual([read.rules, read.failOn, read.ignore], [{ 'nlb-bridge': 'off' }, undefined, ['a']]);
});

test('the schema knows every rule', () => {
  assert.deepEqual(
    Object.keys(schema.properties.rules.properties),
    ruleTexts.map(({ id }) => id).filter((id) => id !== 'syntax'),
  );
});

test('editors are told of it', () => {
  const { yamlValidation } = manifest.contributes;
  assert.deepEqual(yamlValidation[1], {
    fileMatch: ['unbridge.yaml', 'unbridge.yml'],
    url: './schemas/unbridge.schema.json',
  });
});
