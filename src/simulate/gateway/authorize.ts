import { header } from '../headers';
import type { AuthorizerModel, AuthorizerVerdict, MethodModel } from '../model';
import type { Exchange } from './exchange';
import { commonValue } from './parameters';
import { placed, type Refusal } from './refusal';

/**
 * Asks the method's authorizer. Without a `behaviour` it is only declared: a request that brings what the authorizer
 * looks at counts as allowed, one that does not is refused as AWS refuses it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function authorizationProblem(exchange: Exchange, method: MethodModel): Refusal | undefined {
  if (exchange.options.authorization === 'let-pass') return undefined;
  const at = method.spans?.['AuthorizationType'] ?? method.at;
  switch (method.authorizationType ?? 'NONE') {
    case 'NONE':
      return undefined;
    case 'AWS_IAM':
      return unsigned(exchange, at);
    default:
      return byAuthorizer(exchange, method, at);
  }
}

/** Signatures are not checked, only that there is one. */
function unsigned(exchange: Exchange, at: Refusal['at']): Refusal | undefined {
  const isSigned =
    /^AWS4-/.test(header(exchange.request.headers, 'authorization') ?? '') ||
    exchange.query.some(({ name }) => name.toLowerCase() === 'x-amz-signature');
  if (isSigned) return undefined;
  return {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    why: 'The method wants a request signed with AWS Signature Version 4, and this one is not.',
    ...placed(at),
  };
}

function byAuthorizer(exchange: Exchange, method: MethodModel, at: Refusal['at']): Refusal | undefined {
  const authorizer = method.authorizer === undefined ? undefined : exchange.model.authorizers?.[method.authorizer];
  if (!authorizer) {
    return {
      type: 'AUTHORIZER_CONFIGURATION_ERROR',
      why: 'The method names an authorizer that the API does not have.',
      ...placed(at),
    };
  }
  const missing = identitySources(authorizer).find((source) => !identityValue(exchange, source));
  if (missing !== undefined) {
    return {
      type: 'UNAUTHORIZED',
      why: `The authorizer "${authorizer.logicalId}" looks at ${missing}, which is absent or empty.`,
      ...placed(authorizer.at ?? at),
    };
  }
  const pattern = authorizer.identityValidationExpression;
  const token = identityValue(exchange, identitySources(authorizer)[0] ?? '') ?? '';
  if (authorizer.type === 'TOKEN' && pattern !== undefined && !fits(pattern, token)) {
    return {
      type: 'UNAUTHORIZED',
      why: `The token does not match the validation expression \`${pattern}\` of "${authorizer.logicalId}".`,
      ...placed(authorizer.at ?? at),
    };
  }
  return authorizer.behaviour ? judged(exchange, authorizer, authorizer.behaviour(exchange.request)) : undefined;
}

function judged(exchange: Exchange, authorizer: AuthorizerModel, verdict: AuthorizerVerdict): Refusal | undefined {
  const name = `The authorizer "${authorizer.logicalId}"`;
  switch (verdict.verdict) {
    case 'allow':
      exchange.context['authorizer'] = {
        principalId: verdict.principalId ?? '',
        ...verdict.context,
        ...(verdict.claims ? { claims: verdict.claims } : {}),
        ...(verdict.usageIdentifierKey === undefined ? {} : { usageIdentifierKey: verdict.usageIdentifierKey }),
      };
      return undefined;
    case 'deny':
      return { type: 'ACCESS_DENIED', why: `${name} denies the request.`, ...placed(authorizer.at) };
    case 'unauthorized':
      return { type: 'UNAUTHORIZED', why: `${name} calls the request unauthorized.`, ...placed(authorizer.at) };
    case 'failure':
      return { type: 'AUTHORIZER_FAILURE', why: `${name} failed.`, ...placed(authorizer.at) };
  }
}

function identitySources(authorizer: AuthorizerModel): string[] {
  // A token authorizer looks at Authorization unless it says otherwise.
  const text =
    authorizer.identitySource ?? (authorizer.type === 'REQUEST' ? '' : 'method.request.header.Authorization');
  return text
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '');
}

function identityValue(exchange: Exchange, source: string): string | undefined {
  const parts = /^method\.request\.(header|querystring)\.(.+)$/.exec(source);
  if (!parts) return commonValue(source, exchange);
  const name = parts[2] as string;
  if (parts[1] === 'header') return header(exchange.request.headers, name);
  return exchange.query.find((parameter) => parameter.name === name)?.value;
}

function fits(pattern: string, token: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(token);
  } catch {
    return true;
  }
}
