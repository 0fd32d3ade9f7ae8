/** Which template a body takes, and how bodies are converted between bytes and text. */
import { header } from '../headers';
import { toBytes, toText, type HeaderList } from '../message';
import type { ContentHandling, IntegrationModel } from '../model';
import { fromBase64, toBase64 } from './base64';

/** A request body either goes through a template, passes as it is, or is refused with 415. */
export type TemplateChoice =
  | { readonly template: string; readonly contentType: string }
  | { readonly passThrough: true; readonly contentType: string }
  | { readonly unsupported: true; readonly contentType: string };

/**
 * Chooses by content type; a request without one counts as JSON.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
 */
export function requestTemplate(
  integration: Pick<IntegrationModel, 'requestTemplates' | 'passthroughBehavior'>,
  headers: HeaderList,
): TemplateChoice {
  const contentType = header(headers, 'content-type') ?? 'application/json';
  const templates = integration.requestTemplates ?? {};
  const key = [contentType, mediaType(contentType), '$default'].find((type) => Object.hasOwn(templates, type));
  if (key !== undefined) return { template: templates[key] as string, contentType };
  switch (integration.passthroughBehavior) {
    case 'NEVER':
      return { unsupported: true, contentType };
    case 'WHEN_NO_TEMPLATES':
      return Object.keys(templates).length > 0
        ? { unsupported: true, contentType }
        : { passThrough: true, contentType };
    default:
      return { passThrough: true, contentType };
  }
}

/**
 * The response template for the client's `Accept`; the one for JSON if none fits, else the first. Undefined when there
 * are none. https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function responseTemplate(
  templates: Readonly<Record<string, string>> | undefined,
  requestHeaders: HeaderList,
): { readonly contentType: string; readonly template: string } | undefined {
  const accept = header(requestHeaders, 'accept') ?? '';
  const types = Object.keys(templates ?? {});
  const contentType = [accept, mediaType(accept), 'application/json', types[0]].find(
    (type) => type !== undefined && types.includes(type),
  );
  return contentType === undefined ? undefined : { contentType, template: templates?.[contentType] ?? '' };
}

/** A conversion that cannot be done: text that should be base64 is not. */
export class ConversionError extends Error {}

/**
 * Converts a request body. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 * What is neither declared binary nor valid UTF-8 is damaged, as on AWS. Throws `ConversionError`.
 */
export function convertRequest(
  body: Uint8Array,
  contentType: string | undefined,
  binaryMediaTypes: readonly string[],
  handling: ContentHandling | undefined,
): Uint8Array {
  if (body.length === 0) return body;
  const isBinary = isBinaryType(contentType, binaryMediaTypes);
  if (handling === 'CONVERT_TO_BINARY') return isBinary ? body : decodeBase64(body);
  if (!isBinary) return asText(body);
  return handling === 'CONVERT_TO_TEXT' ? toBytes(toBase64(body)) : body;
}

/** Converts a response body; what the client accepts counts too. Throws `ConversionError`. */
export function convertResponse(
  body: Uint8Array,
  contentType: string | undefined,
  accept: string | undefined,
  binaryMediaTypes: readonly string[],
  handling: ContentHandling | undefined,
): Uint8Array {
  if (body.length === 0) return body;
  const isBinary = isBinaryType(contentType, binaryMediaTypes);
  const wantsBinary =
    handling === 'CONVERT_TO_BINARY' || (handling === undefined && isBinaryType(accept, binaryMediaTypes));
  if (isBinary) return wantsBinary ? body : toBytes(toBase64(body));
  return wantsBinary ? decodeBase64(body) : asText(body);
}

/**
 * Whether a type is declared binary. Only the first type of an `Accept` counts; a wildcard in the request matches
 * nothing, in the declaration it may stand for the subtype or for all.
 */
export function isBinaryType(types: string | undefined, binaryMediaTypes: readonly string[]): boolean {
  if (binaryMediaTypes.length === 0) return false;
  const first = mediaType(types?.split(',')[0] ?? '');
  return binaryMediaTypes.some((declared) => {
    const type = mediaType(declared);
    if (type === '*/*') return true;
    if (first === '' || first.includes('*')) return false;
    return type === first || (type.endsWith('/*') && !type.startsWith('*') && first.startsWith(type.slice(0, -1)));
  });
}

/** A content type without its parameters, in lower case. */
function mediaType(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

/** Recorded: a text that lacks its padding is refused. */
function decodeBase64(body: Uint8Array): Uint8Array {
  const text = toText(body).replace(/\s+/g, '');
  const bytes = text.length % 4 === 0 ? fromBase64(text) : undefined;
  if (!bytes) throw new ConversionError('The body should be base64 and is not.');
  return bytes;
}

/** Recorded: a template fails on bytes that are no text. Throws `ConversionError`. */
export function textForTemplate(body: Uint8Array): Uint8Array {
  if (isAscii(body)) return body;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return body;
  } catch {
    throw new ConversionError('A template reads the body, which is binary; templates take text only.');
  }
}

function asText(body: Uint8Array): Uint8Array {
  return isAscii(body) ? body : toBytes(toText(body));
}

function isAscii(body: Uint8Array): boolean {
  for (const byte of body) if (byte > 127) return false;
  return true;
}
