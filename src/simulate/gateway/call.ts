import { header, setHeader, withHeaderValues } from '../headers';
import type { HeaderField, HeaderList, HttpRequest } from '../message';
import type { IntegrationModel, SourceSpan } from '../model';
import { encodeParameter, encodeText } from '../query';
import { apiIdOf, type Exchange } from './exchange';
import { isNeverSent, proxiedHeaders } from './header-rules';
import type { MappedRequest } from './parameters';
import { parseAddress, renderStageVariables, renderUri, type IntegrationAddress } from './uri';

/** What the gateway asks of a backend, and by which way. */
export interface IntegrationCall {
  readonly address: IntegrationAddress;
  readonly request: HttpRequest;
  /** Absent: over the internet. */
  readonly link?: {
    /** Stage variables filled in. */
    readonly connectionId: string;
    readonly integrationTarget?: string;
  };
  readonly timeoutMs: number;
  readonly at?: SourceSpan;
}

/** Default of `TimeoutInMillis`. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const defaultTimeoutMs = 29_000;

/** Mapped values plus what a template set; later wins. */
export interface RequestParts {
  readonly mapped: MappedRequest;
  readonly body: Uint8Array;
}

/** Builds the call of an HTTP or HTTP_PROXY integration; undefined when the rendered URI is no address. */
export function buildCall(
  exchange: Exchange,
  integration: IntegrationModel,
  parts: RequestParts,
): IntegrationCall | undefined {
  const rendered = renderUri(integration.uri ?? '', exchange.stageVariables, parts.mapped.path);
  const address = parseAddress(rendered);
  if (!address) return undefined;

  const isPrivate = integration.connectionType === 'VPC_LINK';
  // The guide says a private integration gets the stage in its path; nothing recorded or deployed shows it.
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html
  const prefix = isPrivate && exchange.options.stageInPath === 'as-documented' ? `/${exchange.stage?.name ?? ''}` : '';
  const method = !integration.httpMethod || integration.httpMethod === 'ANY' ? exchange.method : integration.httpMethod;
  const request: HttpRequest = {
    method,
    scheme: address.scheme,
    path: prefix + encodePath(address.path),
    query: queryOf(exchange, integration, address, parts.mapped),
    headers: headersOf(exchange, integration, address, method, parts),
    body: parts.body,
    httpVersion: '1.1',
  };
  const at = integration.spans?.['Uri'] ?? integration.at;
  const call: { -readonly [Key in keyof IntegrationCall]: IntegrationCall[Key] } = {
    address,
    request,
    timeoutMs: integration.timeoutInMillis ?? defaultTimeoutMs,
  };
  if (isPrivate) call.link = linkOf(exchange, integration);
  if (at) call.at = at;
  return call;
}

/** The address that is called, for people: the URI with everything filled in. */
export function addressOf({ address, request }: IntegrationCall): string {
  const { scheme, host, port, explicitPort, query } = address;
  return `${scheme}://${host}${explicitPort ? `:${port}` : ''}${request.path}${query === '' ? '' : `?${query}`}`;
}

function linkOf(exchange: Exchange, integration: IntegrationModel): NonNullable<IntegrationCall['link']> {
  const connectionId = renderStageVariables(integration.connectionId ?? '', exchange.stageVariables);
  if (integration.integrationTarget === undefined) return { connectionId };
  return {
    connectionId,
    integrationTarget: renderStageVariables(integration.integrationTarget, exchange.stageVariables),
  };
}

/**
 * Recorded: what stands in the URI comes first, then, for HTTP_PROXY, what the client sent, then what is mapped; values
 * of one name add up.
 */
function queryOf(
  exchange: Exchange,
  integration: IntegrationModel,
  address: IntegrationAddress,
  mapped: MappedRequest,
): string {
  if (mapped.querystring.size === 0) {
    const own = integration.type === 'HTTP_PROXY' ? exchange.query : [];
    if (own.length === 0) return address.query;
  }
  const parameters: string[] = address.query === '' ? [] : [address.query];
  if (integration.type === 'HTTP_PROXY') for (const { raw } of exchange.query) parameters.push(raw);
  for (const [name, value] of mapped.querystring) {
    for (const one of typeof value === 'string' ? [value] : value) parameters.push(encodeParameter(name, one));
  }
  return parameters.join('&');
}

function headersOf(
  exchange: Exchange,
  integration: IntegrationModel,
  address: IntegrationAddress,
  method: string,
  parts: RequestParts,
): HeaderList {
  const isSigned = exchange.match?.method.authorizationType === 'AWS_IAM';
  let headers: HeaderList = integration.type === 'HTTP_PROXY' ? proxiedHeaders(exchange.headers, isSigned) : [];
  for (const [name, value] of parts.mapped.header) headers = withHeaderValues(headers, name, value);

  const sent: HeaderField[] = headers.filter((field) => !isNeverSent(field[0]));
  const byDefault = (name: string, value: string): void => {
    if (header(sent, name) === undefined) sent.push([name, value]);
  };
  byDefault('Host', hostHeader(address));
  byDefault('Accept', 'application/json');
  byDefault('User-Agent', `AmazonAPIGateway_${apiIdOf(exchange.model)}`);
  // Recorded for HTTP: the client's type goes along only where there is a body.
  // Without a type of the client's the body counted as JSON, and goes on as such.
  const contentType =
    header(exchange.headers, 'content-type') ?? (integration.type === 'HTTP' ? 'application/json' : undefined);
  if (contentType !== undefined && parts.body.length > 0) byDefault('Content-Type', contentType);
  if (parts.body.length > 0 || !bodyless.has(method)) sent.push(['Content-Length', String(parts.body.length)]);
  setHeader(sent, 'X-Amzn-Trace-Id', exchange.traceId);
  setHeader(sent, 'X-Amzn-Apigateway-Api-Id', apiIdOf(exchange.model));
  return sent;
}

const bodyless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'TRACE', 'CONNECT']);

function hostHeader(address: IntegrationAddress): string {
  const isDefault = address.port === (address.scheme === 'https' ? 443 : 80);
  return isDefault ? address.host : `${address.host}:${address.port}`;
}

/** What may not stand in a path goes encoded; existing percent-encoding stays. */
function encodePath(path: string): string {
  if (/^[\w\-.~!$&'()*+,;=:@%/]*$/.test(path)) return path;
  return path.replace(/[^\w\-.~!$&'()*+,;=:@%/]+/g, (part) => encodeText(part));
}
