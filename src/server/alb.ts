import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import { attributesOf } from '../simulate/alb/attributes';
import { page } from '../simulate/alb/pages';
import { throughAlb } from '../simulate/alb/walk';
import { isAnswered, type Outcome } from '../simulate/journey';
import { find } from '../simulate/lookup';
import { type AlbModel, type Hop, type HttpResponse, type Peer, type TargetOutcome } from '../simulate/index';
import type { Certificate } from './certificate';
import { failureOf, forward, type Call } from './forward';
import { journeyIn, type Live } from './live';
import { ask, createDraws, tell } from './probe';
import { turnOf } from './round-robin';
import { listen, trackSockets, type OpenSockets } from './sockets';
import { announcesBody, endWith, framed, readHead, send, writeHead, writePiece } from './wire';

/** A listener of a balancer on a loopback port of its own. */
export interface OpenListener {
  readonly port: number;
  readonly sockets: OpenSockets;
}

const noBody = new Uint8Array(0);

/** Opens a listener of an ALB. Which rules it has is looked up with each request, so that a reload needs no new socket. */
export async function openAlbListener(
  live: Live,
  alb: AlbModel,
  port: number,
  certificate: Certificate | undefined,
): Promise<OpenListener> {
  // The engine checks the limits of AWS, so Node's must lie beyond them.
  const options: http.ServerOptions = { maxHeaderSize: 128 * 1024, keepAliveTimeout: 75_000, requestTimeout: 0 };
  const serve = (scheme: 'http' | 'https') => (request: http.IncomingMessage, response: http.ServerResponse) => {
    sockets.busy(request, response);
    try {
      serveAlb(live, alb.logicalId, port, scheme, request, response);
    } catch (error) {
      live.report(`ALB ${alb.logicalId}`, error);
      send(response, page(500));
    }
  };
  const plain = http.createServer(options, serve('http'));
  const secure =
    certificate && https.createServer({ ...options, ...certificate, ALPNProtocols: ['http/1.1'] }, serve('https'));
  for (const server of [plain, secure]) server?.on('clientError', badRequest);
  // An HTTPS listener answers plain HTTP, too, with a refusal. A TLS handshake begins with the byte 22.
  const front = secure ? net.createServer({ noDelay: true }, (socket) => byFirstByte(socket, plain, secure)) : plain;
  const sockets = trackSockets(front);
  return { port: await listen(front, 0), sockets };
}

function byFirstByte(socket: net.Socket, plain: http.Server, secure: https.Server): void {
  socket.on('error', () => socket.destroy());
  socket.once('data', (chunk: Buffer) => {
    socket.pause();
    socket.unshift(chunk);
    const isTls = chunk[0] === 22;
    (isTls ? secure : plain).emit('connection', socket);
    // TLS takes what was read from the socket's buffer; HTTP wants to be given it.
    if (!isTls) socket.resume();
  });
}

