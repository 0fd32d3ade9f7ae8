import type { SimulationView } from '../../service';
import type { HeaderList, HttpRequest, HttpResponse } from '../../simulate/index';
import { decode } from '../inputs';
import type { Workspace } from '../workspace';
import { placesOf } from './trace-place';

/** The JSON document of `simulate`. A header that comes several times is a list; a body that is no text is base64. */
export function traceJson(view: SimulationView, start: string, workspace: Workspace): object {
  const { request, response, hops } = view.trace;
  const places = placesOf(view, start, workspace);
  return {
    request: requestJson(request),
    response: responseJson(response),
    hops: hops.map((hop, index) => ({
      kind: hop.kind,
      logicalId: hop.logicalId,
      decision: hop.decision,
      why: hop.why,
      ...workspace.placeOf(places[index]),
      request: requestJson(hop.request),
      response: hop.response ? responseJson(hop.response) : null,
    })),
  };
}

function requestJson({ method, scheme, path, query, headers, body }: HttpRequest): object {
  return { method, scheme, path, query, headers: headersJson(headers), ...bodyJson(body) };
}

function responseJson({ status, headers, body }: HttpResponse): object {
  return { status, headers: headersJson(headers), ...bodyJson(body) };
}

function headersJson(headers: HeaderList): Record<string, string | string[]> {
  const fields = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of headers) {
    const known = fields.get(name.toLowerCase());
    if (known) known.values.push(value);
    else fields.set(name.toLowerCase(), { name, values: [value] });
  }
  return Object.fromEntries(
    [...fields.values()].map(({ name, values }) => [name, values.length === 1 ? values[0]! : values]),
  );
}

function bodyJson(bytes: Uint8Array): { readonly body: string; readonly bodyEncoding?: 'base64' } {
  const { text, isUtf8 } = decode(bytes);
  return isUtf8 ? { body: text } : { body: Buffer.from(bytes).toString('base64'), bodyEncoding: 'base64' };
}
