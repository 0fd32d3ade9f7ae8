import type { Hop } from '../simulate/index';
import type { Difference, LiveTrace } from './traces';

/** What is said about a request that is done: one line, and where two engines differ a table of both answers. */
export function requestLines(trace: LiveTrace): string {
  const { request, response, second, took, note } = trace;
  const path = request.query === '' ? request.path : `${request.path}?${request.query}`;
  const what = `${request.method} ${printable(path)}`;
  if (!second) {
    const end = response ? `${response.status} from ${placeOf(trace.hops)}` : 'no answer';
    return `${what} → ${end}, ${took} ms${note === undefined ? '' : ` (${note})`}\n`;
  }
  const { engine, differences, problem } = second;
  const status = second.response?.status ?? 'no answer';
  const outcome =
    differences.length === 0
      ? `${status} from ${placeOf(second.hops)}, both engines agree`
      : `embedded ${response?.status ?? 'no answer'}, ${engine} ${status}${problem === undefined ? '' : ` (${problem})`}`;
  return `${what} → ${outcome}, ${second.took} ms\n${table(engine, differences)}`;
}

/** The last hop that a request reached, or who answered in its place. */
function placeOf(hops: readonly Hop[]): string {
  const last = hops.at(-1);
  if (!last || last.kind === 'gateway') return 'the gateway';
  const place = `${last.kind} ${last.logicalId}`;
  if (last.kind !== 'target' || last.response || last.level !== 'error') return place;
  const answering = hops.findLast(({ kind, response }) => kind === 'alb' && response);
  return `${answering ? `${answering.kind} ${answering.logicalId}` : 'the gateway'}, as ${place} ${last.decision}`;
}

const widest = 48;

/** Three columns: what, embedded, the other engine. */
function table(engine: string, differences: readonly Difference[]): string {
  if (differences.length === 0) return '';
  const rows = [['', 'embedded', engine], ...differences.map(({ what, embedded, second }) => [what, embedded, second])];
  const cells = rows.map((row) => row.map((cell) => short(printable(cell))));
  const widths = [0, 1].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map(
      ([what = '', ours = '', theirs = '']) =>
        `  ${what.padEnd(widths[0] ?? 0)}  ${ours.padEnd(widths[1] ?? 0)}  ${theirs}`.trimEnd() + '\n',
    )
    .join('');
}

function short(text: string): string {
  return text.length <= widest ? text : `${text.slice(0, widest - 1)}…`;
}

/** A request may hold anything; a terminal gets no control characters of it. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
