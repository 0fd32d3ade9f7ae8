import type * as http from 'node:http';
import { isBinaryType } from '../simulate/gateway/content';
import {
  header,
  withHeader,
  withoutHeader,
  type Exchange,
  type HeaderList,
  type HttpResponse,
} from '../simulate/index';
import { createTextRepair } from './text-repair';
import { writeHead, writePiece } from './wire';

/** An answer that goes to the client as it comes. */
export interface ResponseStream {
  /** Gives false when the client is slower than the backend; `resume` is called once it has caught up. */
  write(chunk: Buffer): boolean;
  end(): void;
}

/** Whether the gateway must have the whole body: for a template, or to make base64 of it. */
export function wholeNeeded(exchange: Exchange, headers: HeaderList): boolean {
  return (
    exchange.match?.method.integration?.type !== 'HTTP_PROXY' || (isBinary(exchange, headers) && !wantsBinary(exchange))
  );
}

/** Sends the head as the engine made it, and opens the body. Text goes through the same repair as a whole body would. */
export function openStream(
  exchange: Exchange,
  answer: HttpResponse,
  backend: HeaderList,
  response: http.ServerResponse,
  resume: () => void,
): ResponseStream {
  const raw = isBinary(exchange, backend);
  const length = raw ? header(backend, 'content-length') : undefined;
  // The engine saw no body and gave its length as 0.
  writeHead(
    response,
    answer.status,
    length === undefined
      ? withoutHeader(answer.headers, 'content-length')
      : withHeader(answer.headers, 'Content-Length', length),
  );
  response.flushHeaders();
  const repair = raw ? undefined : createTextRepair();
  return {
    write(chunk) {
      return writePiece(response, repair ? repair.next(chunk) : chunk, resume);
    },
    end() {
      const rest = repair?.end();
      if (rest && rest.length > 0) response.end(rest);
      else response.end();
    },
  };
}

function isBinary({ model }: Exchange, headers: HeaderList): boolean {
  return isBinaryType(header(headers, 'content-type'), model.binaryMediaTypes ?? []);
}

function wantsBinary({ model, request }: Exchange): boolean {
  return isBinaryType(header(request.headers, 'accept'), model.binaryMediaTypes ?? []);
}
