/** From the method request to the call of the integration. */
import { header } from '../headers';
import { toBytes, toText, type HttpResponse } from '../message';
import type { IntegrationModel } from '../model';
import { buildCall, type IntegrationCall } from './call';
import { convertRequest, requestTemplate, textForTemplate } from './content';
import type { Exchange } from './exchange';
import { isNotMappable } from './header-rules';
import { mappingFailure } from './integration-response';
import { mockStatus } from './mock';
import { InvalidJsonBody, mapRequest, methodRequestSource, type MappedRequest } from './parameters';
import { placed, type Refusal } from './refusal';
import { renderTemplate } from './template/render';
import { print } from './template/values';

/** A call to a backend, the answer of a MOCK integration before its mappings, or a refusal. */
export type Integrated =
  { readonly call: IntegrationCall } | { readonly mock: HttpResponse } | { readonly refusal: Refusal };

const noMapping: Readonly<Record<string, string>> = {};

/** Applies parameter mapping, body template and overrides. Never throws on a user's mistake. */
export function integrate(exchange: Exchange, integration: IntegrationModel): Integrated {
  if (integration.type === 'AWS' || integration.type === 'AWS_PROXY') return { refusal: notSimulated(integration) };
  try {
    const mapped = mapRequest(integration.requestParameters ?? noMapping, methodRequestSource(exchange));
    for (const name of mapped.header.keys()) {
      if (isNotMappable(name)) return { refusal: illegalHeader(integration, name) };
    }
    return integration.type === 'HTTP_PROXY'
      ? proxy(exchange, integration, mapped)
      : custom(exchange, integration, mapped);
  } catch (error) {
    if (error instanceof InvalidJsonBody) {
      return {
        refusal: {
          type: 'DEFAULT_4XX',
          message: 'Invalid JSON in request body',
          why: 'A mapping reads the body, which starts like JSON but does not parse.',
          ...placed(integration.at),
        },
      };
    }
    const failure = mappingFailure(error);
    if (failure === undefined) throw error;
    return {
      refusal: {
        type: 'API_CONFIGURATION_ERROR',
        why: failure,
        ...placed(integration.spans?.['RequestTemplates'] ?? integration.at),
      },
    };
  }
}

function proxy(exchange: Exchange, integration: IntegrationModel, mapped: MappedRequest): Integrated {
  const call = buildCall(exchange, integration, { mapped, body: converted(exchange, integration) });
  return call ? { call } : { refusal: noAddress(integration) };
}

function custom(exchange: Exchange, integration: IntegrationModel, mapped: MappedRequest): Integrated {
  const choice = requestTemplate(integration, exchange.headers);
  if ('unsupported' in choice) return { refusal: unsupported(integration, choice.contentType) };
  const before = converted(exchange, integration);
  const body =
    'template' in choice ? toBytes(renderTemplate(exchange, choice.template, textForTemplate(before))) : before;
  if (integration.type === 'MOCK') return mocked(integration, toText(body));

  const call = buildCall(exchange, integration, { mapped: withOverrides(exchange, mapped), body });
  return call ? { call } : { refusal: noAddress(integration) };
}

function converted(exchange: Exchange, integration: IntegrationModel): Uint8Array {
  return convertRequest(
    exchange.request.body,
    header(exchange.headers, 'content-type'),
    exchange.model.binaryMediaTypes ?? [],
    integration.contentHandling,
  );
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html */
function withOverrides({ context }: Exchange, mapped: MappedRequest): MappedRequest {
  const { header: headers, path, querystring } = context.requestOverride;
  return {
    header: overridden(mapped.header, headers, listOrText),
    path: overridden(mapped.path, path, joined),
    querystring: overridden(mapped.querystring, querystring, listOrText),
  };
}

function overridden<T>(
  mapped: ReadonlyMap<string, T>,
  overrides: Readonly<Record<string, unknown>>,
  read: (value: unknown) => T,
): ReadonlyMap<string, T> {
  const entries = Object.entries(overrides);
  if (entries.length === 0) return mapped;
  return new Map([...mapped, ...entries.map(([name, value]) => [name, read(value)] as const)]);
}

function listOrText(value: unknown): string | string[] {
  return Array.isArray(value) ? value.map(print) : print(value);
}

/** A path value; a list becomes one text with commas. */
function joined(value: unknown): string {
  return Array.isArray(value) ? value.map(print).join(',') : print(value);
}

function mocked(integration: IntegrationModel, body: string): Integrated {
  const status = mockStatus(body);
  if (status !== undefined) return { mock: { status, headers: [], body: new Uint8Array(0) } };
  return {
    refusal: {
      type: 'API_CONFIGURATION_ERROR',
      why: 'A MOCK integration takes its status from an integer named statusCode in the rendered request body, and there is none.',
      ...placed(integration.spans?.['RequestTemplates'] ?? integration.at),
    },
  };
}

function notSimulated(integration: IntegrationModel): Refusal {
  return {
    type: 'DEFAULT_5XX',
    status: 501,
    message: `Integrations of type ${integration.type} are not simulated`,
    why: `The simulator follows HTTP, HTTP_PROXY and MOCK integrations; ${integration.type} would call another AWS service.`,
    ...placed(integration.spans?.['Type'] ?? integration.at),
  };
}

function noAddress(integration: IntegrationModel): Refusal {
  return {
    type: 'API_CONFIGURATION_ERROR',
    why: 'The integration URI gives no valid address once its variables are filled in; an unset stage variable renders as empty text.',
    ...placed(integration.spans?.['Uri'] ?? integration.at),
  };
}

function illegalHeader(integration: IntegrationModel, name: string): Refusal {
  return {
    type: 'API_CONFIGURATION_ERROR',
    why: `A mapping sets the header ${name}, which API Gateway sets itself; that fails with each request, not at deployment.`,
    ...placed(integration.spans?.['RequestParameters'] ?? integration.at),
  };
}

function unsupported(integration: IntegrationModel, contentType: string): Refusal {
  return {
    type: 'UNSUPPORTED_MEDIA_TYPE',
    why: `No request template is for ${contentType}, and PassthroughBehavior is ${integration.passthroughBehavior ?? ''}.`,
    ...placed(integration.spans?.['PassthroughBehavior'] ?? integration.at),
  };
}
