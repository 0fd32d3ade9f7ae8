import {
  gatewayRequest,
  headerList,
  toBytes,
  type Exchange,
  type GatewayDecision,
  type GatewayModel,
  type HttpRequest,
  type IntegrationModel,
  type SimRequest,
} from '../../../src/simulate/index';
import { sequence } from '../../../src/simulate/random';
import { testBed } from '../placeholders';

/** An API with one resource, for kinds that look at one step only. */
export function apiWith(
  integration: IntegrationModel,
  more: {
    readonly path?: string;
    readonly stageVariables?: Record<string, string>;
    readonly binaryMediaTypes?: string[];
  } = {},
): GatewayModel {
  return {
    logicalId: 'Api',
    apiId: testBed.apiId,
    stages: [{ name: 'test', ...(more.stageVariables ? { variables: more.stageVariables } : {}) }],
    resources: [{ path: more.path ?? '/', methods: { ANY: { integration } } }],
    ...(more.binaryMediaTypes ? { binaryMediaTypes: more.binaryMediaTypes } : {}),
  };
}

/** The exchange of a request, without anything behind the gateway. */
export function exchangeOf(gateway: GatewayModel, request: Partial<SimRequest>): Exchange {
  return decide(gateway, request).exchange;
}

/** What the gateway makes of a request. */
export function decide(gateway: GatewayModel, request: Partial<SimRequest>): GatewayDecision {
  return gatewayRequest(
    gateway,
    wire(request),
    { ip: '203.0.113.10' },
    {
      stageInPath: 'as-recorded',
      integrationFailure: 'as-recorded',
      authorization: 'enforce',
      apiKeys: 'enforce',
      random: sequence(),
      now: Date.UTC(2026, 0, 1),
    },
  );
}

function wire(request: Partial<SimRequest>): HttpRequest {
  return {
    method: request.method ?? 'GET',
    scheme: 'https',
    path: request.path ?? '/test/',
    query: request.query ?? '',
    headers: headerList(request.headers),
    body: typeof request.body === 'string' ? toBytes(request.body) : (request.body ?? new Uint8Array(0)),
  };
}
