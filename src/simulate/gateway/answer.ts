import { hasHeader, header } from '../headers';
import type { HeaderField, HttpResponse } from '../message';
import { httpDate } from '../time';
import type { Exchange } from './exchange';

/**
 * Adds what every answer of the gateway carries. Recorded: request ids always, the trace id on all but `HTTP_PROXY`,
 * `MOCK` and gateway responses, JSON as the type where nothing else is said.
 */
export function finish(exchange: Exchange, response: HttpResponse, add: { readonly traceId: boolean }): HttpResponse {
  const headers: HeaderField[] = [...response.headers];
  const put = (name: string, value: string): void => {
    if (!hasHeader(headers, name)) headers.push([name, value]);
  };
  put('Content-Type', 'application/json');
  if (exchange.request.method !== 'HEAD') put('Content-Length', String(response.body.length));
  put('Connection', header(exchange.request.headers, 'connection')?.toLowerCase() === 'close' ? 'close' : 'keep-alive');
  put('Date', httpDate(exchange.options.now));
  put('x-amzn-RequestId', exchange.requestId);
  put('x-amz-apigw-id', exchange.extendedRequestId);
  if (add.traceId) put('X-Amzn-Trace-Id', exchange.traceId.replace(/;.*$/, ''));
  return { status: response.status, headers, body: response.body };
}
