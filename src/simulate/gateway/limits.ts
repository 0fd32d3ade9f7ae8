import type { Exchange } from './exchange';
import type { Refusal } from './refusal';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const maxBody = 10 * 1024 * 1024;
const maxHeaders = 10_240;
const maxHeadersPrivate = 8_000;

/** Limits that a request breaks, and characters that the gateway does not take. */
export function overLimit(exchange: Exchange): Refusal | undefined {
  const { request, model } = exchange;
  if (request.body.length > maxBody) {
    return {
      type: 'REQUEST_TOO_LARGE',
      why: `The body has ${request.body.length} bytes; API Gateway takes 10 MB, a limit that cannot be raised.`,
    };
  }
  const limit = model.endpointType === 'PRIVATE' ? maxHeadersPrivate : maxHeaders;
  const size = request.headers.reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    request.path.length + request.query.length,
  );
  if (size > limit) {
    return {
      type: 'DEFAULT_4XX',
      status: 431,
      message: 'Request Header Fields Too Large',
      why: `Request line and headers have ${size} bytes together, more than ${limit}; the status for that is not documented.`,
    };
  }
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
  const character = /[|{}]/.exec(request.query)?.[0];
  if (character !== undefined) {
    return {
      type: 'DEFAULT_4XX',
      message: 'Bad Request',
      why: `The query holds the character ${character}, which must be percent-encoded.`,
    };
  }
  return undefined;
}
