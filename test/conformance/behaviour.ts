import { echo, toBytes, type HeaderField, type TargetBehaviour } from '../../src/simulate/index';
import { arrived, jsonAnswer } from '../../src/simulate/target/echo';
import { type Fields } from './fields';
import { headersOf } from './request-fields';

/** The backend that `setup.upstream` describes; an echo where it is absent. */
export function behaviourOf(setup: Fields | undefined): TargetBehaviour {
  if (!setup) return echo;
  const kind = setup.text('behaviour') ?? 'echo';
  const body = textOf(setup.raw('body'));
  const replyHeaders = headersOf(setup, 'replyHeaders');
  setup.done();
  const answer = named(kind, body);
  if (!answer) throw setup.unknown(`behaviour = ${kind}`);
  return (request) => {
    const outcome = answer(request);
    if ('failure' in outcome || replyHeaders.length === 0) return outcome;
    const replaced = new Set(replyHeaders.map(([name]) => name.toLowerCase()));
    const own = outcome.headers.filter(([name]) => !replaced.has(name.toLowerCase()));
    return { ...outcome, headers: [...own, ...replyHeaders] };
  };
}

/** A body is a text, or JSON. */
function textOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function named(kind: string, body: string): TargetBehaviour | undefined {
  switch (kind) {
    case 'echo':
      return (request) => jsonAnswer(200, arrived(request));
    case 'echo-body':
      return (request) => ({ status: 200, headers: contentType(request.headers), body: request.body });
    case 'status-from-path':
      return (request) => {
        // A health check may call any path.
        const status = Number(request.path.split('/').pop()) || 404;
        return jsonAnswer(status, { status_code: status });
      };
    case 'name-of-target-group':
      return (request) => ({ status: 200, headers: text, body: toBytes(request.targetGroup ?? '') });
    case 'text':
      return () => ({ status: 200, headers: text, body: toBytes(body) });
    default:
      return undefined;
  }
}

const text: readonly HeaderField[] = [['Content-Type', 'text/plain']];

function contentType(headers: readonly HeaderField[]): readonly HeaderField[] {
  return headers.filter(([name]) => name.toLowerCase() === 'content-type');
}
