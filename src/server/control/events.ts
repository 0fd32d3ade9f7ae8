import type { IncomingMessage, ServerResponse } from 'node:http';

/** Streams of server-sent events to open control pages. */
export interface Events {
  readonly count: number;
  open(request: IncomingMessage, response: ServerResponse): void;
  send(event: string, data: unknown): void;
  close(): void;
}

const maxStreams = 16;
/** A page that does not read loses events instead of filling the memory. */
const maxWaiting = 256 * 1024;

/** No stream yet. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function createEvents(): Events {
  const streams = new Set<ServerResponse>();
  return {
    get count() {
      return streams.size;
    },
    open(_, response) {
      if (streams.size >= maxStreams) {
        response.statusCode = 503;
        response.end('Too many control pages are open.\n');
        return;
      }
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('retry: 1000\n\n');
      streams.add(response);
      response.once('close', () => streams.delete(response));
    },
    send(event, data) {
      if (streams.size === 0) return;
      const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
      for (const stream of streams) if (stream.writableLength < maxWaiting) stream.write(text);
    },
    close() {
      for (const stream of streams) stream.end();
    },
  };
}
