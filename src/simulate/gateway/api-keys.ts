import { header } from '../headers';
import type { ApiKeyModel, MethodModel } from '../model';
import type { Exchange } from './exchange';
import { placed, type Refusal } from './refusal';
import { contextValue } from './variables';

/**
 * Checks the API key of a method that requires one: it must be enabled and belong to a usage plan of the stage.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
 */
export function apiKeyProblem(exchange: Exchange, method: MethodModel): Refusal | undefined {
  if (!method.apiKeyRequired || exchange.options.apiKeys === 'let-pass') return undefined;
  const fromAuthorizer = exchange.model.apiKeySource === 'AUTHORIZER';
  const presented = fromAuthorizer
    ? contextValue(exchange.context, 'authorizer.usageIdentifierKey')
    : header(exchange.request.headers, 'x-api-key');
  const at = method.spans?.['ApiKeyRequired'] ?? method.at;
  const refuse = (why: string): Refusal => ({ type: 'INVALID_API_KEY', why, ...placed(at) });

  const source = fromAuthorizer ? 'the authorizer gave none' : 'the request has no header x-api-key';
  if (presented === undefined || presented === '') return refuse(`The method requires an API key and ${source}.`);
  const key = keysOf(exchange).find(({ value }) => value === presented);
  if (!key) return refuse('The API key belongs to no usage plan of this stage.');
  if (key.enabled === false) return refuse('The API key is disabled.');

  const identity = exchange.context['identity'] as Record<string, unknown>;
  identity['apiKey'] = presented;
  identity['apiKeyId'] = key.id ?? key.logicalId ?? '';
  return undefined;
}

function keysOf({ model, stage }: Exchange): readonly ApiKeyModel[] {
  return (model.usagePlans ?? [])
    .filter(({ stages }) => stages === undefined || (stage !== undefined && stages.includes(stage.name)))
    .flatMap(({ keys }) => keys);
}
