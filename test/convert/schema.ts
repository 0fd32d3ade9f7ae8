import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { toJson } from '../harness/to-json';

type Database = ReturnType<typeof loadAwsServiceSpecSync>;
type PropertyType = Record<string, { type: unknown; required?: boolean }>;

/** A template as plain data. */
type Plain = Readonly<Record<string, unknown>>;

let database: Database | undefined;

/**
 * What CloudFormation's published schemas say against a template: unknown properties, missing ones, and values of
 * another type. Functions count as any value. Loading the schemas takes about a second and 190 MB.
 */
export function schemaFindings(text: string): readonly string[] {
  database ??= loadAwsServiceSpecSync();
  const template = JSON.parse(toJson(text)) as Plain;
  return Object.values((template['Resources'] ?? {}) as Plain).flatMap((resource) => {
    const { Type: type, Properties: properties = {} } = resource as { Type?: string; Properties?: unknown };
    const [known] = database!.lookup('resource', 'cloudFormationType', 'equals', type ?? '');
    if (!known) return [];
    return inMapping(type!, properties, known.properties);
  });
}

function inMapping(path: string, value: unknown, properties: PropertyType): readonly string[] {
  if (isFunction(value)) return [];
  if (!isMap(value)) return [`${path} is no mapping`];
  const unknown = Object.keys(value).filter((key) => !(key in properties));
  const missing = Object.entries(properties).filter(([key, { required }]) => required === true && !(key in value));
  return [
    ...unknown.map((key) => `${path}.${key} is not known`),
    ...missing.map(([key]) => `${path}.${key} is required`),
    ...Object.entries(value).flatMap(([key, inner]) =>
      properties[key] ? inType(`${path}.${key}`, inner, properties[key].type as SpecType) : [],
    ),
  ];
}

type SpecType =
  | { readonly type: 'array' | 'map'; readonly element: SpecType }
  | { readonly type: 'union'; readonly types: readonly SpecType[] }
  | { readonly type: 'ref'; readonly reference: { readonly $ref: string } }
  | { readonly type: 'string'; readonly allowedValues?: readonly string[] }
  | { readonly type: 'integer' | 'number' | 'boolean' | 'json' | 'date-time' | 'null' };

function inType(path: string, value: unknown, type: SpecType): readonly string[] {
  if (isFunction(value)) return [];
  switch (type.type) {
    case 'array':
      if (!Array.isArray(value)) return [`${path} is no list`];
      return value.flatMap((item) => inType(`${path}[]`, item, type.element));
    case 'map':
      if (!isMap(value)) return [`${path} is no mapping`];
      return Object.values(value).flatMap((inner) => inType(`${path}.*`, inner, type.element));
    case 'union': {
      const attempts = type.types.map((one) => inType(path, value, one));
      return attempts.find((attempt) => attempt.length === 0) ?? attempts[0] ?? [];
    }
    case 'ref': {
      const definition = database!.get('typeDefinition', type.reference.$ref);
      return inMapping(path, value, definition.properties);
    }
    case 'string':
      if (typeof value === 'object') return [`${path} is no text`];
      return type.allowedValues && !(type.allowedValues as readonly unknown[]).includes(value)
        ? [`${path} is none of its values`]
        : [];
    case 'integer':
    case 'number':
      return typeof value === 'object' || Number.isNaN(Number(value)) ? [`${path} is no number`] : [];
    default:
      return [];
  }
}

function isMap(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFunction(value: unknown): boolean {
  if (!isMap(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0]!.startsWith('Fn::'));
}
