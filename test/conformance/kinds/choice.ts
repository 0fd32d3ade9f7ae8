/** Kinds about content: which template applies, and how bytes and text are converted. */
import {
  simulate,
  toText,
  type GatewayModel,
  type IntegrationModel,
  type Trace,
  type World,
} from '../../../src/simulate/index';
import { selectResponse } from '../../../src/simulate/gateway/integration-response';
import { expectEqual, expectResponse, expectUpstream, Mismatch } from '../expect';
import { expectError, shownError } from '../expect-error';
import type { Fields } from '../fields';
import { bodyOf, headersOf, requestOf } from '../request-fields';
import { optional, responsesOf } from '../setup-api';
import { apiWith } from './exchange';

/** Which template, or which integration response, is chosen. */
export function runTemplateChoice(setup: Fields, request: Fields, expect: Fields): void {
  if (setup.has('integrationResponses')) runSelection(setup, request, expect);
  else runTemplates(setup, request, expect);
}

function runSelection(setup: Fields, request: Fields, expect: Fields): void {
  const responses = setup.fields('integrationResponses');
  const choice = selectResponse(responses ? responsesOf(responses) : [], request.scalar('selectionValue'));
  setup.done();
  request.done();
  if (expect.has('selected')) expectEqual('selected', choice?.chosen.statusCode ?? null, expect.raw('selected'), {});
  if (expect.has('error') && choice)
    throw new Mismatch(`integration response ${choice.chosen.statusCode} was selected`);
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
  expectError(expect, { type: 'API_CONFIGURATION_ERROR', status: 500, message: 'Internal server error' }, {});
  expect.done();
}

function runTemplates(setup: Fields, request: Fields, expect: Fields): void {
  const integration = integrationOf(setup, {
    ...optional('requestTemplates', setup.textMap('requestTemplates')),
    ...optional(
      'passthroughBehavior',
      setup.word('passthroughBehavior', ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']),
    ),
    responses: [{ statusCode: '200', ...optional('responseTemplates', setup.textMap('responseTemplates')) }],
  });
  setup.done();
  const trace = run(apiWith(integration), request, 'POST');
  const backend = trace.hops.find(({ kind }) => kind === 'internet');

  const upstream = expect.fields('upstream');
  if (upstream) {
    if (!backend) throw new Mismatch(`no backend was reached: ${trace.hops[0]?.why ?? ''}`);
    expectEqual('upstream.body', toText(backend.request.body), bodyInWords(upstream, integration, trace), {});
    upstream.done();
  }
  const response = expect.fields('response');
  if (response) {
    const error = response.text('error');
    if (error !== undefined) expectEqual('response.error', trace.hops[0]?.facts?.gatewayResponse, error, {});
    const message = response.text('message');
    if (message !== undefined) expectEqual('response.message', messageOf(trace), message, {});
    expectResponse(response, trace.response, {});
  }
  expect.done();
}

/** The format says in words what the backend gets: what a template made, or what the client sent. */
function bodyInWords(upstream: Fields, integration: IntegrationModel, trace: Trace): string {
  const words = upstream.text('body') ?? '';
  if (/output of the template/i.test(words)) return Object.values(integration.requestTemplates ?? {})[0] ?? '';
  return /client body unchanged/i.test(words) ? toText(trace.request.body) : words;
}

function messageOf(trace: Trace): unknown {
  const body = JSON.parse(toText(trace.response.body)) as { readonly message?: unknown };
  return body.message;
}

/** Conversion of one payload on its way in or out. */
export function runBinary(setup: Fields, request: Fields, expect: Fields): void {
  const handling = setup.word('contentHandling', ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']);
  const integration = integrationOf(setup, {
    ...optional('contentHandling', handling),
    ...optional('requestTemplates', setup.textMap('requestTemplates')),
    responses: [
      {
        statusCode: '200',
        ...optional('contentHandling', handling),
        ...optional('responseTemplates', setup.textMap('responseTemplates')),
      },
    ],
  });
  const binaryMediaTypes = setup.texts('binaryMediaTypes') ?? [];
  setup.done();
  const trace = run(apiWith(integration, { binaryMediaTypes }), request, 'PUT');
  const upstream = expect.fields('upstream');
  if (upstream) expectUpstream(upstream, trace.hops.find(({ kind }) => kind === 'internet')?.request, {}, '');
  const response = expect.fields('response');
  if (response) expectResponse(response, trace.response, {});
  expectError(expect, shownError(trace.hops[0]?.facts?.gatewayResponse, trace.response), {});
  expect.done();
}

/**
 * `integrationType` names a type and, in words, that no template is involved. Conversion is the same for all types
 * without proxy, so an HTTP integration stands in for an AWS service.
 */
function integrationOf(setup: Fields, more: Partial<IntegrationModel>): IntegrationModel {
  const text = setup.text('integrationType') ?? 'HTTP';
  const parts = /^(AWS|HTTP|HTTP_PROXY|AWS_PROXY)(?: \([^)]*\))?(?:, no template)?$/.exec(text);
  if (!parts || parts[1] === 'AWS_PROXY') throw setup.unknown(`integrationType = ${text}`);
  const type = parts[1] === 'HTTP_PROXY' ? 'HTTP_PROXY' : 'HTTP';
  return { type, httpMethod: 'ANY', uri: 'http://upstream.example.com/', ...more };
}

function run(gateway: GatewayModel, request: Fields, method: string): Trace {
  const answer = request.fields('integrationResponse');
  const headers = answer ? headersOf(answer, 'headers') : [];
  const body = answer ? bodyOf(answer) : '';
  const status = answer?.number('status') ?? 200;
  answer?.done();
  const sent = requestOf(request);
  const world: World = {
    gateways: { Api: gateway },
    links: {},
    nlbs: {},
    albs: {},
    targetGroups: {},
    securityGroups: {},
    subnets: {},
    internet: {
      '*': () => ({ status, headers, body: typeof body === 'string' ? new TextEncoder().encode(body) : body }),
    },
  };
  const hasMethod = request.has('method');
  return simulate(world, { ...sent, ...(hasMethod ? {} : { method }), path: '/test/' });
}
