import type { Socket } from 'node:net';
import { HTTPParser, type HTTPParserJS } from 'http-parser-js';
import type { HeaderField, HttpRequest } from '../simulate/index';
import type { Forwarding } from './forward';
import { maxResponseHeader, type Lane, type RequestBody } from './lanes';
import type { Passage } from './passage';
import type { Connect } from './pool-lanes';
import { headOf } from './request-head';
import { pairs } from './wire';

// Header values are bytes; the default would cut off their highest bit.
HTTPParser.encoding = 'latin1';
HTTPParser.maxHeaderSize = maxResponseHeader;

/** A connection to another hop of ours. `onFree` is called when it can take the next request, `onEnd` when it is closed. */
export class InnerLane implements Lane {
  passage: Passage | undefined;
  private readonly parser: HTTPParserJS = new HTTPParser(HTTPParser.RESPONSE);
  private readonly breakOff = (error?: Error): void => this.fail(error ?? new Error('aborted'));
  private readonly goOn = (): void => void this.socket?.resume();
  private socket: Socket | undefined;
  private handler: Forwarding | undefined;
  private isHead = false;
  private isInterim = false;
  private isKept = false;
  /** The request has gone out with its whole body. */
  private isSent = false;
  private isOver = false;

  constructor(
    private readonly connect: Connect,
    private readonly keepAliveMs: number,
    private readonly onFree: () => void,
    private readonly onEnd: () => void,
  ) {
    const { parser } = this;
    parser[HTTPParser.kOnHeadersComplete] = ({ statusCode, headers, shouldKeepAlive }) => {
      this.isInterim = statusCode < 200;
      if (this.isInterim) return 0;
      const fields = pairs(headers);
      if (lengthOf(fields) > maxResponseHeader) throw tooLarge();
      // The parser cannot know that no body follows, and takes its end for that of the connection.
      this.isKept = this.isHead ? !fields.some(isClose) : shouldKeepAlive;
      this.handler?.onHead(statusCode, fields, this.goOn);
      return this.isHead ? 1 : 0;
    };
    parser[HTTPParser.kOnBody] = (chunk, start, length) => {
      if (this.handler?.onPiece(chunk.subarray(start, start + length)) === false) this.socket?.pause();
    };
    parser[HTTPParser.kOnMessageComplete] = () => {
      if (!this.isInterim) this.whole();
    };
  }

  send(request: HttpRequest, body: RequestBody, passage: Passage | undefined, handler: Forwarding): void {
    this.passage = passage;
    if (passage) passage.lane = this;
    this.handler = handler;
    this.isHead = request.method === 'HEAD';
    this.isSent = false;
    handler.onLane(this.breakOff);
    if (this.isOver) return;
    if (this.socket) {
      this.write(this.socket, request, body);
      return;
    }
    this.connect(this, (error, socket) => {
      if (!socket) this.fail(error ?? new Error('no connection'));
      else if (this.isOver) socket.destroy();
      else this.write(this.opened(socket), request, body);
    });
  }

  /** Ends the connection, and with it the request that it carries. */
  end(): void {
    this.fail(new Error('the connection is being closed'));
  }

  private opened(socket: Socket): Socket {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('end', () => this.ended());
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the connection was closed')));
    socket.setTimeout(this.keepAliveMs, () => {
      if (!this.handler) this.fail(new Error('idle'));
    });
    return socket;
  }

  private write(socket: Socket, request: HttpRequest, body: RequestBody): void {
    const isStream = body !== undefined && !(body instanceof Uint8Array);
    const head = headOf(request, isStream ? undefined : (body?.length ?? 0));
    if (head === undefined) {
      this.fail(
        Object.assign(new Error('a header has characters that it may not have'), { code: 'UND_ERR_INVALID_ARG' }),
      );
      return;
    }
    if (isStream) {
      socket.write(head.text, 'latin1');
      void this.pour(socket, body, head.isChunked);
      return;
    }
    this.isSent = true;
    if (!body || body.length === 0) {
      socket.write(head.text, 'latin1');
      return;
    }
    socket.cork();
    socket.write(head.text, 'latin1');
    socket.write(body);
    socket.uncork();
  }

  private async pour(socket: Socket, body: AsyncIterable<Uint8Array>, isChunked: boolean): Promise<void> {
    const { handler } = this;
    try {
      for await (const chunk of body) {
        if (this.isOver || this.handler !== handler) return;
        if (chunk.length === 0) continue;
        socket.cork();
        if (isChunked) socket.write(`${chunk.length.toString(16)}\r\n`, 'latin1');
        let goesOn = socket.write(chunk);
        if (isChunked) goesOn = socket.write('\r\n', 'latin1');
        socket.uncork();
        if (!goesOn) await drained(socket);
      }
      if (this.isOver || this.handler !== handler) return;
      if (isChunked) socket.write('0\r\n\r\n', 'latin1');
      this.isSent = true;
    } catch (error) {
      if (this.handler === handler) this.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private read(chunk: Buffer): void {
    if (!this.handler) {
      // Nothing was asked.
      this.fail(new Error('an answer without a request'));
      return;
    }
    try {
      const result = this.parser.execute(chunk);
      // The parser has no code for a head that is still not whole after so many bytes.
      if (result instanceof Error)
        this.fail(
          result.message.includes('header size') ? tooLarge() : Object.assign(result, { name: 'HTTPParserError' }),
        );
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** An answer without a length ends with its connection. */
  private ended(): void {
    if (this.handler) this.parser.finish();
    this.fail(new Error('the connection was closed'));
  }

  private whole(): void {
    const { handler } = this;
    this.handler = undefined;
    this.passage = undefined;
    // The last reader may have wanted a pause; the next one has not asked for it.
    if (this.socket?.isPaused()) this.socket.resume();
    if (this.isKept && this.isSent) this.onFree();
    else this.end();
    handler?.onWhole();
  }

  private fail(error: Error): void {
    if (this.isOver) return;
    this.isOver = true;
    const { handler } = this;
    this.handler = undefined;
    this.passage = undefined;
    this.socket?.destroy();
    this.onEnd();
    handler?.onBroken(error);
  }
}

function lengthOf(fields: readonly HeaderField[]): number {
  let length = 0;
  for (const [name, value] of fields) length += name.length + value.length + ': \r\n'.length;
  return length;
}

function tooLarge(): Error {
  return Object.assign(new Error('the headers are too large'), { code: 'HPE_HEADER_OVERFLOW' });
}

function isClose([name, value]: HeaderField): boolean {
  return name.toLowerCase() === 'connection' && value.toLowerCase().includes('close');
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}
