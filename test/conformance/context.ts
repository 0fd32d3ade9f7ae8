import type { Fields } from './fields';

/** `context` of a setup: `$context` as an object, or with variables named by their path, as in `identity.apiKey`. */
export function contextOf(setup: Fields): Record<string, unknown> {
  const fields = setup.fields('context');
  const context: Record<string, unknown> = {};
  for (const path of fields?.keys() ?? []) {
    const keys = path.split('.');
    const last = keys.pop() as string;
    let owner = context;
    for (const key of keys) owner = (owner[key] ??= {}) as Record<string, unknown>;
    owner[last] = fields?.raw(path);
  }
  return context;
}
