/** How a generated template is written down. */
export interface Look {
  readonly language: 'yaml' | 'json';
  readonly short: boolean;
  readonly step: 2 | 4;
  /** From this depth on YAML stands in braces. */
  readonly flowFrom: 2 | 4 | 6 | 99;
  readonly indentless: boolean;
  readonly quote: 'plain' | 'single' | 'double';
  readonly comments: boolean;
  readonly blankLines: boolean;
  readonly minified: boolean;
  readonly crlf: boolean;
}

export type Plain = string | number | boolean | readonly Plain[] | PlainMap;
export interface PlainMap {
  readonly [key: string]: Plain | undefined;
}

/** Writes a template, functions given in their long form. Comments carry the path of what they stand above. */
export function render(template: PlainMap, look: Look): string {
  const text =
    look.language === 'json'
      ? `${JSON.stringify(template, undefined, look.minified ? undefined : look.step)}\n`
      : `${block(template, 0, look, []).join('\n')}\n`;
  return look.crlf ? text.replaceAll('\n', '\r\n') : text;
}

/** The comment above a part, by its path below the top level. */
export function commentOf(path: readonly string[]): string {
  return `# about ${path.join('/')};`;
}

function block(map: PlainMap, column: number, look: Look, path: readonly string[]): string[] {
  const indent = ' '.repeat(column);
  return Object.entries(map).flatMap(([key, value], index) => {
    if (value === undefined) return [];
    const here = [...path, key];
    const above = look.comments && (here.length === 2 || here.length === 4) ? [indent + commentOf(here)] : [];
    const gap = look.blankLines && here.length <= 2 && index > 0 ? [''] : [];
    return [...gap, ...above, ...child(`${indent}${writeKey(key)}:`, value, column, look, here, false)];
  });
}

function child(
  intro: string,
  value: Plain,
  column: number,
  look: Look,
  path: readonly string[],
  inList: boolean,
): string[] {
  const call = callOf(value);
  if (typeof value !== 'object' || call || path.length > look.flowFrom) return [`${intro} ${flow(value, look)}`];
  if (isList(value)) {
    if (value.length === 0) return [`${intro} []`];
    const inner = inList ? column + 2 : column + (look.indentless ? 0 : look.step);
    return [intro, ...value.flatMap((item) => listItem(item, inner, look, path))];
  }
  if (Object.keys(value).length === 0) return [`${intro} {}`];
  return [intro, ...block(value, column + look.step, look, path)];
}

function listItem(item: Plain, column: number, look: Look, path: readonly string[]): string[] {
  const dash = `${' '.repeat(column)}-`;
  if (typeof item !== 'object' || callOf(item) || isList(item) || path.length + 1 > look.flowFrom)
    return [`${dash} ${flow(item, look)}`];
  const [first, ...rest] = block(item, column + 2, { ...look, comments: false, blankLines: false }, [...path, 'item']);
  return first === undefined ? [`${dash} {}`] : [`${dash} ${first.trimStart()}`, ...rest];
}

function flow(value: Plain, look: Look): string {
  if (typeof value === 'string') return writeString(value, look);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map((item) => flow(item, look)).join(', ')}]`;
  const call = callOf(value);
  if (call && look.short && !callOf(call.argument)) {
    const dotted =
      call.name === 'Fn::GetAtt' && isList(call.argument)
        ? call.argument.map(String).join('.')
        : flow(call.argument, look);
    return `!${call.name.replace('Fn::', '')} ${dotted}`;
  }
  const entries = Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : [`${call ? JSON.stringify(key) : writeKey(key)}: ${flow(inner, look)}`],
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function callOf(value: Plain): { readonly name: string; readonly argument: Plain } | undefined {
  if (typeof value !== 'object' || isList(value)) return undefined;
  const [only, ...more] = Object.entries(value);
  if (!only || more.length > 0 || only[1] === undefined || !(only[0] === 'Ref' || only[0].startsWith('Fn::')))
    return undefined;
  return { name: only[0], argument: only[1] };
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function writeKey(key: string): string {
  return /^[A-Za-z][\w.-]*$/.test(key) ? key : JSON.stringify(key);
}

function writeString(value: string, look: Look): string {
  const plain = /^[A-Za-z/$][\w./:${}-]*$/.test(value) && !/[{}]/.test(value) && !/: |:$/.test(value);
  if (look.quote === 'double') return JSON.stringify(value);
  if (look.quote === 'single' || !plain || /^(true|false|yes|no|on|off|null)$/i.test(value))
    return `'${value.replaceAll("'", "''")}'`;
  return value;
}
