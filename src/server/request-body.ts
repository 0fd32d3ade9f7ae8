import type { IncomingMessage } from 'node:http';
import { hasHeader, header, withHeader, withoutHeader, type GatewayCall, type HttpRequest } from '../simulate/index';
import { isBinaryType } from '../simulate/gateway/content';
import { createTextRepair } from './text-repair';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const maxBody = 10 * 1024 * 1024;

let overLimit: Uint8Array | undefined;

/** A body that is longer than API Gateway takes, for the engine to refuse. */
export function tooLarge(): Uint8Array {
  return (overLimit ??= new Uint8Array(maxBody + 1));
}

/** Reads a body to its end, or until it is longer than `limit`; then the message is paused and `isWhole` false. */
export function readUpTo(
  message: IncomingMessage,
  limit: number,
  done: (body: Uint8Array, isWhole: boolean) => void,
  start?: Uint8Array,
): void {
  const chunks: Uint8Array[] = start ? [start] : [];
  let length = start?.length ?? 0;
  const stop = (isWhole: boolean): void => {
    message.off('data', take).off('end', end);
    if (!isWhole) message.pause();
    done(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks, length), isWhole);
  };
  const end = (): void => stop(true);
  const take = (chunk: Buffer): void => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) stop(false);
  };
  // A client that goes away in the middle is nobody's loss: no `end` comes, and nothing is sent on.
  message.on('data', take).once('end', end);
  message.resume();
}

/** Whether the engine must see the body to decide or to map: then it cannot be streamed. */
export function bodyNeeded({ exchange }: GatewayCall): boolean {
  const method = exchange.match?.method;
  const { integration } = method ?? {};
  if (integration?.type !== 'HTTP_PROXY' || integration.contentHandling) return true;
  const mapsBody = Object.values(integration.requestParameters ?? {}).some((source) =>
    source.includes('method.request.body'),
  );
  return mapsBody || method?.requestValidator?.body === true;
}

/**
 * The request of a call whose body comes in pieces. What is not declared binary is text for API Gateway, and text may
 * change its length on the way, so that only binary bodies keep theirs.
 */
export function streamed(
  message: IncomingMessage,
  start: Uint8Array,
  { call, exchange }: GatewayCall,
  refuse: (body: Uint8Array) => void,
): { readonly request: HttpRequest; readonly chunks: AsyncIterable<Uint8Array> } {
  const type = header(exchange.headers, 'content-type');
  const isBinary = isBinaryType(type, exchange.model.binaryMediaTypes ?? []);
  const length = message.headers['content-length'];
  let headers = withoutHeader(call.request.headers, 'content-length');
  if (isBinary && length !== undefined) headers = [...headers, ['Content-Length', length]];
  // The engine gives a body without a type none; here there is one, only not yet.
  if (type !== undefined && !hasHeader(headers, 'content-type')) headers = withHeader(headers, 'Content-Type', type);
  return { request: { ...call.request, headers }, chunks: pieces(message, start, isBinary, refuse) };
}

async function* pieces(
  message: IncomingMessage,
  start: Uint8Array,
  isBinary: boolean,
  refuse: (body: Uint8Array) => void,
): AsyncIterable<Uint8Array> {
  const repair = isBinary ? undefined : createTextRepair();
  let length = start.length;
  yield repair ? repair.next(start) : start;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length > maxBody) {
      refuse(tooLarge());
      throw new Error('the body is longer than API Gateway takes');
    }
    yield repair ? repair.next(chunk as Buffer) : (chunk as Buffer);
  }
  const rest = repair?.end();
  if (rest && rest.length > 0) yield rest;
}
