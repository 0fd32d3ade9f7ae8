import { gatewayResponse, toBytes, type HttpResponse } from '../../../src/simulate/index';
import { TemplateError } from '../../../src/simulate/gateway/template/parse';
import { renderTemplate } from '../../../src/simulate/gateway/template/render';
import { utilFunction } from '../../../src/simulate/gateway/template/util';
import { print } from '../../../src/simulate/gateway/template/values';
import { contextOf } from '../context';
import { expectEqual, expectResponse, expectUpstream, Mismatch } from '../expect';
import { expectError } from '../expect-error';
import type { Fields } from '../fields';
import { headersOf, requestOf } from '../request-fields';
import { apiWith, decide, exchangeOf } from './exchange';

/** One mapping template over one body. */
export function runTemplate(setup: Fields, request: Fields, expect: Fields): void {
  const template = setup.text('template') ?? '';
  const inRequest = /request/.test(setup.text('phase') ?? 'integration response');
  const inputBody = setup.text('inputBody') ?? '';
  const status = setup.number('integrationResponseStatus') ?? 200;
  const pathParameters = setup.textMap('pathParameters') ?? {};
  const names = Object.keys(pathParameters);
  const stageVariables = setup.textMap('stageVariables');
  const gateway = apiWith(
    {
      type: 'HTTP',
      httpMethod: 'POST',
      uri: 'http://upstream.example.com',
      ...(inRequest ? { requestTemplates: { 'application/json': template } } : {}),
      responses: [
        { statusCode: String(status), ...(inRequest ? {} : { responseTemplates: { 'application/json': template } }) },
      ],
    },
    { path: `/${names.map((name) => `{${name}}`).join('/')}`, ...(stageVariables ? { stageVariables } : {}) },
  );
  const hasMethod = request.has('method');
  const sent = requestOf(request);
  const path = `/test/${Object.values(pathParameters).join('/')}`;
  const decision = decide(gateway, {
    ...sent,
    path,
    method: hasMethod ? sent.method : 'POST',
    ...(inRequest && inputBody !== '' ? { body: inputBody } : {}),
  });
  const { exchange } = decision;
  Object.assign(exchange.context, contextOf(setup));
  const headers = headersOf(setup, 'integrationResponseHeaders');
  setup.done();

  const upstream = expect.fields('upstream');
  if (upstream) expectUpstream(upstream, decision.kind === 'call' ? decision.call.request : undefined, {}, '');
  if (expect.has('response')) {
    const backend: HttpResponse = { status, headers, body: toBytes(inputBody) };
    const returned = gatewayResponse(exchange, backend);
    const response = expect.fields('response');
    if (response) expectResponse(response, returned.response, {});
  }
  checkOutput(expect, () => renderTemplate(exchange, template, inRequest ? exchange.request.body : toBytes(inputBody)));
  if (expect.has('requestOverride'))
    expectEqual('requestOverride', exchange.context.requestOverride, expect.raw('requestOverride'), {});
  if (expect.has('responseOverride'))
    expectEqual('responseOverride', exchange.context.responseOverride, expect.raw('responseOverride'), {});
  expect.done();
}

/** One function of `$util`, or of `$input` over a body. */
export function runFunction(setup: Fields, request: Fields, expect: Fields): void {
  const name = /^\$(util|input)\.(\w+)$/.exec(setup.text('function') ?? '');
  if (!name) throw setup.unknown('function');
  const args = setup.has('arguments')
    ? (setup.list('arguments') ?? [])
    : setup.has('argument')
      ? [setup.raw('argument')]
      : [];
  const inputBody = setup.text('inputBody') ?? '';
  setup.done();
  request.done();
  checkOutput(expect, () => {
    if (name[1] === 'util') return print(utilFunction(name[2] as string, args[0]));
    const template = `$input.${name[2] ?? ''}(${args.map((argument) => `'${print(argument)}'`).join(', ')})`;
    return renderTemplate(exchangeOf(apiWith({ type: 'HTTP' }), {}), template, toBytes(inputBody));
  });
  expect.done();
}

/** Compares what a template gives, or that it fails as API Gateway does: with its answer to a wrong configuration. */
function checkOutput(expect: Fields, render: () => string): void {
  if (!['output', 'outputJson', 'value', 'error'].some((name) => expect.has(name))) return;
  const output = attempt(render);
  if (output instanceof TemplateError) {
    if (!expect.has('error')) throw new Mismatch(output.message);
    expectError(expect, { type: 'API_CONFIGURATION_ERROR', status: 500, message: 'Internal server error' }, {});
    return;
  }
  expectError(expect, undefined, {});
  if (expect.has('output')) expectEqual('output', output, expect.raw('output'), {});
  if (expect.has('value')) {
    const value = expect.raw('value');
    expectEqual('value', typeof value === 'string' ? output : JSON.parse(output), value, {});
  }
  if (!expect.has('outputJson')) return;
  let json: unknown;
  try {
    json = JSON.parse(output);
  } catch {
    throw new Mismatch(`the output is not JSON: ${JSON.stringify(output)}`);
  }
  expectEqual('outputJson', json, expect.raw('outputJson'), {});
}

function attempt(render: () => string): string | TemplateError {
  try {
    return render();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}
