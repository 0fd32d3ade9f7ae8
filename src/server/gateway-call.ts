import type * as http from 'node:http';
import {
  gatewayResponse,
  type CallFailure,
  type GatewayCall,
  type HeaderField,
  type HttpResponse,
  type ReturnedAnswer,
} from '../simulate/index';
import { fromBackend, fromFailure, wayOf } from './came-back';
import { Forwarding } from './forward';
import { gatewayHop } from './gateway-hop';
import type { Live } from './live';
import type { LiveWorld } from './live-world';
import type { Passage } from './passage';
import { maxBody } from './request-body';
import { openStream, wholeNeeded, type ResponseStream } from './response-stream';
import { lanesFor } from './route';
import type { NewTrace } from './traces';
import { send } from './wire';

/** A client's request at the gateway. */
export interface Visit {
  readonly live: Live;
  readonly world: LiveWorld;
  readonly response: http.ServerResponse;
  readonly startedAt: number;
}

/** An answer that is longer, or takes longer after its head, goes to the client as it comes; all others at once and whole. */
const heldBytes = 64 * 1024;
const heldMs = 50;
const noBody = new Uint8Array(0);

/** Calls the integration's backend over real sockets and answers the client. `body` replaces that of the call. */
export function startCall(visit: Visit, decision: GatewayCall, body?: AsyncIterable<Uint8Array>): void {
  new IntegrationExchange(visit, decision).start(body);
}

class IntegrationExchange extends Forwarding {
  private readonly passage: Passage;
  private readonly timer: NodeJS.Timeout;
  private backend: { readonly status: number; readonly headers: HeaderField[] } | undefined;
  private held: Buffer[] = [];
  private heldLength = 0;
  private stream: ResponseStream | undefined;
  private isDone = false;

  constructor(
    private readonly visit: Visit,
    private readonly decision: GatewayCall,
  ) {
    super();
    const { call } = decision;
    this.passage = { live: visit.world, call, journey: { hops: [] }, lane: undefined };
    this.timer = setTimeout(() => {
      this.abort();
      this.finish({
        failure: 'timeout',
        why: `No answer came within the integration timeout of ${call.timeoutMs} ms.`,
      });
    }, call.timeoutMs);
  }

  start(body: AsyncIterable<Uint8Array> | undefined): void {
    const { live, world, response } = this.visit;
    const { call } = this.passage;
    response.on('close', () => {
      if (response.writableFinished || !this.done()) return;
      this.abort();
      this.keep(undefined, undefined, undefined, 'The client went away before it had the whole answer.');
    });
    lanesFor(live, world, call).send(call.request, body ?? call.request.body, this.passage, this);
  }

  protected override head(status: number, headers: HeaderField[]): void {
    this.backend = { status, headers };
    // Most answers are whole by the end of this tick and need no timer.
    queueMicrotask(() => {
      if (!this.isDone && !this.stream) setTimeout(() => this.startStream(), heldMs).unref();
    });
  }

  protected override piece(chunk: Buffer): boolean {
    if (this.stream) return this.stream.write(chunk);
    this.held.push(chunk);
    this.heldLength += chunk.length;
    if (this.heldLength > heldBytes) this.startStream();
    if (this.heldLength <= maxBody || this.stream) return true;
    this.abort();
    this.finish({
      failure: 'configuration',
      why: `The answer has more than ${maxBody} bytes, and the integration needs all of it at once.`,
    });
    return false;
  }

  protected override whole(): void {
    if (this.stream) {
      this.done();
      this.stream.end();
    } else if (this.backend) {
      const body = this.held.length === 1 ? (this.held[0] as Buffer) : Buffer.concat(this.held);
      const { status, headers } = this.backend;
      // Written out, here and below: a spread costs more than the rest.
      this.finish(fromBackend(this.visit, this.passage, { status, headers, body }));
    }
  }

  protected override broken(error: Error): void {
    if (!this.stream) this.finish(fromFailure(this.visit, this.passage, error));
    else if (this.done()) {
      this.visit.response.destroy();
      this.keep(
        undefined,
        undefined,
        undefined,
        'The answer broke off in the middle, and so did the connection of the client.',
      );
    }
  }

  /** False when it was so already. */
  private done(): boolean {
    if (this.isDone) return false;
    this.isDone = true;
    clearTimeout(this.timer);
    return true;
  }

  private finish(outcome: HttpResponse | CallFailure): void {
    const { response } = this.visit;
    if (!this.done() || response.headersSent) return;
    const answered = gatewayResponse(this.decision.exchange, outcome);
    send(response, answered.response);
    this.keep(answered, answered.response, 'failure' in outcome ? undefined : outcome);
  }

  private startStream(): void {
    const { exchange } = this.decision;
    if (this.isDone || this.stream || !this.backend || wholeNeeded(exchange, this.backend.headers)) return;
    const outcome = fromBackend(this.visit, this.passage, { ...this.backend, body: noBody });
    if ('failure' in outcome) {
      this.abort();
      this.finish(outcome);
      return;
    }
    clearTimeout(this.timer);
    const { response } = this.visit;
    const answered = gatewayResponse(exchange, outcome);
    this.stream = openStream(exchange, answered.response, this.backend.headers, response, () => this.resume());
    for (const chunk of this.held) this.stream.write(chunk);
    this.held = [];
    response.once('finish', () =>
      this.keep(
        answered,
        answered.response,
        outcome,
        'The answer went to the client as it came; its body is not kept.',
      ),
    );
  }

  private keep(
    returned: ReturnedAnswer | undefined,
    response: HttpResponse | undefined,
    backend: HttpResponse | undefined,
    note?: string,
  ): void {
    const { live, startedAt } = this.visit;
    const { decision } = this;
    const hops = wayOf(this.passage, backend);
    const trace: { -readonly [Key in keyof NewTrace]: NewTrace[Key] } = {
      id: live.nextId(),
      startedAt,
      took: live.now() - startedAt,
      request: decision.exchange.request,
      hops: () => [gatewayHop(decision, returned, response), ...hops()],
    };
    if (response) trace.response = response;
    if (note !== undefined) trace.note = note;
    live.traces.add(trace);
  }
}
