/** How a generated template is written down. */
export interface Look {
  readonly language: 'yaml' | 'json';
  readonly short: boolean;
  readonly step: 2 | 4;
  /** JSON is indented with tabs. */
  readonly tabs: boolean;
  /** What stands in the properties of resources more than once is written once, in YAML. */
  readonly anchors: boolean;
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
      ? `${JSON.stringify(template, undefined, look.minified ? undefined : look.tabs ? '\t' : look.step)}\n`
      : `${block(template, 0, penOf(look, template), []).join('\n')}\n`;
  return look.crlf ? text.replaceAll('\n', '\r\n') : text;
}

/** The comment above a part, by its path below the top level. */
export function commentOf(path: readonly string[]): string {
  return `# about ${path.join('/')};`;
}

/** A look, and what is known while writing. */
interface Pen extends Look {
  /** Anchors for what occurs more than once, by its JSON. */
  readonly names: ReadonlyMap<string, string>;
  /** The anchors that stand in the text already. */
  readonly written: Set<string>;
  /** True in the properties of resources, where values may be shared. */
  readonly sharing: boolean;
}

function penOf(look: Look, template: PlainMap): Pen {
  const counts = new Map<string, number>();
  const count = (value: Plain | undefined): void => {
    if (typeof value !== 'object') return;
    const json = JSON.stringify(value);
    counts.set(json, (counts.get(json) ?? 0) + 1);
    for (const inner of Object.values(value)) count(inner);
  };
  for (const resource of Object.values(template['Resources'] as PlainMap)) {
    const { Properties } = resource as PlainMap;
    if (look.anchors) for (const value of Object.values((Properties ?? {}) as PlainMap)) count(value);
  }
  const many = [...counts].filter(([json, times]) => times > 1 && json.length > 4);
  const names = new Map(many.map(([json], index) => [json, `a${index}`] as const));
  return { ...look, names, written: new Set(), sharing: false };
}

/** An alias that says it all, or the anchor to be written in front. */
function shared(value: Plain, { names, written, sharing }: Pen): { readonly alias?: string; readonly mark: string } {
  const name = sharing && typeof value === 'object' ? names.get(JSON.stringify(value)) : undefined;
  if (name === undefined) return { mark: '' };
  if (written.has(name)) return { alias: `*${name}`, mark: '' };
  written.add(name);
  return { mark: `&${name} ` };
}

function block(map: PlainMap, column: number, look: Pen, path: readonly string[]): string[] {
  const indent = ' '.repeat(column);
  return Object.entries(map).flatMap(([key, value], index) => {
    if (value === undefined) return [];
    const here = [...path, key];
    const above = look.comments && (here.length === 2 || here.length === 4) ? [indent + commentOf(here)] : [];
    const gap = look.blankLines && here.length <= 2 && index > 0 ? [''] : [];
    const sharing = here.length >= 4 && here[0] === 'Resources' && here[2] === 'Properties';
    const pen = sharing ? { ...look, sharing } : look;
    return [...gap, ...above, ...child(`${indent}${writeKey(key)}:`, value, column, pen, here, false)];
  });
}

function child(
  intro: string,
  value: Plain,
  column: number,
  look: Pen,
  path: readonly string[],
  inList: boolean,
): string[] {
  const call = callOf(value);
  const isBlockCall =
    call?.name === 'Fn::If' &&
    isList(call.argument) &&
    typeof call.argument[1] === 'object' &&
    !callOf(call.argument[1]);
  if (typeof value !== 'object' || (call && !isBlockCall) || path.length > look.flowFrom)
    return [`${intro} ${flow(value, look)}`];
  const { alias, mark } = shared(value, look);
  if (alias !== undefined) return [`${intro} ${alias}`];
  if (call && isList(call.argument)) {
    const inner = column + look.step;
    const items = (at: number): string[] =>
      (call.argument as readonly Plain[]).flatMap((item) => listItem(item, at, look, path));
    if (look.short) return [`${intro} ${mark}!If`, ...items(inner)];
    return [`${intro} ${mark}`.trimEnd(), `${' '.repeat(inner)}Fn::If:`, ...items(inner + look.step)];
  }
  if (isList(value)) {
    if (value.length === 0) return [`${intro} ${mark}[]`];
    const inner = inList ? column + 2 : column + (look.indentless ? 0 : look.step);
    return [`${intro} ${mark}`.trimEnd(), ...value.flatMap((item) => listItem(item, inner, look, path))];
  }
  if (Object.keys(value).length === 0) return [`${intro} ${mark}{}`];
  return [`${intro} ${mark}`.trimEnd(), ...block(value, column + look.step, look, path)];
}

function listItem(item: Plain, column: number, look: Pen, path: readonly string[]): string[] {
  const dash = `${' '.repeat(column)}-`;
  if (typeof item !== 'object' || callOf(item) || isList(item) || path.length + 1 > look.flowFrom)
    return [`${dash} ${flow(item, look)}`];
  const { alias, mark } = shared(item, look);
  if (alias !== undefined) return [`${dash} ${alias}`];
  const [first, ...rest] = block(item, column + 2, { ...look, comments: false, blankLines: false }, [...path, 'item']);
  if (first === undefined) return [`${dash} {}`];
  return mark === '' ? [`${dash} ${first.trimStart()}`, ...rest] : [`${dash} ${mark}`.trimEnd(), first, ...rest];
}

function flow(value: Plain, look: Pen): string {
  if (typeof value === 'string') return writeString(value, look);
  if (typeof value !== 'object') return String(value);
  const { alias, mark } = shared(value, look);
  return alias ?? mark + flowOf(value, look);
}

function flowOf(value: readonly Plain[] | PlainMap, look: Pen): string {
  if (isList(value)) return `[${value.map((item) => flow(item, look)).join(', ')}]`;
  const call = callOf(value);
  if (call && look.short && !callOf(call.argument)) {
    const dotted =
      call.name === 'Fn::GetAtt' && isList(call.argument)
        ? call.argument.map(String).join('.')
        : typeof call.argument === 'object'
          ? flowOf(call.argument, look)
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
