/** Values by name. */
export type Variables = Readonly<Record<string, string>>;

/** Variables may stand in each other's values; more steps than these go in a circle. */
const maxSteps = 10;

/** The moment that time variables name: the same one that a simulation takes for now. */
const moment = Date.UTC(2026, 0, 1);

/**
 * Fills in `{{name}}` and `{{%name}}` (percent-encoded), and those of REST Client's own variables that need nobody to ask:
 * https://github.com/Huachao/vscode-restclient#system-variables. Chance and clock have one fixed value. What has no
 * value stays as it is, and its name is added to `missing`.
 */
export function fill(text: string, variables: Variables, missing: string[], steps = 0): string {
  return text.replace(/\{\{([^{}]*)\}\}/g, (whole, inside: string) => {
    const name = inside.trim();
    if (name.startsWith('%') && Object.hasOwn(variables, name.slice(1)))
      return encodeURIComponent(fill(variables[name.slice(1)]!, variables, missing, steps + 1));
    const value = Object.hasOwn(variables, name) ? variables[name] : system(name, variables);
    if (value === undefined || steps >= maxSteps) {
      missing.push(whole);
      return whole;
    }
    return fill(value, variables, missing, steps + 1);
  });
}

function system(name: string, variables: Variables): string | undefined {
  const [kind, ...rest] = name.split(/\s+/);
  switch (kind) {
    case '$guid':
    case '$uuid':
      return '00000000-0000-4000-8000-000000000000';
    case '$timestamp':
      return String(moment / 1000);
    case '$randomInt':
      return rest[0] ?? '0';
    case '$datetime':
    case '$localDatetime':
      return rest[0] === 'rfc1123' ? new Date(moment).toUTCString() : new Date(moment).toISOString();
    case '$processEnv':
      return variables[`$processEnv ${rest[0] ?? ''}`];
    default:
      return undefined;
  }
}
