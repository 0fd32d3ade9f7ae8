import type * as http from 'node:http';
import { attributesOf } from '../simulate/alb/attributes';
import { throughAlb } from '../simulate/alb/walk';
import { isAnswered, type Outcome } from '../simulate/journey';
import { find } from '../simulate/lookup';
import { isWaiting, type Waiting } from '../simulate/waiting';
import type { HeaderField, HttpRequest, HttpResponse, TargetOutcome } from '../simulate/index';
import type { Caller } from './connections';
import { failureOf, Forwarding } from './forward';
import { hotJourneyIn, shown, type Live } from './live';
import type { Passage } from './passage';
import { backendBehind } from './stand-in';
import { announcesBody, endWith, framed, readHead, send, writeHead, writePiece } from './wire';

const noBody = new Uint8Array(0);

/** One request at an ALB: the engine decides, the target answers, and the engine makes of the answer what an ALB would. */
export class AlbExchange extends Forwarding {
  private readonly startedAt: number;
  private readonly caller: Caller | undefined;
  private readonly passage: Passage | undefined;
  private readonly request: HttpRequest;
  private journey: Passage['journey'] = { hops: [] };
  private waiting: Waiting<Outcome> | undefined;
  private idle: NodeJS.Timeout | undefined;
  private first: Buffer | undefined;
  private isFlowing = false;

  constructor(
    private readonly live: Live,
    scheme: 'http' | 'https',
    private readonly message: http.IncomingMessage,
    private readonly response: http.ServerResponse,
  ) {
    super();
    this.startedAt = live.now();
    this.caller = live.connections.callerOf(message.socket);
    this.passage = this.caller?.passage?.();
    this.request = readHead(message, scheme);
  }

  start(logicalId: string, port: number): void {
    const { live, message, response, request, passage } = this;
    const current = passage?.live ?? live.current();
    if (!passage) current.usage.hold(response);
    const alb = find(current.world.albs, logicalId);
    if (!alb) {
      // Gone with a reload; the listener is about to close.
      message.socket.destroy();
      return;
    }
    const journey = hotJourneyIn(live, current.world, this.startedAt);
    const way = throughAlb(journey, alb, port, request, this.caller?.peer ?? live.peerOf(message.socket));
    this.journey = journey;
    if (passage) passage.journey = journey;
    const backend = isWaiting(way) ? backendBehind(way.behaviour) : undefined;
    if (!isWaiting(way) || !backend) {
      const outcome = isWaiting(way) ? way.resume({ failure: 'refused' }) : way;
      // Some refusals take their time on AWS, such as a connection that a security group blocks.
      if (isAnswered(outcome) && outcome.afterMs > 0) later(outcome.afterMs, response, () => this.answer(outcome));
      else this.answer(outcome);
      return;
    }
    this.waiting = way;
    this.idle = setTimeout(() => this.giveUp(), attributesOf(alb).idleTimeoutSeconds * 1000);
    response.on('close', () => {
      clearTimeout(this.idle);
      if (!response.writableFinished) this.abort();
    });
    const body = announcesBody(request) ? refreshing(message, this.idle) : undefined;
    backend.lanes.send(way.request, body, undefined, this);
  }

  protected override head(status: number, headers: HeaderField[]): void {
    this.idle?.refresh();
    const outcome = this.told({ status, headers: framed(headers, status, this.request.method), body: noBody });
    if (!isAnswered(outcome) || outcome.response.status !== status) {
      this.abort();
      this.answer(outcome);
      return;
    }
    this.keep(outcome.response);
    writeHead(this.response, status, outcome.response.headers);
    // A head with its whole body right behind it goes out with it; one without must not wait.
    queueMicrotask(() => {
      if (this.response.writableEnded) return;
      if (this.first) this.response.write(this.first);
      else this.response.flushHeaders();
      this.first = undefined;
      this.isFlowing = true;
    });
  }

  protected override piece(chunk: Buffer): boolean {
    this.idle?.refresh();
    if (!this.isFlowing && !this.first) {
      this.first = chunk;
      return true;
    }
    if (this.first) this.response.write(this.first);
    this.first = undefined;
    return writePiece(this.response, chunk, () => this.resume());
  }

  protected override whole(): void {
    clearTimeout(this.idle);
    endWith(this.response, this.first);
  }

  protected override broken(error: Error): void {
    // Half an answer cannot be taken back: the client must see that it is not whole.
    if (this.response.headersSent) this.message.socket.destroy();
    else this.answer(this.told({ failure: failureOf(error) }));
  }

  private giveUp(): void {
    this.abort();
    if (this.response.headersSent) this.message.socket.destroy();
    else this.answer(this.told({ failure: 'no-answer' }));
  }

  private told(outcome: TargetOutcome): Outcome {
    return this.waiting?.resume(outcome) ?? { failure: 'network', why: '' };
  }

  private answer(outcome: Outcome): void {
    clearTimeout(this.idle);
    const answer = isAnswered(outcome) ? outcome.response : undefined;
    this.keep(answer);
    if (answer) send(this.response, answer);
    else this.message.socket.destroy();
  }

  /** Keeps a trace, unless whoever sent the request does. */
  private keep(response: HttpResponse | undefined): void {
    const { live, caller, journey, request, startedAt } = this;
    if (this.passage || caller?.isHealthCheck) return;
    live.traces.add({
      id: live.nextId(),
      startedAt,
      took: live.now() - startedAt,
      request,
      ...(response ? { response } : {}),
      hops: () => [...(caller?.hops ?? []).map((hop) => ({ ...hop, request })), ...shown(journey)],
    });
  }
}

async function* refreshing(message: http.IncomingMessage, idle: NodeJS.Timeout): AsyncIterable<Uint8Array> {
  // Destroying the request would take the response with it.
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    idle.refresh();
    yield chunk as Uint8Array;
  }
}

function later(milliseconds: number, response: http.ServerResponse, act: () => void): void {
  const timer = setTimeout(act, milliseconds);
  response.once('close', () => clearTimeout(timer));
}
