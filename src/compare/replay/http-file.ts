import type { HeaderField } from '../../simulate/index';
import { fill, type Variables } from './http-variables';
import type { Recorded, Recording, Skipped } from './recorded';

/**
 * Reads a `.http` file: requests separated by `###`, variables `@name = value` and `{{name}}`, headers, bodies, and
 * bodies in files (`< body.json`). Never throws; what cannot be read is skipped with its line.
 * The syntax: https://github.com/Huachao/vscode-restclient#usage
 */
export function parseHttpFile(text: string, environment: Variables = {}): Recording {
  const blocks = blocksOf(text);
  const drafts = blocks.map(readBlock);
  const variables: Record<string, string> = { ...environment };
  for (const draft of drafts) Object.assign(variables, draft.variables);
  const requests: Recorded[] = [];
  const skipped: Skipped[] = [];
  for (const draft of drafts) {
    if (draft.mistake) skipped.push(draft.mistake);
    else if (draft.url !== undefined) {
      const read = finish(draft, draft.url, variables);
      if ('reason' in read) skipped.push(read);
      else requests.push(read);
    }
  }
  const assumed = openHosts(drafts, variables);
  return { unit: 'line', requests, skipped, ...(assumed.length > 0 ? { assumed } : {}) };
}

interface Line {
  readonly at: number;
  readonly text: string;
}

interface Block {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** What one block says, its variables not yet filled in. */
interface Draft {
  at: number;
  name: string;
  method: string;
  url: string | undefined;
  readonly headers: { readonly at: number; readonly name: string; readonly value: string }[];
  readonly body: string[];
  readonly variables: Record<string, string>;
  mistake: Skipped | undefined;
}

function blocksOf(text: string): readonly Block[] {
  const blocks: { title: string; lines: Line[] }[] = [{ title: '', lines: [] }];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const separator = /^###+(.*)$/.exec(line);
    if (separator) blocks.push({ title: separator[1]!.trim(), lines: [] });
    else blocks.at(-1)!.lines.push({ at: index + 1, text: line });
  }
  return blocks;
}

function readBlock({ title, lines }: Block): Draft {
  const draft: Draft = {
    at: lines[0]?.at ?? 1,
    name: title,
    method: 'GET',
    url: undefined,
    headers: [],
    body: [],
    variables: {},
    mistake: undefined,
  };
  let part: 'before' | 'query' | 'headers' | 'body' = 'before';
  for (const line of lines) {
    if (part === 'body') draft.body.push(line.text);
    else if (part === 'before') part = readBefore(draft, line) ? 'query' : 'before';
    else if (line.text.trim() === '') part = 'body';
    else if (part === 'query' && /^\s+[?&]/.test(line.text)) draft.url += withoutVersion(line.text);
    else {
      part = 'headers';
      readHeader(draft, line);
    }
  }
  return draft;
}

/** Reads what stands before the headers; true once the request line has come. */
function readBefore(draft: Draft, { at, text }: Line): boolean {
  const variable = /^\s*@([^\s=]+)\s*=\s*(.*?)\s*$/.exec(text);
  if (variable) {
    draft.variables[variable[1]!] = variable[2]!;
    return false;
  }
  if (text.trim() === '') return false;
  if (isComment(text)) {
    draft.name = /^\s*(?:#|\/\/)\s*@name\s*[= ]\s*(\S+)/.exec(text)?.[1] ?? draft.name;
    return false;
  }
  draft.at = at;
  const line = withoutVersion(text);
  const [, method, url] = /^(?:([A-Za-z]+)\s+)?(\S.*)$/.exec(line) ?? [];
  draft.method = (method ?? 'GET').toUpperCase();
  draft.url = url ?? '';
  if (!/^(https?:\/\/|\/|\{\{|[\w.-]+(:\d+)?\/)/i.test(draft.url) || method?.toLowerCase() === 'curl')
    draft.mistake = { at, reason: `a request is METHOD URL, not "${text.trim()}"` };
  return true;
}

function withoutVersion(line: string): string {
  return line.trim().replace(/\s+HTTP\/[\d.]+$/i, '');
}

function readHeader(draft: Draft, { at, text }: Line): void {
  if (isComment(text)) return;
  // The characters of a field name: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
  const header = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*(.*?)\s*$/.exec(text);
  if (header) draft.headers.push({ at, name: header[1]!, value: header[2]! });
  else draft.mistake ??= { at, reason: `a header is "Name: value", not "${text.trim()}"` };
}

function isComment(text: string): boolean {
  return /^\s*(#|\/\/)/.test(text);
}

/** The hosts of requests that only another file sets, each once, where it is first used. */
function openHosts(drafts: readonly Draft[], variables: Variables): readonly Skipped[] {
  const first = new Map<string, Skipped>();
  for (const { at, url, mistake } of drafts) {
    const host = url === undefined || mistake ? undefined : openHost(url, variables);
    if (host !== undefined && !first.has(host))
      first.set(host, { at, reason: `${host} has no value in this file, so the template's API stands for it` });
  }
  return [...first.values()];
}

/** The variable without a value that a URL starts with, as in `{{host}}/prod/orders`. The template is the host then. */
function openHost(url: string, variables: Variables): string | undefined {
  const host = /^\{\{[^{}]*\}\}(?=\/)/.exec(url)?.[0];
  return host !== undefined && fill(host, variables, []) === host ? host : undefined;
}

function finish(draft: Draft, url: string, variables: Variables): Recorded | Skipped {
  const missing: string[] = [];
  const filled = (text: string): string => fill(text, variables, missing);
  const open = openHost(url, variables) ?? '';
  const request = {
    at: draft.at,
    ...(draft.name === '' ? {} : { name: draft.name }),
    method: draft.method,
    url: filled(url.slice(open.length)).replaceAll(' ', '%20'),
    headers: draft.headers.map(({ name, value }): HeaderField => [name, filled(value)]),
    ...bodyOf(draft, filled),
  };
  return missing.length === 0
    ? request
    : { at: draft.at, reason: `${[...new Set(missing)].join(', ')} has no value in this file` };
}

function bodyOf({ body, headers }: Draft, filled: (text: string) => string): Pick<Recorded, 'body' | 'bodyFile'> {
  // What follows belongs to the scripts and saved responses of other clients.
  const end = body.findIndex((line) => /^(>\s*(\{%|\S+\.js)|<>\s)/.test(line));
  const lines = end < 0 ? body : body.slice(0, end);
  const text = lines.join('\n').trimEnd();
  if (text.trim() === '') return {};
  const file = /^<@?(?:\w+)?\s+(\S.*)$/.exec(text.trim());
  if (file && !text.trim().includes('\n')) return { bodyFile: filled(file[1]!) };
  const isForm = headers.some(
    ({ name, value }) => /^content-type$/i.test(name) && /x-www-form-urlencoded/i.test(value),
  );
  return { body: filled(isForm ? text.replace(/\n(?=&)/g, '') : text) };
}
