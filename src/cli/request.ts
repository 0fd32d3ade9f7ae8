import { isFieldName } from '../simulate/headers';
import type { HeaderField, SimRequest } from '../simulate/index';
import { absolute, reasonOf } from './disk';
import { UserError, type Io } from './io';

/** The parts of a request as the command line gives them. */
export interface RequestOptions {
  readonly request: string | undefined;
  readonly header: readonly string[];
  readonly data: string | undefined;
  readonly 'source-ip': string | undefined;
}

/**
 * Reads `METHOD /stage/path?query`, headers and body.
 * @throws UserError that says what was expected.
 */
export async function readRequest(options: RequestOptions, io: Io): Promise<SimRequest> {
  if (options.request === undefined)
    throw new UserError("unbridge simulate: --request is missing; write --request 'GET /stage/path'");
  const match = /^\s*([A-Za-z]+)\s+(\/\S*)\s*$/.exec(options.request);
  if (!match) throw new UserError(`unbridge simulate: --request is 'METHOD /stage/path', not "${options.request}"`);
  const [path = '', query] = split(match[2]!, '?');
  const body = options.data === undefined ? undefined : await readBody(options.data, io);
  return {
    method: match[1]!.toUpperCase(),
    path,
    ...(query === undefined ? {} : { query }),
    headers: options.header.map(readHeader),
    ...(body === undefined ? {} : { body }),
    ...(options['source-ip'] === undefined ? {} : { clientIp: readAddress(options['source-ip']) }),
  };
}

/** Reads `Key=Value` pairs. `command` starts the message of a mistake. */
export function readParameters(
  pairs: readonly string[],
  command = 'unbridge simulate',
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', value] = split(pair, '=');
      if (key === '' || value === undefined) throw new UserError(`${command}: --param is Key=Value, not "${pair}"`);
      return [key, value];
    }),
  );
}

function readHeader(text: string): HeaderField {
  const [name = '', value] = split(text, ':');
  if (value === undefined || !isFieldName(name))
    throw new UserError(`unbridge simulate: a header is 'Name: value', not "${text}"`);
  return [name, value.trim()];
}

/** As curl has it: `@file` reads a file. */
async function readBody(data: string, io: Io): Promise<string | Uint8Array> {
  if (!data.startsWith('@')) return data;
  const file = data.slice(1);
  try {
    return await (file === '-' ? io.readStdin() : io.disk.read(absolute(io.cwd, file)));
  } catch (error) {
    throw new UserError(`${file}: cannot be read, ${reasonOf(error)}`);
  }
}

function readAddress(text: string): string {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const valid = four ? four.slice(1).every((part) => Number(part) <= 255) : /^[0-9a-fA-F]*:[0-9a-fA-F:.]+$/.test(text);
  if (!valid) throw new UserError(`unbridge simulate: --source-ip is an address such as 203.0.113.7, not "${text}"`);
  return text;
}

function split(text: string, separator: string): [string, string | undefined] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + separator.length)];
}
