import { Validator, type Schema } from '@cfworker/json-schema';
import { header } from '../headers';
import { toText } from '../message';
import type { MethodModel, ModelSchema } from '../model';
import type { Exchange } from './exchange';
import { placed, type Refusal } from './refusal';

/**
 * Validates parameters, then the body, where the method's validator asks for it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function validationProblem(exchange: Exchange, method: MethodModel): Refusal | undefined {
  const validator = method.requestValidator;
  if (!validator) return undefined;
  const at = validator.at ?? method.at;
  if (validator.parameters) {
    const missing = missingParameters(exchange, method);
    if (missing.length > 0) {
      const message = `Missing required request parameters: [${missing.join(', ')}]`;
      return {
        type: 'BAD_REQUEST_PARAMETERS',
        message,
        why: `${message}.`,
        ...placed(method.spans?.['RequestParameters'] ?? at),
      };
    }
  }
  const problem = validator.body ? bodyProblem(exchange, method) : undefined;
  return problem === undefined
    ? undefined
    : { type: 'BAD_REQUEST_BODY', why: problem, ...placed(method.spans?.['RequestModels'] ?? at) };
}

/** Names of required parameters that are absent or blank. */
function missingParameters(exchange: Exchange, method: MethodModel): string[] {
  const required = Object.entries(method.requestParameters ?? {}).filter(([, isRequired]) => isRequired);
  return required
    .map(([parameter]) => /^method\.request\.(header|path|querystring)\.(.+)$/.exec(parameter))
    .filter((parts) => parts !== null)
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .filter((parts) => !valueOf(exchange, parts[1] as string, parts[2] as string)?.trim())
    .map((parts) => parts[2] as string);
}

function valueOf(exchange: Exchange, place: string, name: string): string | undefined {
  switch (place) {
    case 'header':
      return header(exchange.headers, name);
    case 'path':
      return exchange.match?.pathParameters[name];
    default:
      return exchange.query.find((parameter) => parameter.name === name)?.value;
  }
}

/** Undefined when the body fits, or no model applies to its type. An absent body is validated as `{}`. */
function bodyProblem(exchange: Exchange, method: MethodModel): string | undefined {
  const type = (header(exchange.headers, 'content-type') ?? 'application/json').split(';')[0]?.trim() ?? '';
  const model = method.requestModels?.[type] ?? method.requestModels?.['$default'];
  if (model === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(exchange.request.body.length === 0 ? '{}' : toText(exchange.request.body));
  } catch {
    return 'The body is not JSON, so it cannot fit the model.';
  }
  const validator = validatorFor(exchange.model.models ?? noModels, model);
  if (!validator)
    return `The model "${typeof model === 'string' ? model : 'inline'}" is not part of the API or cannot be read.`;
  const result = check(validator, value);
  if (result === undefined) return undefined;
  return `The body does not fit the model: ${result}`;
}

/** Undefined when valid; else the first complaint. */
function check(validator: Validator, value: unknown): string | undefined {
  try {
    const result = validator.validate(value);
    if (result.valid) return undefined;
    const last = result.errors.at(-1);
    return last ? `${last.error} (${last.instanceLocation})` : 'no details.';
  } catch (error) {
    // An unresolved reference inside a schema only shows while validating.
    return error instanceof Error ? error.message : 'the model cannot be read.';
  }
}

const noModels: Readonly<Record<string, ModelSchema>> = {};
const validators = new WeakMap<object, Map<string | ModelSchema, Validator | undefined>>();

function validatorFor(
  models: Readonly<Record<string, ModelSchema>>,
  model: string | ModelSchema,
): Validator | undefined {
  let known = validators.get(models);
  if (!known) validators.set(models, (known = new Map<string | ModelSchema, Validator | undefined>()));
  if (!known.has(model)) known.set(model, compile(models, model));
  return known.get(model);
}

// Models are of draft 4 and refer to each other by this address, with the API's id in it.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
const modelAddress = 'https://apigateway.amazonaws.com/restapis/api/models/';

function compile(models: Readonly<Record<string, ModelSchema>>, model: string | ModelSchema): Validator | undefined {
  const schema =
    typeof model === 'string'
      ? model === 'Empty' || model === 'Error'
        ? (models[model] ?? {})
        : models[model]
      : model;
  if (!schema) return undefined;
  try {
    const validator = new Validator({ ...(normalise(schema) as Schema), $id: `${modelAddress}#root` }, '4', true);
    for (const [name, other] of Object.entries(models)) {
      validator.addSchema({ ...(normalise(other) as Schema), $id: modelAddress + name });
    }
    return validator;
  } catch {
    return undefined;
  }
}

/** Rewrites references to other models, however the template wrote the API's id, and drops own ids. */
function normalise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(typeof inner === 'string' && (key === '$id' || key === 'id' || key === '$schema')))
      .map(([key, inner]) => [key, key === '$ref' && typeof inner === 'string' ? reference(inner) : normalise(inner)]),
  );
}

function reference(target: string): string {
  const name =
    /\/models\/([A-Za-z0-9]+)$/.exec(target)?.[1] ??
    /^#\/components\/schemas\/([\w.-]+)$/.exec(target)?.[1] ??
    /^\/?([A-Za-z0-9]+)$/.exec(target)?.[1];
  return name === undefined ? target : modelAddress + name;
}
