import type { Service, SimulationView } from '../../service';
import type { Alternative, Hop, HttpRequest, HttpResponse } from '../../simulate/index';
import type { Location, Span } from '../../text/index';
import type { AlternativeView, HopKindView, HopView, MessageView, SideView } from '../../webview/protocol';
import { fileName } from '../file-name';

const names: Readonly<Record<HopKindView, string>> = {
  gateway: 'API Gateway',
  link: 'VPC link',
  nlb: 'Network Load Balancer',
  alb: 'Application Load Balancer',
  'target-group': 'Target group',
  target: 'Target',
  internet: 'Internet',
};

/** So much of a body is shown; the rest is only counted. */
const shownBody = 4000;

/**
 * Where each hop stands: at the line that decided, or else at the resource itself. `service` must hold the documents
 * that the trace was made from.
 */
export function hopLocations(
  service: Service,
  uri: string,
  simulation: SimulationView,
): readonly (Location | undefined)[] {
  const resources = new Map(service.topology(uri).nodes.map(({ logicalId, location }) => [logicalId, location]));
  return simulation.trace.hops.map((hop, index) => simulation.locations[index] ?? resources.get(hop.logicalId));
}

/** A trace as the panel shows it. `service` must hold the documents that the trace was made from. */
export function toSideView(
  service: Service,
  { trace, assumptions }: SimulationView,
  locations: readonly (Location | undefined)[],
): SideView {
  return {
    hops: trace.hops.map((hop, index) => toHopView(service, hop, locations[index])),
    response: { ...answer(trace.response), status: trace.response.status },
    assumptions: [...assumptions],
  };
}

/** `template.yaml:42`, or nothing where no line decided. */
export function placeOf(service: Service, location: Location | undefined): string {
  const lines = location && service.document(location.uri)?.lines;
  if (!location || !lines) return '';
  return `${fileName(location.uri)}:${lines.positionAt(location.range.start).line + 1}`;
}

/** Where a span stands, if the service still holds the version of the document that it belongs to. */
export function locate(service: Service, span: Span | undefined): Location | undefined {
  const document = span && service.document(span.section.uri);
  return span && document?.owns(span.section) ? { uri: document.uri, range: document.locate(span) } : undefined;
}

function toHopView(service: Service, hop: Hop, location: Location | undefined): HopView {
  return {
    kind: hop.kind,
    name: names[hop.kind],
    logicalId: hop.logicalId,
    decision: hop.decision,
    why: hop.why,
    level: hop.level ?? 'ok',
    place: placeOf(service, location),
    received: message(hop.request),
    ...(hop.forwarded && { sent: message(hop.forwarded) }),
    ...(hop.response && { answered: answer(hop.response) }),
    ...(hop.returned && { returned: { decision: hop.returned.decision, why: hop.returned.why } }),
    alternatives: hop.alternatives.map((alternative) => toAlternativeView(service, alternative)),
  };
}

function toAlternativeView(service: Service, { what, why, at }: Alternative): AlternativeView {
  return { what, why, place: placeOf(service, locate(service, at)) };
}

function message({ method, scheme, path, query, headers, body }: HttpRequest): MessageView {
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  const address = `${path}${query === '' ? '' : `?${query}`}`;
  return { line: `${method} ${scheme}://${host}${address}`, headers: [...headers], body: text(body) };
}

function answer({ status, headers, body }: HttpResponse): MessageView {
  return { line: `HTTP ${status}`, headers: [...headers], body: text(body) };
}

function text(body: Uint8Array): string {
  const decoded = new TextDecoder().decode(body.subarray(0, shownBody));
  return body.length > shownBody ? `${decoded}\n… ${body.length - shownBody} more bytes` : decoded;
}
