import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before } from '../../../src/convert/bridge/example';
import { createService } from '../../../src/service';
import { refusalHint } from '../../../src/vscode/simulate/refusal-hint';

const uri = 'file:///template.yaml';

function hint(text: string, path: string): string | undefined {
  const service = createService();
  service.setDocument(uri, text);
  const request = { method: 'GET', path };
  const letIn = { authorization: 'let-pass', apiKeys: 'let-pass' } as const;
  return refusalHint(service.simulate(uri, request).trace, () => service.simulate(uri, request, letIn).trace);
}

const byIam = before.replace('AuthorizationType: NONE', 'AuthorizationType: AWS_IAM');
const byKey = before.replace('AuthorizationType: NONE', 'AuthorizationType: NONE\n      ApiKeyRequired: true');

test('a request without a signature or a key is told how to go on', () => {
  assert.match(hint(byIam, '/prod') ?? '', /--let-pass .* -H "Authorization: …"/);
  assert.match(hint(byKey, '/prod') ?? '', /--let-pass .* -H "x-api-key: …"/);
});

test('nothing is said where the request went on, or where no route takes it', () => {
  assert.equal(hint(before, '/prod'), undefined);
  assert.equal(hint(byIam, '/prod/nowhere'), undefined);
});
