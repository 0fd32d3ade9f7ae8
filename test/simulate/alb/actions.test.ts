import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  header,
  headerValues,
  sequence,
  simulate,
  toText,
  type ActionModel,
  type AlbModel,
  type SimRequest,
} from '../../../src/simulate/index';
import { albWorld } from '../worlds';

function act(
  actions: readonly ActionModel[],
  request: Partial<SimRequest> = {},
  more: Partial<AlbModel> = {},
  options = {},
) {
  return simulate(
    albWorld([{ priority: 1, conditions: [], actions }], more),
    { method: 'GET', path: '/', ...request },
    options,
  );
}

function onHttps(actions: readonly ActionModel[]): Partial<AlbModel> {
  return {
    listeners: [
      {
        logicalId: 'Https',
        port: 443,
        protocol: 'HTTPS',
        rules: [{ priority: 1, conditions: [], actions }],
        defaultActions: [],
      },
    ],
  };
}

test('a fixed response has the status, type and body of the action', () => {
  const { response } = act([
    { type: 'fixed-response', statusCode: '503', contentType: 'text/html', messageBody: '<b>later</b>' },
  ]);
  assert.equal(response.status, 503);
  assert.equal(header(response.headers, 'Content-Type'), 'text/html');
  assert.equal(toText(response.body), '<b>later</b>');
});

type Redirect = Omit<Extract<ActionModel, { type: 'redirect' }>, 'type' | 'statusCode'>;

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
const redirects: [parts: Redirect, url: string, location: string][] = [
  [{ protocol: 'HTTPS', port: '443' }, '/a/b?q=1', 'https://example.com:443/a/b?q=1'],
  [{ path: '/new/#{path}' }, '/a/b', 'http://example.com:80/new/a/b'],
  [{ host: 'www.#{host}', query: '' }, '/a?q=1', 'http://www.example.com:80/a'],
  [{ query: '#{query}&more=1', path: '/x' }, '/a?q=1', 'http://example.com:80/x?q=1&more=1'],
  [
    { host: 'aws.amazon.com', path: '/eks/', port: '443', protocol: 'HTTPS', query: 'k=v' },
    '/',
    'https://aws.amazon.com:443/eks/?k=v',
  ],
];
for (const [parts, url, location] of redirects) {
  test(`a redirect with ${JSON.stringify(parts)} leads from ${url} to ${location}`, () => {
    const { response } = act([{ type: 'redirect', statusCode: 'HTTP_301', ...parts }], {
      path: url,
      headers: { Host: 'example.com:80' },
    });
    assert.equal(response.status, 301);
    assert.equal(header(response.headers, 'Location'), location);
  });
}

const weighted = (one: number, two: number, enabled = false): ActionModel => ({
  type: 'forward',
  targetGroups: [
    { targetGroup: 'one', weight: one },
    { targetGroup: 'two', weight: two },
  ],
  stickiness: { enabled, durationSeconds: 200 },
});

function share(one: number, two: number): number {
  const random = sequence(7);
  let count = 0;
  for (let round = 0; round < 3000; round++) {
    if (act([weighted(one, two)], {}, {}, { random }).hops[0]?.facts?.targetGroup === 'one') count++;
  }
  return count / 3000;
}

test('alb-actions/weights-equal', () => assert.ok(Math.abs(share(10, 10) - 0.5) < 0.03));
test('alb-actions/weights-one-to-two', () => assert.ok(Math.abs(share(10, 20) - 1 / 3) < 0.03));
test('a group of weight 0 gets nothing', () => assert.equal(share(0, 1), 0));
test('without any weight above 0 the answer is 503', () => assert.equal(act([weighted(0, 0)]).response.status, 503));

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html
test('stickiness of target groups sets its cookies and follows them', () => {
  const first = act([weighted(1, 1, true)], {}, {}, { random: () => 0.1 });
  const cookies = headerValues(first.response.headers, 'Set-Cookie');
  assert.deepEqual(
    cookies.map((cookie) => cookie.split('=')[0]),
    ['AWSALBTG', 'AWSALBTGCORS'],
  );
  assert.match(cookies[1] ?? '', /; SameSite=None$/);
  const cookie = cookies[0]?.split(';')[0] ?? '';
  const again = act([weighted(1, 1, true)], { headers: { Cookie: `other=1; ${cookie}` } }, {}, { random: () => 0.9 });
  assert.equal(again.hops[0]?.facts?.targetGroup, first.hops[0]?.facts?.targetGroup);
});

test('a cookie that the balancer never set is ignored', () => {
  const { hops } = act([weighted(0, 1, true)], { headers: { Cookie: 'AWSALBTG=zz' } });
  assert.equal(hops[0]?.facts?.targetGroup, 'two');
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
const then: ActionModel = { type: 'forward', order: 2, targetGroups: [{ targetGroup: 'one' }] };

test('authenticate sends a request without a session to the identity provider', () => {
  const action: ActionModel = {
    type: 'authenticate-oidc',
    order: 1,
    authorizationEndpoint: 'https://idp.example.com/auth',
    clientId: 'me',
  };
  const { response } = act([then, action], { headers: { Host: 'app.example.com' } }, onHttps([then, action]));
  assert.equal(response.status, 302);
  assert.match(
    header(response.headers, 'Location') ?? '',
    /^https:\/\/idp\.example\.com\/auth\?client_id=me&redirect_uri=https%3A%2F%2Fapp\.example\.com%2Foauth2%2Fidpresponse&response_type=code&scope=openid/,
  );
});

test('authenticate can deny or allow instead', () => {
  const authenticated = (onUnauthenticatedRequest: 'deny' | 'allow') => {
    const actions: ActionModel[] = [{ type: 'authenticate-cognito', order: 1, onUnauthenticatedRequest }, then];
    return act(actions, {}, onHttps(actions)).response.status;
  };
  assert.equal(authenticated('deny'), 401);
  assert.equal(authenticated('allow'), 200);
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
test('jwt-validation answers 401 unless requests are let pass', () => {
  const actions: ActionModel[] = [
    { type: 'jwt-validation', order: 1, jwksEndpoint: 'https://idp.example.com/jwks' },
    then,
  ];
  const missing = act(actions, {}, onHttps(actions));
  assert.equal(missing.response.status, 401);
  assert.match(missing.hops[0]?.why ?? '', /no bearer token/);
  const unverified = act(actions, { headers: { Authorization: 'Bearer a.b.c' } }, onHttps(actions));
  assert.equal(unverified.response.status, 401);
  assert.match(unverified.hops[0]?.why ?? '', /which the simulator does not fetch/);
  assert.equal(act(actions, {}, onHttps(actions), { authorization: 'let-pass' }).response.status, 200);
});
