import type { Service, SimulationView } from '../../service';
import type { SimOptions } from '../../simulate/index';
import type { Location } from '../../text/index';
import type { RequestPathView, SideName, SideView } from '../../webview/protocol';
import type { Engine } from '../engine';
import { fileName } from '../file-name';
import { hopLocations, locate, toSideView } from './path-view';
import { refusalHint } from './refusal-hint';
import { type RequestLine, sampleRequest, writeRequestLine } from './request-line';

/** A request to send, and the template it is for. */
export interface PathRequest extends RequestLine {
  readonly uri: string;
  readonly body?: string;
}

/** One request sent down the path of the template and, where a bridge can be converted, down the path without it. */
export interface BothWays {
  readonly view: RequestPathView;
  /** Where a hop, or a possibility that lost at it, stands; and the text of the template that it stands in. */
  place(
    side: SideName,
    hop: number,
    alternative?: number,
  ): { readonly location: Location; readonly text: string } | undefined;
}

/** Sends the request both ways. Nothing leaves the machine, nothing is changed. */
export function simulateBothWays(engine: Engine, request: PathRequest): BothWays {
  const { service } = engine;
  const converted = convertedService(engine, request.uri);
  const before = send(service, request);
  const after = converted && send(converted, request);
  const sides: Readonly<Record<SideName, Side | undefined>> = { before, after };
  return {
    view: {
      template: fileName(request.uri),
      request: writeRequestLine(request),
      suggestions: [...new Set(service.routes(request.uri).map(sampleRequest))],
      before: before.view,
      ...(after && { after: after.view }),
    },
    place(name, hop, alternative) {
      const side = sides[name];
      const location = side && locationOf(side, hop, alternative);
      const text = location && side.service.document(location.uri)?.text;
      return location && text !== undefined ? { location, text } : undefined;
    },
  };
}

interface Side {
  readonly service: Service;
  readonly simulation: SimulationView;
  readonly locations: readonly (Location | undefined)[];
  readonly view: SideView;
}

function send(service: Service, { uri, method, path, headers, body, letPass }: PathRequest): Side {
  const request = { method, path, ...(headers && { headers }), ...(body !== undefined && { body }) };
  const simulation = service.simulate(uri, request, letPass ? past : {});
  const locations = hopLocations(service, uri, simulation);
  const refusal = letPass
    ? undefined
    : refusalHint(simulation.trace, () => service.simulate(uri, request, letIn).trace);
  const view = toSideView(service, simulation, locations);
  return { service, simulation, locations, view: refusal === undefined ? view : { ...view, refusal } };
}

const letIn: SimOptions = { authorization: 'let-pass', apiKeys: 'let-pass' };

/** What `--let-pass` of the command line stands for. */
const past: SimOptions = { ...letIn, securityGroups: 'ignore' };

function locationOf(
  { service, simulation, locations }: Side,
  hop: number,
  alternative: number | undefined,
): Location | undefined {
  if (alternative === undefined) return locations[hop];
  return locate(service, simulation.trace.hops[hop]?.alternatives[alternative]?.at);
}

/** A service of its own that holds the same templates as they would be after the conversion. */
function convertedService({ service, createService }: Engine, uri: string): Service | undefined {
  const { files } = service.convert([uri]);
  if (!files.some(({ changed }) => changed)) return undefined;
  const newTexts = new Map(files.map((file) => [file.uri, file.newText]));
  const scratch = createService();
  for (const one of service.uris) {
    const document = service.document(one);
    if (document) scratch.setDocument(one, newTexts.get(one) ?? document.text, document.language);
  }
  return scratch;
}
