import { simulate } from '../../../src/simulate/index';
import { expectEqual } from '../expect';
import type { Fields } from '../fields';
import { requestOf } from '../request-fields';
import { gatewayOf } from '../setup-api';
import { apiWith, exchangeOf } from './exchange';
import { checkTrace } from './request';

/** How the gateway takes a request apart. */
export function runParse(setup: Fields, request: Fields, expect: Fields): void {
  const api = setup.fields('api');
  setup.done();
  const exchange = exchangeOf(api ? gatewayOf(api, undefined) : apiWith({ type: 'MOCK' }), requestOf(request));
  const parsed: Readonly<Record<string, unknown>> = {
    requestPath: exchange.path,
    rawRequestPath: String(exchange.context['path']).slice(`/${String(exchange.context['stage'])}`.length),
    traceId: exchange.traceId,
    stage: exchange.context['stage'],
    method: exchange.method,
  };
  for (const name of Object.keys(parsed)) {
    if (expect.has(name)) expectEqual(name, parsed[name], expect.raw(name), {});
  }
  expect.done();
}

/** `TestInvokeMethod`: the same method as through a stage. */
export function runTestInvoke(setup: Fields, request: Fields, expect: Fields): void {
  const api = setup.fields('api');
  if (!api) throw setup.unknown('api');
  const gateway = gatewayOf(api, undefined);
  setup.done();
  request.word('operation', ['TestInvokeMethod']);
  const resource = request.text('resource') ?? '/';
  const pathWithQuery = request.text('pathWithQueryString') ?? resource;
  const variables = request.textMap('stageVariables');
  const sent = requestOf(request);
  const stages = gateway.stages.map((stage) => ({
    ...stage,
    name: 'test-invoke-stage',
    ...(variables ? { variables: { ...stage.variables, ...variables } } : {}),
  }));
  const world = {
    gateways: { Api: { ...gateway, stages } },
    ...{ links: {}, nlbs: {}, albs: {}, targetGroups: {}, securityGroups: {}, subnets: {} },
  };
  const { query: _, ...plain } = sent;
  checkTrace(expect, simulate(world, { ...plain, path: `/test-invoke-stage${pathWithQuery}` }), '');
}
