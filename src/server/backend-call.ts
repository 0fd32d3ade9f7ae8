import type { CallFailure, HeaderField, Hop, HttpResponse, IntegrationCall } from '../simulate/index';
import { fromBackend, fromFailure, wayOf, type Moment } from './came-back';
import { Forwarding } from './forward';
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
  return new Promise((resolve) => new WholeCall(moment, call, resolve).start());
}

class WholeCall extends Forwarding {
  private readonly passage: Passage;
  private readonly timer: NodeJS.Timeout;
  private readonly chunks: Buffer[] = [];
  private backend: { readonly status: number; readonly headers: HeaderField[] } | undefined;
  private length = 0;

  constructor(
    private readonly moment: Moment,
    call: IntegrationCall,
    private readonly resolve: (answer: BackendAnswer) => void,
  ) {
    super();
    this.passage = { live: moment.world, call, journey: { hops: [] }, lane: undefined };
    this.timer = setTimeout(
      () => this.giveUp({ failure: 'timeout', why: `No answer came within ${call.timeoutMs} ms.` }),
      call.timeoutMs,
    );
  }

  start(): void {
    const { call } = this.passage;
    lanesFor(this.moment.live, this.moment.world, call).send(call.request, call.request.body, this.passage, this);
  }

  protected override head(status: number, headers: HeaderField[]): void {
    this.backend = { status, headers };
  }

  protected override piece(chunk: Buffer): boolean {
    this.chunks.push(chunk);
    this.length += chunk.length;
    if (this.length <= maxBody) return true;
    this.giveUp({ failure: 'configuration', why: `The answer has more than ${maxBody} bytes.` });
    return false;
  }

  protected override whole(): void {
    if (!this.backend) return;
    const body = Buffer.concat(this.chunks, this.length);
    this.finish(fromBackend(this.moment, this.passage, { ...this.backend, body }));
  }

  protected override broken(error: Error): void {
    this.finish(fromFailure(this.moment, this.passage, error));
  }

  private giveUp(failure: CallFailure): void {
    this.abort();
    this.finish(failure);
  }

  private finish(outcome: HttpResponse | CallFailure): void {
    clearTimeout(this.timer);
    this.resolve({ outcome, hops: wayOf(this.passage, 'failure' in outcome ? undefined : outcome)() });
  }
}
