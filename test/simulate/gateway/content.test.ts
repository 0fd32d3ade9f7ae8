import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromBase64, toBase64 } from '../../../src/simulate/gateway/base64';
import {
  convertRequest,
  convertResponse,
  isBinaryType,
  requestTemplate,
  responseTemplate,
} from '../../../src/simulate/gateway/content';
import { simulate, toBytes, toText, type ContentHandling, type IntegrationModel } from '../../../src/simulate/index';
import { apiWorld, json, upstream } from '../worlds';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
const passthrough: [
  templates: string[],
  contentType: string | undefined,
  behavior: IntegrationModel['passthroughBehavior'],
  expected: string,
][] = [
  [['application/json'], undefined, 'WHEN_NO_MATCH', 'template'],
  [['application/json'], 'application/xml', 'WHEN_NO_MATCH', 'pass'],
  [['application/json'], 'application/xml', 'WHEN_NO_TEMPLATES', '415'],
  [['application/json'], 'application/xml', 'NEVER', '415'],
  [[], 'application/xml', 'WHEN_NO_MATCH', 'pass'],
  [[], 'application/xml', 'WHEN_NO_TEMPLATES', 'pass'],
  [[], undefined, 'NEVER', '415'],
  [['application/xml'], 'application/xml', 'NEVER', 'template'],
  [['application/json'], 'application/xml', undefined, 'pass'],
  [['application/json'], 'application/json; charset=utf-8', 'NEVER', 'template'],
  [['$default'], 'image/png', 'NEVER', 'template'],
];

for (const [types, contentType, passthroughBehavior, expected] of passthrough) {
  test(`${contentType ?? 'no type'} with templates [${types.join()}] and ${passthroughBehavior ?? 'no behavior'}: ${expected}`, () => {
    const requestTemplates = Object.fromEntries(types.map((type) => [type, 'x']));
    const choice = requestTemplate(
      { requestTemplates, ...(passthroughBehavior ? { passthroughBehavior } : {}) },
      contentType === undefined ? [] : [['Content-Type', contentType]],
    );
    assert.equal('template' in choice ? 'template' : 'unsupported' in choice ? '415' : 'pass', expected);
  });
}

test('an unsupported media type is answered with 415', () => {
  const world = apiWorld('/', {
    integration: { type: 'HTTP', uri: 'http://b.example.com', passthroughBehavior: 'NEVER' },
  });
  const { response } = simulate(world, {
    method: 'POST',
    path: '/test/',
    body: 'x',
    headers: { 'Content-Type': 'text/plain' },
  });
  assert.equal(response.status, 415);
  assert.deepEqual(json(response), { message: 'Unsupported Media Type' });
});

test('the response template is the one the client accepts, else the JSON one, else the first', () => {
  const templates = { 'application/xml': 'xml', 'application/json': 'json', 'text/html': 'html' };
  const chosen = (accept: string | undefined, from: Record<string, string>) =>
    responseTemplate(from, accept === undefined ? [] : [['Accept', accept]])?.template;
  assert.equal(chosen('text/html', templates), 'html');
  assert.equal(chosen('image/png', templates), 'json');
  assert.equal(chosen(undefined, { 'application/xml': 'xml', 'text/html': 'html' }), 'xml');
  assert.equal(chosen(undefined, {}), undefined);
});

const bytes = Uint8Array.from([0x1f, 0x8b, 0xff, 0x00, 0x41]);
const damaged = toBytes(toText(bytes));
const base64 = toBytes(toBase64(bytes));

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
const requests: [type: string, handling: ContentHandling | undefined, body: Uint8Array, expected: Uint8Array][] = [
  ['image/png', undefined, bytes, bytes],
  ['image/png', 'CONVERT_TO_BINARY', bytes, bytes],
  ['image/png', 'CONVERT_TO_TEXT', bytes, base64],
  ['text/plain', undefined, bytes, damaged],
  ['text/plain', 'CONVERT_TO_TEXT', base64, base64],
  ['text/plain', 'CONVERT_TO_BINARY', base64, bytes],
];
for (const [type, handling, body, expected] of requests) {
  test(`a request of ${type} with ${handling ?? 'no handling'} is converted`, () => {
    assert.deepEqual(convertRequest(body, type, ['image/png'], handling), expected);
  });
}

const responses: [
  type: string,
  accept: string,
  handling: ContentHandling | undefined,
  body: Uint8Array,
  expected: Uint8Array,
][] = [
  ['image/png', 'image/png', undefined, bytes, bytes],
  ['image/png', 'text/plain', undefined, bytes, base64],
  ['image/png', 'text/plain,image/png', undefined, bytes, base64],
  ['text/plain', 'text/plain', undefined, bytes, damaged],
  ['text/plain', 'image/png', undefined, base64, bytes],
  ['image/png', 'image/png', 'CONVERT_TO_TEXT', bytes, base64],
  ['text/plain', 'text/plain', 'CONVERT_TO_BINARY', base64, bytes],
];
for (const [type, accept, handling, body, expected] of responses) {
  test(`a response of ${type} for ${accept} with ${handling ?? 'no handling'} is converted`, () => {
    assert.deepEqual(convertResponse(body, type, accept, ['image/png'], handling), expected);
  });
}

const declared: [type: string | undefined, types: string[], expected: boolean][] = [
  ['image/png', ['image/png'], true],
  ['IMAGE/PNG; q=1', ['image/png'], true],
  ['image/png', ['image/*'], true],
  ['text/plain', ['*/*'], true],
  ['image/png', ['*/png'], false],
  // apigw-vtl/binary-lambda-accept-star-test
  ['*/test', ['image/png', '*/test'], false],
  ['*/*', ['image/png'], false],
  [undefined, ['image/png'], false],
  ['image/png', [], false],
];
for (const [type, types, expected] of declared) {
  test(`${type ?? 'no type'} is ${expected ? '' : 'not '}binary where [${types.join()}] are`, () => {
    assert.equal(isBinaryType(type, types), expected);
  });
}

test('text that should be base64 and is not fails the request', () => {
  const world = apiWorld('/', {
    integration: { type: 'HTTP', uri: 'http://b.example.com', contentHandling: 'CONVERT_TO_BINARY' },
  });
  assert.equal(simulate(world, { method: 'POST', path: '/test/', body: 'not base64!' }).response.status, 500);
});

test('bytes without a declared type are damaged on their way through HTTP_PROXY', () => {
  const world = apiWorld('/', { integration: { type: 'HTTP_PROXY', uri: 'http://b.example.com' } });
  const request = { method: 'POST', path: '/test/', body: bytes, headers: { 'Content-Type': 'image/png' } };
  assert.deepEqual(upstream(simulate(world, request)).body, damaged);
  const binary = apiWorld(
    '/',
    { integration: { type: 'HTTP_PROXY', uri: 'http://b.example.com' } },
    { binaryMediaTypes: ['image/png'] },
  );
  assert.deepEqual(upstream(simulate(binary, request)).body, bytes);
});

test('base64 goes both ways', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (value) => assert.deepEqual(fromBase64(toBase64(value)), value)),
  );
  assert.equal(fromBase64('a'), undefined);
  assert.equal(fromBase64('????'), undefined);
});
