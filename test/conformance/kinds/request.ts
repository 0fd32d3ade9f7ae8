import { header, simulate, type Hop, type SimRequest, type Trace, type World } from '../../../src/simulate/index';
import { type Fields } from '../fields';
import { expectEqual, expectResponse, expectUpstream, Mismatch } from '../expect';
import { expectError, shownError, type ShownError } from '../expect-error';
import { testBed, type Known } from '../placeholders';
import { requestOf } from '../request-fields';
import { worldOf } from '../setup';

/** One request end to end. */
export function runRequest(setup: Fields, request: Fields, expect: Fields): void {
  const world = worldOf(setup);
  const trace = simulate(world, { ...requestOf(request), ...entryOf(world) });
  checkTrace(expect, trace, pathPrefixOf(world));
}

/** Where a client knocks: at the API, else at the NLB, else at the ALB. */
function entryOf(world: World): Pick<SimRequest, 'to'> {
  if (world.gateways['Api']) return { to: { gateway: 'Api' } };
  return { to: world.nlbs[testBed.nlbKey] && hasOwnNlb(world) ? { nlb: testBed.nlbKey } : { alb: testBed.albKey } };
}

function hasOwnNlb(world: World): boolean {
  return (
    world.nlbs[testBed.nlbKey]?.listeners.some(({ targetGroups }) =>
      targetGroups[0]?.targetGroup.startsWith('nlb-group-'),
    ) ?? false
  );
}

/**
 * `{{upstream}}` is the root of the backend, whatever its own address: an echo service answers at `…/post`, and a
 * backend that reports a path counts from there.
 */
function pathPrefixOf(world: World): string {
  const uris = Object.values(world.gateways)
    .flatMap(({ resources }) => resources)
    .flatMap(({ methods }) => Object.values(methods))
    .flatMap(({ integration }) => integration?.uri ?? []);
  return uris.some((uri) => uri === `http://${testBed.upstreamHost}/post`) ? '/post' : '';
}

/** Compares a trace with `expect`, reading each of its members. */
export function checkTrace(expect: Fields, trace: Trace, pathPrefix: string): void {
  const known = knownFrom(trace);
  const gateway = trace.hops.find(({ kind }) => kind === 'gateway');
  const alb = trace.hops.find(({ kind }) => kind === 'alb');
  const backend = trace.hops.findLast(({ kind }) => kind === 'target' || kind === 'internet');

  if (expect.has('matched')) checkMatched(expect, gateway?.facts?.matched ?? null, known);
  if (expect.has('pathParameters'))
    expectEqual('pathParameters', gateway?.facts?.pathParameters ?? {}, expect.raw('pathParameters') ?? {}, known);
  if (expect.has('matchedRule')) expectEqual('matchedRule', alb?.facts?.rule, expect.raw('matchedRule'), known);
  if (expect.has('targetGroup')) expectEqual('targetGroup', alb?.facts?.targetGroup, expect.raw('targetGroup'), known);
  expectError(expect, errorOf(trace), known);
  if (expect.has('effectiveMethod'))
    expectEqual('effectiveMethod', backend?.request.method, expect.raw('effectiveMethod'), known);
  const via = expect.texts('via');
  if (via) checkVia(expect, via, trace.hops);
  const upstream = expect.fields('upstream');
  if (upstream) expectUpstream(upstream, backend?.request, known, pathPrefix);
  else if (expect.has('upstream') && backend) throw new Mismatch(`a backend was reached: ${backend.request.path}`);
  const response = expect.fields('response');
  if (response) expectResponse(response, trace.response, known);
  expect.done();
}

/** `matched`: null, or what is named of resource and method. */
function checkMatched(
  expect: Fields,
  actual: { readonly resource: string; readonly method: string } | null,
  known: Known,
): void {
  const wanted = expect.fields('matched');
  if (!wanted || !actual) {
    expectEqual('matched', actual, expect.raw('matched'), known);
    return;
  }
  for (const name of ['resource', 'method'] as const)
    if (wanted.has(name)) expectEqual(`matched.${name}`, actual[name], wanted.raw(name), known);
  wanted.done();
}

function errorOf(trace: Trace): ShownError | undefined {
  const type = trace.hops.find(({ kind }) => kind === 'gateway')?.facts?.gatewayResponse;
  return type === undefined && trace.response.status < 400 ? undefined : shownError(type, trace.response);
}

function knownFrom(trace: Trace): Known {
  const host = header(trace.request.headers, 'host') ?? '';
  return { clientHost: host, apiHost: host };
}

const hopNames: Readonly<Record<string, readonly Hop['kind'][]>> = {
  api: ['gateway'],
  apigw: ['gateway'],
  gateway: ['gateway'],
  link: ['link'],
  'vpc-link': ['link'],
  nlb: ['nlb'],
  alb: ['alb'],
  target: ['target', 'internet'],
  'target-group': ['target-group'],
  internet: ['internet'],
};

/** The named kinds must be passed in that order. */
function checkVia(expect: Fields, via: readonly string[], hops: readonly Hop[]): void {
  let position = 0;
  for (const name of via) {
    const kinds = hopNames[name];
    if (!kinds) throw expect.unknown(`via = ${name}`);
    const found = hops.findIndex(({ kind }, index) => index >= position && kinds.includes(kind));
    if (found < 0) throw new Mismatch(`via: ${name} was not passed, only ${hops.map(({ kind }) => kind).join(', ')}`);
    position = found + 1;
  }
}