function badRequest(_: Error, socket: net.Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { headers, body } = page(400);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}Connection: close\r\n\r\n${Buffer.from(body).toString()}`,
  );
}

/** Decides with the engine, forwards to the target, and answers with what the engine makes of the outcome. */
function serveAlb(
  live: Live,
  logicalId: string,
  port: number,
  scheme: 'http' | 'https',
  message: http.IncomingMessage,
  response: http.ServerResponse,
): void {
  const caller = live.connections.callerOf(message.socket);
  const passage = caller?.passage?.();
  const current = passage?.live ?? live.current();
  if (!passage) current.usage.hold(response);
  const { world } = current;
  const alb = find(world.albs, logicalId);
  if (!alb) {
    // Gone with a reload; the listener is about to close.
    message.socket.destroy();
    return;
  }
  const startedAt = live.now();
  const peer: Peer = caller?.peer ?? live.peerOf(message.socket);
  const request = readHead(message, scheme);
  const before = (caller?.hops ?? []).map((hop) => ({ ...hop, request }));
  const draws = createDraws(() => live.random());
  const run = (random: () => number): { outcome: Outcome; hops: Hop[] } => {
    const journey = journeyIn(live, world, random, startedAt);
    return { outcome: throughAlb(journey, alb, port, request, peer), hops: journey.hops };
  };
  let { result, asked } = ask(() => run(draws.draw));
  const turn = asked && turnOf(live, world, result.hops);
  if (turn !== undefined) ({ result, asked } = ask(() => run(draws.again(turn))));

  /** Hands the hops to whoever sent the request, or keeps them as a trace of their own. */
  const record = (hops: readonly Hop[], answer: HttpResponse | undefined): void => {
    if (passage) {
      passage.pending = undefined;
      passage.hops.push(...hops);
    } else if (!caller?.isHealthCheck)
      live.traces.add({
        id: live.nextId(),
        startedAt,
        took: live.now() - startedAt,
        request,
        ...(answer ? { response: answer } : {}),
        hops: [...before, ...hops],
      });
  };
  const answerItself = ({ outcome, hops }: { readonly outcome: Outcome; readonly hops: readonly Hop[] }): void => {
    const answer = isAnswered(outcome) ? outcome.response : undefined;
    record(hops, answer);
    if (answer) send(response, answer);
    else message.socket.destroy();
  };
  if (!asked) {
    const { outcome } = result;
    // Some refusals take their time on AWS, such as a connection that a security group blocks.
    if (isAnswered(outcome) && outcome.afterMs > 0) later(outcome.afterMs, response, () => answerItself(result));
    else answerItself(result);
    return;
  }

  const known = result.hops;
  if (passage) passage.pending = () => known.map(unanswered);
  const outcomeOf = (outcome: TargetOutcome): { outcome: Outcome; hops: Hop[] } =>
    tell(outcome, () => run(draws.again()));
  let first: Buffer | undefined;
  let isFlowing = false;
  const idle = setTimeout(
    () => {
      call.abort();
      if (response.headersSent) message.socket.destroy();
      else answerItself(outcomeOf({ failure: 'no-answer' }));
    },
    attributesOf(alb).idleTimeoutSeconds * 1000,
  );
  const body = announcesBody(message) ? refreshing(message, idle) : undefined;
  const call: Call = forward(asked.backend.lanes, asked.request, body, undefined, {
    head: (status, headers) => {
      idle.refresh();
      const told = outcomeOf({ status, headers: framed(headers, status, request.method), body: noBody });
      if (!isAnswered(told.outcome) || told.outcome.response.status !== status) {
        clearTimeout(idle);
        call.abort();
        answerItself(told);
        return;
      }
      record(told.hops, told.outcome.response);
      writeHead(response, status, told.outcome.response.headers);
      // A head with its whole body right behind it goes out with it; one without must not wait.
      queueMicrotask(() => {
        if (response.writableEnded) return;
        if (first) response.write(first);
        else response.flushHeaders();
        first = undefined;
        isFlowing = true;
      });
    },
    data: (chunk) => {
      idle.refresh();
      if (!isFlowing && !first) {
        first = chunk;
        return true;
      }
      if (first) response.write(first);
      first = undefined;
      return writePiece(response, chunk, () => call.resume());
    },
    end: () => {
      clearTimeout(idle);
      endWith(response, first);
    },
    fail: (error) => {
      clearTimeout(idle);
      // Half an answer cannot be taken back: the client must see that it is not whole.
      if (response.headersSent) message.socket.destroy();
      else answerItself(outcomeOf({ failure: failureOf(error) }));
    },
  });
  response.once('close', () => {
    clearTimeout(idle);
    if (!response.writableFinished) call.abort();
  });
}

/** A hop that waits for the one behind it. */
function unanswered({ response: _response, returned: _returned, level: _level, ...hop }: Hop): Hop {
  return hop.kind === 'target'
    ? { ...hop, decision: 'has not answered', why: 'No answer came before the request was given up.' }
    : hop;
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
