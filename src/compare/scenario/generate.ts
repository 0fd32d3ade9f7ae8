import { header, headerList, simulate, type SimOptions, type SimRequest, type World } from '../../simulate/index';
import { describeRequest, representativeRequests } from '../requests';
import type { Expectation, ScenarioOptions, ScenarioRequest } from './model';
import { outcomeOf } from './outcome';

/** What `test --init` writes besides the name of the template. */
export interface GeneratedScenario {
  readonly options: ScenarioOptions;
  readonly requests: readonly ScenarioRequest[];
}

/**
 * The requests that tell the routes of a world apart, each with its present outcome. Who may call is left out of it
 * where that is what most requests would otherwise be answered with.
 */
export function generateScenario(world: World): GeneratedScenario {
  const requests = representativeRequests(world);
  const options = optionsFor(world, requests);
  const severalApis = Object.keys(world.gateways).length > 1;
  return {
    options,
    requests: requests.map((request) => ({
      ...nameOf(request, requests),
      request: lineOf(request),
      ...(severalApis && request.to && 'gateway' in request.to ? { to: request.to.gateway } : {}),
      ...headersOf(request),
      ...(request.body === undefined ? {} : { body: bodyOf(request.body) }),
      ...(request.clientIp === undefined ? {} : { sourceIp: request.clientIp }),
      expect: expectationFor(world, request, options),
    })),
  };
}

function lineOf(request: SimRequest): string {
  return describeRequest({ ...request, headers: [] });
}

/** Where requests differ by a header or by the caller only, the difference is the name. */
function nameOf(request: SimRequest, all: readonly SimRequest[]): { readonly name?: string } {
  const alike = all.filter((other) => lineOf(other) === lineOf(request));
  const caller =
    new Set(alike.map(({ clientIp }) => clientIp)).size > 1 ? ` from ${request.clientIp ?? 'anywhere'}` : '';
  const name = `${describeRequest(request)}${caller}`;
  return alike.length === 1 || name === lineOf(request) ? {} : { name };
}

/** Lets callers pass where authorizers or API keys stop any of the requests. */
function optionsFor(world: World, requests: readonly SimRequest[]): ScenarioOptions {
  const stops = (options: SimOptions, open: SimOptions): boolean =>
    requests.some(
      (request) => simulate(world, request, options).response.status !== simulate(world, request, open).response.status,
    );
  const open = { authorization: 'let-pass', apiKeys: 'let-pass' } as const;
  return {
    ...(stops({ apiKeys: 'let-pass' }, open) ? { authorization: 'let-pass' as const } : {}),
    ...(stops({ authorization: 'let-pass' }, open) ? { apiKeys: 'let-pass' as const } : {}),
  };
}

function expectationFor(world: World, request: SimRequest, options: SimOptions): Expectation {
  const { response, rule, targetGroup, gatewayResponse, received } = outcomeOf(
    simulate(world, request, options),
    world,
  );
  const location = header(response.headers, 'location');
  return {
    status: response.status,
    ...(gatewayResponse === null ? {} : { gatewayResponse }),
    ...(rule === null ? {} : { rule }),
    ...(rule === null && targetGroup === null ? {} : { targetGroup }),
    ...(location === undefined ? {} : { headers: { Location: location } }),
    ...(received ? { received: { path: received.path } } : {}),
  };
}

function headersOf({ headers }: SimRequest): { readonly headers?: Readonly<Record<string, string>> } {
  const list = headerList(headers);
  return list.length === 0 ? {} : { headers: Object.fromEntries(list) };
}

/** JSON reads better as YAML; everything else stays a text. */
function bodyOf(body: string | Uint8Array): unknown {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && JSON.stringify(value) === text ? value : text;
  } catch {
    return text;
  }
}
