import { toText, type HttpResponse } from '../../src/simulate/index';
import { expectEqual } from './expect';
import type { Fields } from './fields';
import type { Known } from './placeholders';

/** What a run shows of an error; undefined where it has none. */
export interface ShownError {
  /** Type of the gateway response. */
  readonly type: string | undefined;
  readonly status: number;
  readonly message: unknown;
}

/** The error that a gateway response tells the client. */
export function shownError(type: string | undefined, response: HttpResponse): ShownError {
  return { type, status: response.status, message: messageOf(response) };
}

/**
 * `expect.error`: a gateway response type or its message, or an object with `type`, `status` and `message`. `null`
 * stands for no error.
 */
export function expectError(expect: Fields, actual: ShownError | undefined, known: Known): void {
  if (!expect.has('error')) return;
  const wanted = expect.raw('error');
  if (wanted === null || typeof wanted === 'string') {
    const isMessage = typeof wanted === 'string' && !/^[A-Z][A-Z0-9_]+$/.test(wanted);
    expectEqual('error', (isMessage ? actual?.message : actual?.type) ?? null, wanted, known);
    return;
  }
  const fields = expect.fields('error');
  for (const name of ['type', 'status', 'message'] as const) {
    if (fields?.has(name)) expectEqual(`error.${name}`, actual?.[name] ?? null, fields.raw(name), known);
  }
  fields?.done();
}

function messageOf(response: HttpResponse): unknown {
  try {
    const body = JSON.parse(toText(response.body)) as { readonly message?: unknown; readonly Message?: unknown } | null;
    return body?.message ?? body?.Message;
  } catch {
    return undefined;
  }
}
