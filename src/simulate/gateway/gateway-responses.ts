/** Answers that API Gateway gives itself. https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
import { header } from '../headers';
import { toBytes, type HeaderField, type HttpResponse } from '../message';
import type { GatewayResponseModel, SourceSpan } from '../model';
import { finish } from './answer';
import type { Exchange } from './exchange';
import { commonValue } from './parameters';

interface ResponseType {
  readonly status: number;
  /** Value of `x-amzn-ErrorType`. */
  readonly errorType: string;
  readonly message: string;
}

const types = {
  ACCESS_DENIED: {
    status: 403,
    errorType: 'AccessDeniedException',
    message: 'User is not authorized to access this resource',
  },
  API_CONFIGURATION_ERROR: { status: 500, errorType: 'InternalServerErrorException', message: 'Internal server error' },
  AUTHORIZER_CONFIGURATION_ERROR: {
    status: 500,
    errorType: 'AuthorizerConfigurationException',
    message: 'Internal server error',
  },
  AUTHORIZER_FAILURE: { status: 500, errorType: 'AuthorizerFailureException', message: 'Internal server error' },
  BAD_REQUEST_BODY: { status: 400, errorType: 'BadRequestException', message: 'Invalid request body' },
  BAD_REQUEST_PARAMETERS: {
    status: 400,
    errorType: 'BadRequestException',
    message: 'Missing required request parameters',
  },
  DEFAULT_4XX: { status: 400, errorType: 'BadRequestException', message: 'Bad Request' },
  DEFAULT_5XX: { status: 500, errorType: 'InternalServerErrorException', message: 'Internal server error' },
  EXPIRED_TOKEN: {
    status: 403,
    errorType: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  },
  INTEGRATION_FAILURE: { status: 504, errorType: 'InternalServerErrorException', message: 'Internal server error' },
  INTEGRATION_TIMEOUT: {
    status: 504,
    errorType: 'InternalServerErrorException',
    message: 'Endpoint request timed out',
  },
  INVALID_API_KEY: { status: 403, errorType: 'ForbiddenException', message: 'Forbidden' },
  INVALID_SIGNATURE: { status: 403, errorType: 'InvalidSignatureException', message: 'Forbidden' },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    errorType: 'MissingAuthenticationTokenException',
    message: 'Missing Authentication Token',
  },
  QUOTA_EXCEEDED: { status: 429, errorType: 'LimitExceededException', message: 'Limit Exceeded' },
  REQUEST_TOO_LARGE: {
    status: 413,
    errorType: 'RequestTooLargeException',
    message: 'HTTP content length exceeded 10485760 bytes.',
  },
  RESOURCE_NOT_FOUND: { status: 404, errorType: 'ResourceNotFoundException', message: 'Not Found' },
  THROTTLED: { status: 429, errorType: 'TooManyRequestsException', message: 'Too Many Requests' },
  UNAUTHORIZED: { status: 401, errorType: 'UnauthorizedException', message: 'Unauthorized' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, errorType: 'BadRequestException', message: 'Unsupported Media Type' },
  WAF_FILTERED: { status: 403, errorType: 'ForbiddenException', message: 'Forbidden' },
} as const satisfies Record<string, ResponseType>;

export type GatewayResponseType = keyof typeof types;

export interface GatewayError {
  readonly type: GatewayResponseType;
  readonly response: HttpResponse;
  /** The gateway response of the template that shaped it, if one did. */
  readonly at?: SourceSpan;
}

/**
 * Looks up the response of that type, then of `DEFAULT_4XX`/`DEFAULT_5XX`, then the built-in one, and renders it.
 * `status` overrides the built-in status only; `message` the built-in message.
 */
export function gatewayError(
  exchange: Exchange,
  type: GatewayResponseType,
  changes: { readonly message?: string; readonly status?: number; readonly errorType?: string } = {},
): GatewayError {
  const builtIn = types[type];
  const message = changes.message ?? builtIn.message;
  const custom = customised(exchange, type);
  const status = Number(custom?.statusCode) || (changes.status ?? builtIn.status);

  exchange.context['error'] = {
    message,
    messageString: JSON.stringify(message),
    responseType: type,
    validationErrorString: message,
  };
  const [contentType, body] = bodyOf(exchange, type, custom, message);
  const headers: HeaderField[] = [['x-amzn-ErrorType', changes.errorType ?? builtIn.errorType]];
  for (const [target, expression] of Object.entries(custom?.responseParameters ?? {})) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(target)?.[1];
    const value = name && parameterValue(exchange, expression);
    if (name && value) headers.push([name, value]);
  }
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) headers.push(['Content-Type', contentType]);
  const response = finish(exchange, { status, headers, body: toBytes(body) }, { traceId: false });
  return { type, response, ...(custom?.at ? { at: custom.at } : {}) };
}

/** What the template says about that type, directly or through its default class. 413 cannot be customised, nor what comes before a stage is found. */
function customised(exchange: Exchange, type: GatewayResponseType): GatewayResponseModel | undefined {
  if (type === 'REQUEST_TOO_LARGE' || !exchange.stage) return undefined;
  const all = exchange.model.gatewayResponses ?? {};
  return all[type] ?? all[types[type].status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX'];
}

// The built-in bodies differ by a space: recorded lengths are 36 for the internal error, 42 for the missing token.
const spacedBody: ReadonlySet<GatewayResponseType> = new Set<GatewayResponseType>([
  'API_CONFIGURATION_ERROR',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'UNSUPPORTED_MEDIA_TYPE',
]);

function bodyOf(
  exchange: Exchange,
  type: GatewayResponseType,
  custom: GatewayResponseModel | undefined,
  message: string,
): readonly [contentType: string, body: string] {
  const templates = custom?.responseTemplates ?? {};
  const accept = header(exchange.request.headers, 'accept')?.split(/[,;]/)[0]?.trim();
  const key = [accept ?? '', 'application/json', ...Object.keys(templates)].find((type) =>
    Object.hasOwn(templates, type),
  );
  if (key !== undefined) return [key, substitute(exchange, templates[key] as string)];
  const field = type === 'ACCESS_DENIED' ? 'Message' : 'message';
  const gap = spacedBody.has(type) && !custom ? ' ' : '';
  return ['application/json', `{"${field}":${gap}${JSON.stringify(message)}}`];
}

/** Gateway responses know plain substitution only, no directives. */
function substitute(exchange: Exchange, template: string): string {
  return template.replace(
    /\$(?:\{(context|stageVariables|method\.request)\.([\w.-]+)\}|(context|stageVariables|method\.request)\.([\w-]+(?:\.[\w-]+)*))/g,
    (_, braced?: string, bracedPath?: string, bare?: string, barePath?: string) =>
      parameterValue(exchange, `${braced ?? bare ?? ''}.${bracedPath ?? barePath ?? ''}`) ?? '',
  );
}

function parameterValue(exchange: Exchange, expression: string): string | undefined {
  const parts = /^method\.request\.(header|querystring|path)\.(.+)$/.exec(expression);
  const name = parts?.[2] ?? '';
  switch (parts?.[1]) {
    case 'header':
      return header(exchange.headers, name);
    case 'querystring':
      return exchange.query.findLast((parameter) => parameter.name === name)?.value;
    case 'path':
      return exchange.match?.pathParameters[name];
    default:
      return commonValue(expression, exchange);
  }
}
