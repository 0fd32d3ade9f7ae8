import { STATUS_CODES } from 'node:http';
import type { SimulationView } from '../../service';
import type { Hop } from '../../simulate/index';
import { decode } from '../inputs';
import type { Io } from '../io';
import { styleFor, type Style } from '../style';
import type { Workspace } from '../workspace';
import { placesOf } from './trace-place';

/** A trace for people: hop by hop what was decided, why and on which line, then the response. */
export function traceText(view: SimulationView, start: string, workspace: Workspace, io: Io): string {
  const style = styleFor(io, io.stdout);
  const { request, response, hops } = view.trace;
  const places = placesOf(view, start, workspace);
  const target = request.path + (request.query ? `?${request.query}` : '');
  return [
    style.bold(`${request.method} ${target}`),
    '',
    ...hops.flatMap((hop, index) => hopLines(hop, places[index] && workspace.lineOf(places[index]), style)),
    '',
    paintStatus(response.status, style)(statusLine(response.status, hops.at(-1))),
    ...response.headers.map(([name, value]) => style.dim(`${name}: ${value}`)),
    ...bodyLines(response.body),
    '',
  ].join('\n');
}

function hopLines(
  { kind, logicalId, decision, why, level, returned }: Hop,
  place: string | undefined,
  style: Style,
): readonly string[] {
  const icon = level === 'blocked' ? style.red('✖') : level === 'error' ? style.yellow('!') : style.green('→');
  return [
    `  ${icon}  ${style.dim(kind)} ${style.bold(logicalId)}: ${decision}`,
    `     ${why}`,
    ...(place === undefined ? [] : [`     ${style.dim(place)}`]),
    ...(returned ? [`     back: ${returned.decision}. ${returned.why}`] : []),
  ];
}

/** Status 0 stands for a connection that fails. */
function statusLine(status: number, last: Hop | undefined): string {
  if (status === 0) return `no answer: ${(last?.why ?? 'nothing takes the request').replace(/\.$/, '')}`;
  return `${status} ${STATUS_CODES[status] ?? ''}`.trim();
}

function bodyLines(bytes: Uint8Array): readonly string[] {
  if (bytes.length === 0) return [];
  const { text, isUtf8 } = decode(bytes);
  return ['', isUtf8 ? text.replace(/\n$/, '') : `(${bytes.length} bytes that are no text)`];
}

function paintStatus(status: number, style: Style): (text: string) => string {
  if (status === 0) return style.red;
  return status < 400 ? style.green : status < 500 ? style.yellow : style.red;
}
