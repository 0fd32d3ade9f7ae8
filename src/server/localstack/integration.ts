import type { IntegrationModel, IntegrationResponseModel } from '../../simulate/index';
import { redirectHeader } from './names';

/**
 * The body of PutIntegration. What calls a backend calls `entrance` instead, with its own URI behind the last slash:
 * LocalStack fills in path parameters and stage variables there as it would anywhere.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
 */
export function putIntegration(integration: IntegrationModel, entrance: string): object {
  const { type } = integration;
  if (type === 'AWS' || type === 'AWS_PROXY') return notDeployed();
  return {
    type,
    ...(type === 'MOCK'
      ? {}
      : { httpMethod: integration.httpMethod ?? 'ANY', uri: `${entrance}/${integration.uri ?? ''}` }),
    requestParameters: integration.requestParameters ?? {},
    requestTemplates: integration.requestTemplates ?? {},
    passthroughBehavior: integration.passthroughBehavior ?? 'WHEN_NO_MATCH',
    ...(integration.contentHandling ? { contentHandling: integration.contentHandling } : {}),
    timeoutInMillis: integration.timeoutInMillis ?? 29_000,
  };
}

/** The integration responses that PutIntegrationResponse is to be called with. */
export function integrationResponses(integration: IntegrationModel): readonly IntegrationResponseModel[] {
  const { type } = integration;
  if (type === 'AWS' || type === 'AWS_PROXY') return [notSimulated(type)];
  return integration.responses ?? [];
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html */
export function putIntegrationResponse(response: IntegrationResponseModel): object {
  const parameters = Object.entries(response.responseParameters ?? {}).map(
    ([name, source]) =>
      [
        name,
        source.replace(/^(integration\.response\.(?:multivalue)?header\.)location$/i, `$1${redirectHeader}`),
      ] as const,
  );
  return {
    ...(response.selectionPattern ? { selectionPattern: response.selectionPattern } : {}),
    responseParameters: Object.fromEntries(parameters),
    responseTemplates: response.responseTemplates ?? {},
    ...(response.contentHandling ? { contentHandling: response.contentHandling } : {}),
  };
}

/** Services other than API Gateway are not deployed; what stands for them says so in the words of the embedded engine. */
function notDeployed(): object {
  const template = '{"statusCode":501}';
  return { type: 'MOCK', requestTemplates: { 'application/json': template, $default: template } };
}

function notSimulated(type: string): IntegrationResponseModel {
  return {
    statusCode: '501',
    responseParameters: { 'method.response.header.x-amzn-ErrorType': "'InternalServerErrorException'" },
    responseTemplates: {
      'application/json': JSON.stringify({ message: `Integrations of type ${type} are not simulated` }),
    },
  };
}
