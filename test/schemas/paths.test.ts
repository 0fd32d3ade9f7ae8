import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv from 'ajv';
import manifest from '../../package.json';
import schema from '../../schemas/paths.schema.json';

test('the schema is a valid draft-07 schema without questionable parts', () => {
  assert.equal(typeof new Ajv({ strict: true, allowUnionTypes: true }).compile(schema), 'function');
});

test('every key says what it is for', () => {
  const silent: string[] = [];
  const visit = (node: object, path: string): void => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'object' || value === null) continue;
      if (path.endsWith('/properties') && !('description' in value) && !('$ref' in value))
        silent.push(`${path}/${key}`);
      visit(value as object, `${path}/${key}`);
    }
  };
  visit(schema, '');
  assert.deepEqual(silent, []);
});

test('editors are told of it, for YAML and for JSON', () => {
  const { jsonValidation, yamlValidation } = (manifest as unknown as Manifest).contributes;
  const address = './schemas/paths.schema.json';
  assert.deepEqual(jsonValidation, [{ fileMatch: '*.paths.json', url: address }]);
  assert.deepEqual((yamlValidation as readonly unknown[])[0], {
    fileMatch: ['*.paths.yaml', '*.paths.yml'],
    url: address,
  });
});

interface Manifest {
  readonly contributes: { readonly jsonValidation?: unknown; readonly yamlValidation?: unknown };
}
