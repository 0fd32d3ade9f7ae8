import type { ModelSchema } from '../../simulate/index';

const maxDepth = 6;

/** A value that a plain JSON Schema takes: enough for bodies to pass validation. References are not followed. */
export function sampleOfSchema(schema: unknown, depth = 0): unknown {
  if (typeof schema !== 'object' || schema === null || depth > maxDepth) return {};
  const {
    type,
    enum: allowed,
    const: only,
    default: fallback,
    properties,
    required,
    items,
    minLength,
    minimum,
  } = schema as ModelSchema;
  if (only !== undefined) return only;
  if (Array.isArray(allowed) && allowed.length > 0) return allowed[0] as unknown;
  if (fallback !== undefined) return fallback;
  switch (Array.isArray(type) ? (type[0] as unknown) : (type ?? (properties ? 'object' : undefined))) {
    case 'string':
      return 'sample'.padEnd(typeof minLength === 'number' ? Math.min(minLength, 256) : 0, 'x');
    case 'integer':
    case 'number':
      return typeof minimum === 'number' ? minimum + 1 : 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array':
      return items === undefined ? [] : [sampleOfSchema(items, depth + 1)];
    default:
      return objectOf((properties ?? {}) as ModelSchema, required, depth);
  }
}

function objectOf(properties: ModelSchema, required: unknown, depth: number): Readonly<Record<string, unknown>> {
  const needed = Array.isArray(required) ? required.map(String) : [];
  return Object.fromEntries(needed.map((name) => [name, sampleOfSchema(properties[name], depth + 1)]));
}
