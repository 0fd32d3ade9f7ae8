import { header, withHeaderValues } from '../headers';
import { toBytes, type HeaderList, type HttpResponse } from '../message';
import type { IntegrationModel, IntegrationResponseModel, SourceSpan } from '../model';
import { ConversionError, convertResponse, responseTemplate, textForTemplate } from './content';
import type { Exchange } from './exchange';
import { InvalidJsonBody, mapResponse } from './parameters';
import { TemplateError } from './template/parse';
import { renderTemplate } from './template/render';
import { print } from './template/values';

/** What an HTTP or MOCK integration's answer becomes, or why none comes of it. */
export type MappedResponse =
  | { readonly response: HttpResponse; readonly chosen: IntegrationResponseModel; readonly why: string }
  | { readonly failure: string; readonly at?: SourceSpan };

/** Chooses the integration response and applies its mappings, template and overrides. */
export function mapIntegrationResponse(
  exchange: Exchange,
  integration: IntegrationModel,
  backend: HttpResponse,
): MappedResponse {
  const choice = selectResponse(integration.responses ?? [], String(backend.status));
  if (!choice) {
    const at = integration.spans?.['IntegrationResponses'] ?? integration.at;
    return {
      failure: `No integration response matches the status ${backend.status}, and none is the default.`,
      ...(at ? { at } : {}),
    };
  }
  const { chosen, why } = choice;
  try {
    return { response: mapped(exchange, chosen, backend), chosen, why };
  } catch (error) {
    const failure = mappingFailure(error);
    if (failure === undefined) throw error;
    return { failure, ...(chosen.at ? { at: chosen.at } : {}) };
  }
}

/** The sentence for a mapping that API Gateway fails with; undefined for a bug of ours. */
export function mappingFailure(error: unknown): string | undefined {
  if (error instanceof TemplateError || error instanceof ConversionError) return error.message;
  return error instanceof InvalidJsonBody
    ? 'A mapping reads the body, which starts like JSON but does not parse.'
    : undefined;
}

/**
 * The first response whose pattern covers the whole selection value, else the default, which has no pattern.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
 */
export function selectResponse(
  responses: readonly IntegrationResponseModel[],
  value: string,
): { readonly chosen: IntegrationResponseModel; readonly why: string } | undefined {
  for (const response of responses) {
    const pattern = response.selectionPattern ?? '';
    if (isDefault(response)) continue;
    if (coversWhole(pattern, value))
      return { chosen: response, why: `Its selection pattern \`${pattern}\` matches ${value}.` };
  }
  const chosen = responses.find(isDefault);
  return chosen && { chosen, why: `No selection pattern matches ${value}, so the default response applies.` };
}

function isDefault({ selectionPattern }: IntegrationResponseModel): boolean {
  return selectionPattern === undefined || selectionPattern === '' || selectionPattern === 'default';
}

/** Flags at the start, as in `(?i)`, are a form that JavaScript writes elsewhere. */
function coversWhole(pattern: string, value: string): boolean {
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  try {
    return new RegExp(`^(?:${pattern.slice(flags?.[0].length ?? 0)})$`, flags?.[1] ?? '').test(value);
  } catch {
    return false;
  }
}

function mapped(exchange: Exchange, chosen: IntegrationResponseModel, backend: HttpResponse): HttpResponse {
  const { context, model } = exchange;
  const source = { headers: backend.headers, body: backend.body, exchange };
  let headers: HeaderList = [...mapResponse(chosen.responseParameters ?? {}, source)];

  const converted = convertResponse(
    backend.body,
    header(backend.headers, 'content-type'),
    header(exchange.request.headers, 'accept'),
    model.binaryMediaTypes ?? [],
    chosen.contentHandling,
  );
  const choice = responseTemplate(chosen.responseTemplates, exchange.request.headers);
  const body = choice ? toBytes(renderTemplate(exchange, choice.template, textForTemplate(converted))) : converted;

  const { responseOverride } = context;
  for (const [name, value] of Object.entries(responseOverride.header))
    headers = withHeaderValues(headers, name, Array.isArray(value) ? value.map(print) : print(value));
  if (choice && header(headers, 'content-type') === undefined)
    headers = [...headers, ['Content-Type', choice.contentType]];
  return { status: overriddenStatus(responseOverride.status) ?? Number(chosen.statusCode), headers, body };
}

/** Recorded in an emulator from AWS: a status that is no integer from 100 to 599 is ignored. */
function overriddenStatus(status: unknown): number | undefined {
  const number = typeof status === 'string' && /^\d+$/.test(status) ? Number(status) : status;
  return typeof number === 'number' && Number.isInteger(number) && number >= 100 && number < 600 ? number : undefined;
}
