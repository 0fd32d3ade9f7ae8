/** One table of requests, sent through the pure engine and over the wire: both must give the same. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startServer } from '../../src/server/index';
import {
  simulate,
  type ActionModel,
  type AlbModel,
  type GatewayModel,
  type HeaderList,
  type Hop,
  type SimRequest,
  type TargetBehaviour,
  type World,
} from '../../src/simulate/index';
import { alb, bridgeWorld, directWorld, gateway, group, privateMethod } from '../simulate/worlds';
import { send } from './send';

const behaving = (world: World, behaviour: TargetBehaviour): World => ({
  ...world,
  targetGroups: { ...world.targetGroups, Users: { ...group('Users'), targets: [{ id: 'Users-1', behaviour }] } },
});

const withAlb = (world: World, changes: Partial<AlbModel>): World => ({
  ...world,
  albs: { Alb: { ...alb, ...changes } },
});

const answering = (action: ActionModel): World => {
  const [listener] = alb.listeners;
  return withAlb(bridgeWorld, { listeners: [{ ...listener!, rules: [], defaultActions: [action] }] });
};

const withMethod = (
  world: World,
  path: string,
  method: GatewayModel['resources'][number]['methods'][string],
  more: Partial<GatewayModel> = {},
): World => ({
  ...world,
  gateways: { Api: { ...gateway, ...more, resources: [{ path, methods: { ANY: method } }] } },
});

const secure: AlbModel = {
  ...alb,
  listeners: [{ ...alb.listeners[0]!, port: 443, protocol: 'HTTPS', certificateNames: ['shop.example.com'] }],
};
const bridge443 = (world: World): World => ({
  ...world,
  nlbs: {
    Nlb: {
      logicalId: 'Nlb',
      listeners: [{ logicalId: 'L', port: 443, protocol: 'TCP', targetGroups: [{ targetGroup: 'Bridge' }] }],
    },
  },
  targetGroups: {
    ...world.targetGroups,
    Bridge: { ...world.targetGroups['Bridge']!, port: 443, targets: [{ id: 'Alb', port: 443, health: 'healthy' }] },
  },
});
const tlsWorld = (host: string): World =>
  withMethod(
    bridge443({ ...bridgeWorld, albs: { Alb: secure } }),
    '/users/{id}',
    privateMethod(`https://${host}/users/1`),
  );

const custom = (
  requestTemplates: Record<string, string>,
  responses: NonNullable<GatewayModel['resources'][number]['methods'][string]['integration']>['responses'],
) => ({
  integration: {
    ...privateMethod('http://internal.example.com/users/1').integration!,
    type: 'HTTP' as const,
    httpMethod: 'POST',
    requestTemplates,
    responses: responses!,
  },
});

const ok =
  (body: string, headers: HeaderList = []): TargetBehaviour =>
  () => ({ status: 200, headers: [['Content-Type', 'text/plain'], ...headers], body: Buffer.from(body) });

const cases: readonly [name: string, world: World, request: SimRequest][] = [
  ['V2: a path parameter', directWorld, { method: 'GET', path: '/prod/users/7' }],
  ['V1: a path parameter', bridgeWorld, { method: 'GET', path: '/prod/users/7' }],
  ['V2: a greedy path with a query', directWorld, { method: 'GET', path: '/prod/orders/1/items?a=1&a=2&b=%20x' }],
  [
    'V1: a body',
    bridgeWorld,
    { method: 'POST', path: '/prod/orders/1', headers: { 'Content-Type': 'application/json' }, body: '{"a":1}' },
  ],
  [
    'a body that is not UTF-8',
    bridgeWorld,
    {
      method: 'POST',
      path: '/prod/orders/1',
      headers: { 'Content-Type': 'image/png' },
      body: new Uint8Array([137, 80, 78, 71, 0, 255]),
    },
  ],
  [
    'a declared binary body',
    { ...bridgeWorld, gateways: { Api: { ...gateway, binaryMediaTypes: ['image/*'] } } },
    {
      method: 'POST',
      path: '/prod/orders/1',
      headers: { 'Content-Type': 'image/png' },
      body: new Uint8Array([137, 80, 78, 71, 0, 255]),
    },
  ],
  ['a method the API lacks', bridgeWorld, { method: 'GET', path: '/prod' }],
  ['an unknown stage', bridgeWorld, { method: 'GET', path: '/dev/users/7' }],
  ['HEAD', bridgeWorld, { method: 'HEAD', path: '/prod/orders/1' }],
  ['OPTIONS', bridgeWorld, { method: 'OPTIONS', path: '/prod/orders/1' }],
  ['DELETE', bridgeWorld, { method: 'DELETE', path: '/prod/orders/1' }],
  [
    'headers that go, stay and repeat',
    bridgeWorld,
    {
      method: 'GET',
      path: '/prod/users/7',
      headers: [
        ['X-One', '1'],
        ['X-One', '2'],
        ['Via', 'x'],
        ['Max-Forwards', '3'],
        ['X-Forwarded-For', '198.51.100.1'],
      ],
    },
  ],
  [
    'a WebSocket upgrade is dropped',
    bridgeWorld,
    {
      method: 'GET',
      path: '/prod/users/7',
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Version': '13',
      },
    },
  ],
  ['the default rule', bridgeWorld, { method: 'GET', path: '/prod/elsewhere' }],
  [
    'a redirect',
    answering({ type: 'redirect', statusCode: 'HTTP_301', host: 'example.org', path: '/new/#{path}' }),
    { method: 'GET', path: '/prod/users/7?q=1' },
  ],
  [
    'a fixed response',
    answering({ type: 'fixed-response', statusCode: '503', contentType: 'text/html', messageBody: '<p>closed</p>' }),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'a group without targets',
    { ...bridgeWorld, targetGroups: { ...bridgeWorld.targetGroups, Users: { ...group('Users'), targets: [] } } },
    { method: 'GET', path: '/prod/users/7' },
  ],
  ['TRACE', bridgeWorld, { method: 'TRACE', path: '/prod/orders/1' }],
  [
    'too many forwarded addresses',
    bridgeWorld,
    {
      method: 'GET',
      path: '/prod/users/7',
      headers: { 'X-Forwarded-For': Array.from({ length: 31 }, () => '1.1.1.1').join(',') },
    },
  ],
  [
    'headers beyond the limit of the gateway',
    bridgeWorld,
    { method: 'GET', path: '/prod/users/7', headers: { 'X-Long': 'x'.repeat(11_000) } },
  ],
  [
    'client port and preserved host',
    withAlb(bridgeWorld, {
      attributes: {
        'routing.http.preserve_host_header.enabled': 'true',
        'routing.http.xff_header_processing.mode': 'preserve',
      },
    }),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'status and headers of the target',
    behaving(bridgeWorld, () => ({
      status: 418,
      headers: [
        ['Content-Type', 'text/plain'],
        ['Server', 'kettle'],
        ['X-Two', 'a'],
        ['X-Two', 'b'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ],
      body: Buffer.from('tea'),
    })),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'an answer without a body',
    behaving(bridgeWorld, () => ({ status: 204, headers: [], body: new Uint8Array(0) })),
    { method: 'GET', path: '/prod/users/7' },
  ],
  ['an empty answer', behaving(bridgeWorld, ok('')), { method: 'GET', path: '/prod/users/7' }],
  [
    'a target that resets',
    behaving(bridgeWorld, () => ({ failure: 'reset' })),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'a target that answers garbage',
    behaving(directWorld, () => ({ failure: 'malformed' })),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'a target with headers too large',
    behaving(directWorld, () => ({ failure: 'headers-too-large' })),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'a target that never answers, and the idle timeout',
    withAlb(
      behaving(directWorld, () => ({ failure: 'no-answer' })),
      { attributes: { 'idle_timeout.timeout_seconds': '1' } },
    ),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'a target that never answers, and the integration timeout',
    withMethod(
      behaving(bridgeWorld, () => ({ failure: 'no-answer' })),
      '/users/{id}',
      { integration: { ...privateMethod('http://internal.example.com/users/1').integration!, timeoutInMillis: 200 } },
    ),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'a slow target in time',
    behaving(bridgeWorld, () => ({ status: 200, headers: [], body: Buffer.from('late'), delayMs: 100 })),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'stickiness of a target',
    {
      ...bridgeWorld,
      targetGroups: {
        ...bridgeWorld.targetGroups,
        Users: { ...group('Users'), attributes: { 'stickiness.enabled': 'true', 'stickiness.type': 'lb_cookie' } },
      },
    },
    { method: 'GET', path: '/prod/users/7' },
  ],
  ['HTTPS to the name on the certificate', tlsWorld('shop.example.com'), { method: 'GET', path: '/prod/users/7' }],
  ['HTTPS to another name', tlsWorld('other.example.com'), { method: 'GET', path: '/prod/users/7' }],
  [
    'plain HTTP to an HTTPS listener',
    withMethod(
      { ...directWorld, albs: { Alb: secure } },
      '/users/{id}',
      privateMethod('http://shop.example.com:443/users/1'),
    ),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'HTTPS to an HTTP listener',
    withMethod(directWorld, '/users/{id}', privateMethod('https://shop.example.com:80/users/1')),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'a port without a listener',
    withMethod(bridgeWorld, '/users/{id}', privateMethod('http://internal.example.com:81/users/1')),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'an unknown link',
    withMethod({ ...bridgeWorld, links: {} }, '/users/{id}', privateMethod('http://internal.example.com/users/1')),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'a security group in the way',
    {
      ...directWorld,
      links: { Link: { logicalId: 'Link', version: 'V2', securityGroups: ['LinkGroup'] } },
      albs: { Alb: { ...alb, securityGroups: ['AlbGroup'] } },
      securityGroups: {
        LinkGroup: { logicalId: 'LinkGroup', ingress: [], egress: [{ protocol: '-1', cidr: '0.0.0.0/0' }] },
        AlbGroup: {
          logicalId: 'AlbGroup',
          ingress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, securityGroup: 'LinkGroup' }],
          egress: [],
        },
      },
    },
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'an NLB that leads straight to a process',
    {
      ...bridgeWorld,
      targetGroups: {
        ...bridgeWorld.targetGroups,
        Bridge: { logicalId: 'Bridge', type: 'ip', protocol: 'TCP', port: 80, targets: [{ id: '10.0.1.5' }] },
      },
    },
    { method: 'POST', path: '/prod/users', body: 'x' },
  ],
  [
    'a process behind an NLB that resets',
    {
      ...bridgeWorld,
      targetGroups: {
        ...bridgeWorld.targetGroups,
        Bridge: {
          logicalId: 'Bridge',
          type: 'ip',
          protocol: 'TCP',
          port: 80,
          targets: [{ id: '10.0.1.5', behaviour: () => ({ failure: 'reset' }) }],
        },
      },
    },
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'a TLS listener of an NLB',
    withMethod(
      {
        ...bridgeWorld,
        nlbs: {
          Nlb: {
            logicalId: 'Nlb',
            listeners: [{ logicalId: 'L', port: 443, protocol: 'TLS', targetGroups: [{ targetGroup: 'Bridge' }] }],
          },
        },
      },
      '/users/{id}',
      privateMethod('https://shop.example.com/users/1'),
    ),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'an integration over the internet',
    withMethod(directWorld, '/users/{id}', {
      integration: { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://api.example.com/things' },
    }),
    { method: 'GET', path: '/prod/users/7?a=1' },
  ],
  [
    'a public balancer by its name',
    withMethod(withAlb(directWorld, { dnsName: 'alb.example.com' }), '/users/{id}', {
      integration: { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://alb.example.com/users/3' },
    }),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'MOCK',
    withMethod(directWorld, '/users/{id}', {
      integration: {
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode": 201}' },
        responses: [
          { statusCode: '201', selectionPattern: '', responseTemplates: { 'application/json': '{"mock":true}' } },
        ],
      },
    }),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'HTTP with templates both ways',
    withMethod(
      directWorld,
      '/users/{id}',
      custom({ 'application/json': '{"was":$input.json(\'$\')}' }, [
        {
          statusCode: '202',
          responseTemplates: {
            'application/json': '{"method":$input.json(\'$.method\'),"body":$input.json(\'$.body\')}',
          },
        },
      ]),
    ),
    { method: 'POST', path: '/prod/users/7', headers: { 'Content-Type': 'application/json' }, body: '{"a":[1,2]}' },
  ],
  [
    'HTTP without a response that fits',
    withMethod(directWorld, '/users/{id}', custom({}, [{ statusCode: '400', selectionPattern: '4\\d\\d' }])),
    { method: 'POST', path: '/prod/users/7', body: 'x' },
  ],
  [
    'an API key that is missing',
    withMethod(
      directWorld,
      '/users/{id}',
      { ...privateMethod('http://internal.example.com/users/1'), apiKeyRequired: true },
      { usagePlans: [{ keys: [{ value: 'secret' }] }] },
    ),
    { method: 'GET', path: '/prod/users/7' },
  ],
  [
    'an API key that fits',
    withMethod(
      directWorld,
      '/users/{id}',
      { ...privateMethod('http://internal.example.com/users/1'), apiKeyRequired: true },
      { usagePlans: [{ keys: [{ value: 'secret' }] }] },
    ),
    { method: 'GET', path: '/prod/users/7', headers: { 'x-api-key': 'secret' } },
  ],
  [
    'a customised gateway response',
    {
      ...directWorld,
      gateways: {
        Api: {
          ...gateway,
          gatewayResponses: {
            MISSING_AUTHENTICATION_TOKEN: {
              statusCode: '404',
              responseParameters: { 'gatewayresponse.header.X-Hint': "'try /users'" },
              responseTemplates: { 'application/json': '{"no":"route"}' },
            },
          },
        },
      },
    },
    { method: 'GET', path: '/prod' },
  ],
];

suite('the same request gives the same answer in the engine and over the wire', () => {
  for (const [name, world, request] of cases) {
    test(name, async () => {
      const pure = simulate(
        world,
        { ...request, headers: [['Host', 'abcde12345.execute-api.us-east-1.amazonaws.com'], ...fieldsOf(request)] },
        { now: 0 },
      );
      const server = await startServer({
        world,
        graceMs: 100,
        simulation: { now: () => 0 },
        peerOf: () => ({ ip: '203.0.113.10', port: 54321 }),
      });
      try {
        const live = await send(server.port, {
          method: request.method,
          path: request.path,
          headers: fieldsOf(request),
          ...(request.body === undefined ? {} : { body: request.body }),
        });
        assert.equal(live.status, pure.response.status);
        assert.deepEqual(comparable(live.headers), comparable(pure.response.headers));
        const body = Buffer.from(pure.response.body).toString();
        assert.deepEqual(echoed(live.body.toString()), echoed(request.method === 'HEAD' ? '' : body));
        const trace = server.traces.list().at(-1);
        // Once the gateway has given up, nobody learns what a balancer would have made of it.
        const isLate = pure.hops[0]?.facts?.gatewayResponse === 'INTEGRATION_TIMEOUT';
        const hops = (list: readonly Hop[] | undefined): string =>
          JSON.stringify(
            list?.map((hop) => (isLate ? hop.kind : told(hop))),
            undefined,
            1,
          );
        assert.equal(hops(trace?.hops), hops(pure.hops));
      } finally {
        await server.stop();
      }
    });
  }
});

function fieldsOf({ headers = [] }: SimRequest): [string, string][] {
  return (Array.isArray(headers) ? headers : Object.entries(headers)) as [string, string][];
}

/** Without ids and dates, which differ each time; header names without case, as in HTTP. */
function comparable(headers: HeaderList): string[] {
  return headers
    .filter(
      ([name]) =>
        !/^(date|x-amzn-remapped-date|x-amzn-requestid|x-amz-apigw-id|x-amzn-trace-id|content-length|x-amzn-remapped-content-length)$/i.test(
          name,
        ),
    )
    .map(([name, value]) => `${name.toLowerCase()}: ${value.replace(/expires=[^;]*/i, 'expires=')}`)
    .sort();
}

/** What an echo shows; ids differ, and names of headers compare without case. */
function echoed(body: string): unknown {
  if (!body.startsWith('{"method"')) return body;
  const seen = JSON.parse(body) as { headers?: Record<string, string> };
  const headers = Object.entries(seen.headers ?? {})
    .map(
      ([name, value]) =>
        `${name.toLowerCase()}: ${name.toLowerCase() === 'x-amzn-trace-id' ? value.replace(/=[^;]*/g, '=') : value}`,
    )
    .sort();
  return { ...seen, headers };
}

function told(hop: Hop): object {
  const { kind, logicalId, decision, why, level, facts, alternatives, returned, response } = hop;
  return {
    ...{ kind, logicalId, decision, level: level ?? 'ok', facts: facts ?? {}, alternatives, returned },
    // How long a target took and how long the headers are is not the same to the byte.
    why: why.replace(/^It answers.*/, 'It answers.').replace(/have \d+ bytes/, 'have many bytes'),
    status: response?.status,
  };
}
