import {
  toText,
  type HeaderList,
  type Hop,
  type HttpRequest,
  type HttpResponse,
  type SourceSpan,
  type World,
} from '../../simulate/index';
import type { LiveTrace, SecondAnswer } from '../traces';
import type { ServedStage } from '../server';

type PlaceOf = (at: SourceSpan) => string | undefined;

/** One route of a stage, ready to call. */
export interface RouteView {
  readonly method: string;
  readonly url: string;
  /** Where the integration leads, as in the template. */
  readonly to: string;
  readonly place: string | null;
}

/** Every method of every stage. */
export function routesOf(world: World, stages: readonly ServedStage[], placeOf: PlaceOf): readonly RouteView[] {
  return stages.flatMap(({ api, stage, url }) => {
    const model = Object.values(world.gateways).find(({ logicalId }) => logicalId === api);
    const resources = model?.stages.find(({ name }) => name === stage)?.resources ?? model?.resources ?? [];
    return resources.flatMap(({ path, methods }) =>
      Object.entries(methods).map(([method, { integration, at }]) => ({
        method,
        url: `${url}${path}`,
        to: integration ? `${integration.type} ${integration.uri ?? ''}`.trim() : 'no integration',
        place: (at && placeOf(at)) ?? null,
      })),
    );
  });
}

/** One line of the list of traces. */
export function summaryOf({ id, startedAt, took, request, response, hops, note, second }: LiveTrace): object {
  const end = hops.findLast(({ kind }) => kind !== 'gateway');
  return {
    id,
    at: startedAt,
    took,
    method: request.method,
    path: request.query === '' ? request.path : `${request.path}?${request.query}`,
    status: response?.status ?? null,
    end: end ? `${end.kind} ${end.logicalId}` : 'gateway',
    note: note ?? null,
    /** In how many points a second engine answers otherwise. */
    differences: second?.differences.length ?? 0,
  };
}

/** A trace with all its hops. */
export function traceView(trace: LiveTrace, placeOf: PlaceOf): object {
  return {
    ...summaryOf(trace),
    request: requestView(trace.request),
    response: trace.response ? responseView(trace.response) : null,
    hops: trace.hops.map((hop) => hopView(hop, placeOf)),
    second: trace.second ? secondView(trace.second, placeOf) : null,
  };
}

function secondView({ engine, response, problem, took, hops, differences }: SecondAnswer, placeOf: PlaceOf): object {
  return {
    engine,
    took,
    problem: problem ?? null,
    response: response ? responseView(response) : null,
    hops: hops.map((hop) => hopView(hop, placeOf)),
    differences,
  };
}

function hopView(hop: Hop, placeOf: PlaceOf): object {
  return {
    kind: hop.kind,
    logicalId: hop.logicalId,
    decision: hop.decision,
    why: hop.why,
    place: (hop.at && placeOf(hop.at)) ?? null,
    level: hop.level ?? 'ok',
    request: requestView(hop.request),
    response: hop.response ? responseView(hop.response) : null,
    returned: hop.returned ? { decision: hop.returned.decision, why: hop.returned.why } : null,
    alternatives: hop.alternatives.map(({ what, why }) => ({ what, why })),
  };
}

function requestView({ method, path, query, headers, body }: HttpRequest): object {
  return { line: `${method} ${query === '' ? path : `${path}?${query}`}`, headers: lines(headers), body: toText(body) };
}

function responseView({ status, headers, body }: HttpResponse): object {
  return { line: String(status), headers: lines(headers), body: toText(body) };
}

function lines(headers: HeaderList): string[] {
  return headers.map(([name, value]) => `${name}: ${value}`);
}
