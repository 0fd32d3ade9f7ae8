import type { CallFailure, HeaderField, Hop, HttpResponse, IntegrationCall } from '../simulate/index';
import { forward } from './forward';
import { fromBackend, fromFailure, way } from './gateway-call';
import type { Live } from './live';
import type { Passage } from './passage';
import { maxBody } from './request-body';
import { lanesFor } from './route';

/** What came of a call, and the hops on its way. */
export interface BackendAnswer {
  readonly outcome: HttpResponse | CallFailure;
  readonly hops: readonly Hop[];
}

/** Sends the call of an integration on its way over real sockets, and resolves to the whole answer. Never rejects. */
export function callBackend(live: Live, call: IntegrationCall): Promise<BackendAnswer> {
  const moment = { live, world: live.current(), startedAt: live.now() };
  const passage: Passage = {
    id: live.nextId(),
    startedAt: moment.startedAt,
    live: moment.world,
    call,
    hops: [],
    pending: undefined,
    lane: undefined,
  };
  return new Promise((resolve) => {
    let head: { readonly status: number; readonly headers: HeaderField[] } | undefined;
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (outcome: HttpResponse | CallFailure): void => {
      clearTimeout(timer);
      resolve({ outcome, hops: way(passage, 'failure' in outcome ? undefined : outcome) });
    };
    const giveUp = (failure: CallFailure): void => {
      underway.abort();
      finish(failure);
    };
    const timer = setTimeout(
      () => giveUp({ failure: 'timeout', why: `No answer came within ${call.timeoutMs} ms.` }),
      call.timeoutMs,
    );
    const underway = forward(lanesFor(live, moment.world, call), call.request, call.request.body, passage, {
      head: (status, headers) => (head = { status, headers }),
      data: (chunk) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length <= maxBody) return true;
        giveUp({ failure: 'configuration', why: `The answer has more than ${maxBody} bytes.` });
        return false;
      },
      end: () => head && finish(fromBackend(moment, passage, { ...head, body: Buffer.concat(chunks, length) })),
      fail: (error) => finish(fromFailure(moment, passage, error)),
    });
  });
}
