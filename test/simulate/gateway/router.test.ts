import assert from 'node:assert/strict';
import { test } from 'node:test';
import { route } from '../../../src/simulate/gateway/router';
import type { ResourceModel } from '../../../src/simulate/index';

/** Resources written as `METHOD[,METHOD] /path`. */
function resources(...lines: string[]): ResourceModel[] {
  return lines.map((line) => {
    const [methods = '', path = ''] = line.split(' ');
    return { path, methods: Object.fromEntries(methods.split(',').map((method) => [method, {}])) };
  });
}

/** What serves a request, as `METHOD /path name=value`, or `none`. */
function served(table: readonly ResourceModel[], request: string): string {
  const [method = '', path = ''] = request.split(' ');
  const { match } = route(table, path, method);
  if (!match) return 'none';
  const parameters = Object.entries(match.pathParameters).map(([name, value]) => `${name}=${value}`);
  return [match.methodKey, match.resource.path, ...parameters].join(' ');
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
const pets = resources('ANY /{proxy+}', 'GET /pets/{proxy+}', 'GET /pets/dog');
// Both tables were called on AWS by localstack's validated tests.
const siblings = resources('GET /part1', 'GET /{param+}', 'GET /part1/hardcoded-value');
const methods = resources('POST /test', 'OPTIONS /{proxy+}', 'ANY /test/any');
const users = resources('GET /users', 'GET,ANY /users/{id}', 'GET /users/me', 'DELETE /users/{id}/keys/{key}');

const cases: [table: readonly ResourceModel[], request: string, expected: string][] = [
  [pets, 'GET /pets/dog', 'GET /pets/dog'],
  [pets, 'GET /pets/cats', 'GET /pets/{proxy+} proxy=cats'],
  [pets, 'GET /animals', 'ANY /{proxy+} proxy=animals'],
  [pets, 'POST /pets/dog', 'ANY /{proxy+} proxy=pets/dog'],
  [siblings, 'GET /part1', 'GET /part1'],
  [siblings, 'GET /part1/hardcoded-value', 'GET /part1/hardcoded-value'],
  [siblings, 'GET /part1/random-value', 'GET /{param+} param=part1/random-value'],
  [methods, 'POST /test', 'POST /test'],
  [methods, 'OPTIONS /test', 'OPTIONS /{proxy+} proxy=test'],
  [methods, 'OPTIONS /test/any', 'ANY /test/any'],
  [methods, 'GET /test', 'none'],
  [users, 'GET /users/42', 'GET /users/{id} id=42'],
  [users, 'PATCH /users/42', 'ANY /users/{id} id=42'],
  [users, 'GET /users/me', 'GET /users/me'],
  [users, 'DELETE /users/me', 'ANY /users/{id} id=me'],
  [users, 'DELETE /users/1/keys/2', 'DELETE /users/{id}/keys/{key} id=1 key=2'],
  [users, 'GET /users/1/keys/2', 'none'],
  [users, 'GET /', 'none'],
  // ANY stands for seven methods and no others.
  [users, 'TRACE /users/42', 'none'],
  [users, 'ANY /users/42', 'none'],
];

for (const [table, request, expected] of cases) {
  test(`${request} is served by ${expected}`, () => assert.equal(served(table, request), expected));
}

const proxy = resources('ANY /{proxy+}', 'ANY /hardcoded');
// The ids of the conformance cases that the path rules come from stand in the names.
const paths: [name: string, path: string, expected: string][] = [
  ['apigw-routing/path-plain', '/proxy-value', 'ANY /{proxy+} proxy=proxy-value'],
  ['apigw-routing/path-trailing-slash', '/proxy-value/', 'ANY /{proxy+} proxy=proxy-value'],
  [
    'apigw-routing/path-inner-double-slash',
    '/proxy-value//double-slash',
    'ANY /{proxy+} proxy=proxy-value//double-slash',
  ],
  ['apigw-routing/path-double-slash-after-stage', '//proxy-value', 'ANY /{proxy+} proxy=proxy-value'],
  [
    'apigw-routing/path-percent-encoding-kept',
    '/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
    'ANY /{proxy+} proxy=proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
  ],
  ['an encoded slash stays inside its segment', '/a%2Fb', 'ANY /{proxy+} proxy=a%2Fb'],
  ['a trailing slash counts for nothing', '/hardcoded/', 'ANY /hardcoded'],
  ['the greedy resource does not cover its own parent', '/', 'none'],
];

for (const [name, path, expected] of paths) {
  test(name, () => assert.equal(served(proxy, `GET ${path}`), expected));
}

test('the order in which resources are declared does not matter', () => {
  for (const request of ['GET /pets/dog', 'GET /pets/cats', 'POST /pets/dog']) {
    assert.equal(served([...pets].reverse(), request), served(pets, request));
  }
});

test('the resources that lost are named with what they lack', () => {
  const { others } = route(pets, '/pets/dog', 'POST');
  assert.deepEqual(
    others.map(({ resource, lacksMethod }) => [resource.path, lacksMethod]),
    [
      ['/pets/dog', true],
      ['/pets/{proxy+}', true],
    ],
  );
});
