import { header } from '../headers';
import type { HttpRequest, HttpResponse } from '../message';
import type { AlbListenerModel, AuthenticateAction, JwtAction } from '../model';
import { encodeText } from '../query';
import { page } from './pages';

/** The answer that stops an unauthenticated request; undefined lets it go on to the next action. */
export interface AuthenticationStop {
  readonly response: HttpResponse;
  readonly why: string;
}

/**
 * What a request without a session gets. The session cookie is encrypted by AWS, so none the simulator sees is valid.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export function authenticate(
  action: AuthenticateAction,
  listener: AlbListenerModel,
  request: HttpRequest,
): AuthenticationStop | undefined {
  const policy = action.onUnauthenticatedRequest ?? 'authenticate';
  if (policy === 'allow') return undefined;
  if (policy === 'deny') {
    return { response: page(401), why: `${action.type} denies requests without a session.` };
  }
  const host = header(request.headers, 'host') ?? '';
  const parameters = {
    client_id: action.clientId ?? '',
    redirect_uri: `${listener.protocol.toLowerCase()}://${host}/oauth2/idpresponse`,
    response_type: 'code',
    scope: action.scope ?? 'openid',
    state: 'opaque',
    ...action.extraParameters,
  };
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeText(value)}`);
  const location = `${action.authorizationEndpoint ?? 'https://identity-provider.example/authorize'}?${query.join('&')}`;
  return {
    response: page(302, [['Location', location]]),
    why: `${action.type} sends a request without a session to the identity provider; a caller that is no browser, such as API Gateway, cannot follow.`,
  };
}

/**
 * What a request gets whose token the simulator cannot accept. It has no keys to check a signature with, so every token
 * counts as unverified. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
 */
export function validateJwt(action: JwtAction, request: HttpRequest): AuthenticationStop {
  const token = /^bearer\s+(\S+)$/i.exec(header(request.headers, 'authorization') ?? '')?.[1];
  return {
    response: page(401),
    why:
      token === undefined
        ? 'jwt-validation found no bearer token in the Authorization header.'
        : `jwt-validation needs the keys of ${action.jwksEndpoint ?? 'its JWKS endpoint'}, which the simulator does not fetch, so the token counts as unverified.`,
  };
}
