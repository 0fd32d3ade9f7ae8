import { header } from '../headers';
import { logTime } from '../time';
import { apiIdOf, gatewayHost, idFrom, type Exchange, type GatewayContext } from './exchange';

/** `$context` of a request. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
export function contextOf(exchange: Omit<Exchange, 'context'>, stageName: string, rawPath: string): GatewayContext {
  const { model, request, match, options } = exchange;
  const domainName = (header(request.headers, 'host') ?? gatewayHost(model)).replace(/:\d+$/, '');
  return {
    accountId: model.accountId ?? '123456789012',
    apiId: apiIdOf(model),
    domainName,
    domainPrefix: domainName.split('.')[0] ?? '',
    extendedRequestId: exchange.extendedRequestId,
    httpMethod: exchange.method,
    identity: {
      sourceIp: exchange.peer.ip,
      userAgent: header(request.headers, 'user-agent') ?? '',
      accountId: '',
      caller: '',
      user: '',
      userArn: '',
      apiKey: '',
    },
    // Recorded as the texts "true" and "false", and only where the stage has a canary.
    ...(exchange.stage?.canary ? { isCanaryRequest: String(exchange.isCanary) } : {}),
    path: `/${stageName}${rawPath}`,
    protocol: `HTTP/${request.httpVersion ?? '1.1'}`,
    requestId: exchange.requestId,
    requestTime: logTime(options.now),
    requestTimeEpoch: options.now,
    resourceId: match ? resourceId(match.resource.path) : '',
    resourcePath: match?.resource.path ?? '',
    stage: stageName,
    requestOverride: { header: {}, path: {}, querystring: {} },
    responseOverride: { header: {} },
  };
}

function resourceId(path: string): string {
  return idFrom(path, 6);
}
