import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeRequest, representativeRequests } from '../../src/compare/index';
import { sampleOfSchema } from '../../src/compare/requests/sample-json';
import { sampleOfRegex, samplesOfWildcard } from '../../src/compare/requests/samples';
import type {
  ConditionModel,
  IntegrationModel,
  MethodModel,
  ResourceModel,
  RuleModel,
  World,
} from '../../src/simulate/index';

test('every method is asked for, ANY by two, and one path that no route has', () => {
  const world = worldOf(
    { path: '/', methods: { GET: fixed('/') } },
    { path: '/orders/{id}', methods: { ANY: fixed('/orders'), DELETE: fixed('/gone') } },
  );
  assert.deepEqual(lines(world), [
    'GET /prod',
    'GET /prod/orders/1',
    'POST /prod/orders/1',
    'DELETE /prod/orders/1',
    'GET /prod/no-such-resource',
  ]);
});

test('a rule gets requests that meet its path and requests that just miss it', () => {
  const world = worldOf({ path: '/{proxy+}', methods: { ANY: proxied } });
  const rules = [rule(10, { field: 'path-pattern', values: ['/orders/*', '/health'] })];
  assert.deepEqual(lines(withRules(world, rules)), [
    'GET /prod/sample',
    'POST /prod/sample',
    'GET /prod/no-such-resource',
    'GET /prod/orders/1',
    'GET /prod/orders/',
    'GET /prod/health',
    'GET /prod/orders',
    'GET /prod/ordersx',
    'GET /prod/health/more',
  ]);
});

test('query, header and method conditions are met and left out', () => {
  const world = worldOf({ path: '/{proxy+}', methods: { ANY: proxied } });
  const rules = [
    rule(
      10,
      { field: 'query-string', values: [{ key: 'v', value: '2*' }, { value: 'beta' }] },
      { field: 'http-header', name: 'X-Tenant', values: ['acme'] },
      { field: 'http-request-method', values: ['PUT'] },
    ),
  ];
  assert.deepEqual(lines(withRules(world, rules)).slice(3), [
    'PUT /prod/sample?v=2sample (X-Tenant: acme)',
    'PUT /prod/sample?sample=beta (X-Tenant: acme)',
    'GET /prod/sample?v=2sample (X-Tenant: acme)',
    'PUT /prod/sample (X-Tenant: acme)',
    'PUT /prod/sample?v=2sample',
  ]);
});

test('a route whose backend path is fixed is not bent to the paths of other rules', () => {
  const world = worldOf({ path: '/orders', methods: { GET: fixed('/orders') } });
  const rules = [rule(10, { field: 'path-pattern', values: ['/users/*'] })];
  assert.deepEqual(lines(withRules(world, rules)), ['GET /prod/orders', 'GET /prod/no-such-resource']);
});

test('what a method requires is sent along', () => {
  const method: MethodModel = {
    ...fixed('/orders'),
    requestParameters: { 'method.request.querystring.page': true, 'method.request.header.X-Tenant': false },
    requestModels: { 'application/json': 'Order' },
  };
  const world = worldOf({ path: '/orders', methods: { POST: method } });
  const model = {
    type: 'object',
    required: ['id', 'lines'],
    properties: { id: { type: 'integer', minimum: 5 }, lines: { type: 'array', items: { type: 'string' } } },
  };
  const api = { ...world.gateways['Api'], models: { Order: model } } as World['gateways'][string];
  const [plain, full] = representativeRequests({ ...world, gateways: { Api: api } });
  assert.equal(plain && describeRequest(plain), 'POST /prod/orders?page=sample');
  assert.equal(full && describeRequest(full), 'POST /prod/orders?page=sample (X-Tenant: sample)');
  assert.equal(plain?.body, '{"id":6,"lines":["sample"]}');
});

test('stages that repeat another one bring one request', () => {
  const world = worldOf({ path: '/a', methods: { GET: fixed('/a') } }, { path: '/b', methods: { GET: fixed('/b') } });
  const api = {
    ...world.gateways['Api'],
    stages: [{ name: 'prod' }, { name: 'copy' }, { name: 'other', variables: { host: 'x' } }],
  } as World['gateways'][string];
  assert.deepEqual(lines({ ...world, gateways: { Api: api } }), [
    'GET /prod/a',
    'GET /prod/b',
    'GET /copy/a',
    'GET /other/a',
    'GET /other/b',
    'GET /other/no-such-resource',
  ]);
});

test('there are at most 400, and the same ones each time', () => {
  const resources = Array.from({ length: 600 }, (_, index): ResourceModel => ({
    path: `/r${index}`,
    methods: { GET: fixed(`/r${index}`) },
  }));
  const world = worldOf(...resources);
  assert.equal(lines(world).length, 400);
  assert.deepEqual(lines(world), lines(worldOf(...resources)));
});

test('samples fit their patterns', () => {
  assert.deepEqual(samplesOfWildcard('/a/*/b?'), ['/a/1/bx', '/a//bx']);
  assert.deepEqual(samplesOfWildcard('1\\*2'), ['1*2']);
  assert.deepEqual(samplesOfWildcard('/a*'), ['/asample', '/a']);
  for (const source of ['^/v[0-9]+/(?:orders|users)/.*$', '/items/\\d{3}', '^/[^/]+/x?$', 'a|b']) {
    assert.match(sampleOfRegex(source) ?? 'none', new RegExp(source), source);
  }
  assert.deepEqual(sampleOfSchema({ enum: ['a', 'b'] }), 'a');
});

const link: Pick<IntegrationModel, 'type' | 'connectionType' | 'connectionId' | 'httpMethod'> = {
  type: 'HTTP_PROXY',
  connectionType: 'VPC_LINK',
  connectionId: 'Link',
  httpMethod: 'ANY',
};

const proxied: MethodModel = {
  integration: {
    ...link,
    uri: 'http://nlb/{proxy}',
    requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
  },
};

function fixed(path: string): MethodModel {
  return { integration: { ...link, uri: `http://nlb${path}` } };
}

function rule(priority: number, ...conditions: readonly ConditionModel[]): RuleModel {
  return { priority, conditions, actions: [{ type: 'fixed-response', statusCode: '200' }] };
}

function worldOf(...resources: readonly ResourceModel[]): World {
  const nothing = { links: {}, nlbs: {}, albs: {}, targetGroups: {}, securityGroups: {}, subnets: {} };
  return { ...nothing, gateways: { Api: { logicalId: 'Api', stages: [{ name: 'prod' }], resources } } };
}

/** The same world with a bridge to an ALB of these rules. */
function withRules(world: World, rules: readonly RuleModel[]): World {
  const defaultActions = [{ type: 'fixed-response' as const, statusCode: '404' }];
  return {
    ...world,
    links: { Link: { logicalId: 'Link', version: 'V1', targets: ['Nlb'] } },
    nlbs: {
      Nlb: {
        logicalId: 'Nlb',
        securityGroups: [],
        listeners: [{ logicalId: 'Tcp', port: 80, protocol: 'TCP', targetGroups: [{ targetGroup: 'Bridge' }] }],
      },
    },
    targetGroups: { Bridge: { logicalId: 'Bridge', type: 'alb', port: 80, targets: [{ id: 'Alb', port: 80 }] } },
    albs: {
      Alb: { logicalId: 'Alb', listeners: [{ logicalId: 'Http', port: 80, protocol: 'HTTP', rules, defaultActions }] },
    },
  };
}

function lines(world: World): readonly string[] {
  return representativeRequests(world).map(describeRequest);
}
