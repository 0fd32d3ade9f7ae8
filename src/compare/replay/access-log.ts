import type { Recorded, Recording, Skipped } from './recorded';

/**
 * Reads API Gateway access logs, one request a line, in the Common Log Format or as JSON; lines of either kind may stand
 * behind a time stamp, and may be mixed. Also reads what `aws logs filter-log-events` prints. Never throws; what is no
 * request is skipped with its line.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html
 */
export function parseAccessLog(text: string): Recording {
  const events = eventsOf(text);
  const lines = events ?? text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const requests: Recorded[] = [];
  const skipped: Skipped[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line, index + 1);
    if ('reason' in read) skipped.push(read);
    else requests.push(read);
  }
  return { unit: events ? 'entry' : 'line', requests, skipped };
}

/** The messages in `{ "events": [{ "message": … }] }`. */
function eventsOf(text: string): readonly string[] | undefined {
  if (!/^\uFEFF?\s*\{\s*"(events|searchedLogStreams|nextToken)"/.test(text)) return undefined;
  try {
    const { events } = JSON.parse(text.replace(/^\uFEFF/, '')) as { readonly events?: unknown };
    if (!Array.isArray(events)) return undefined;
    return (events as unknown[]).map((event) => {
      const { message } = (event ?? {}) as { readonly message?: unknown };
      return typeof message === 'string' ? message : 'an event without a message';
    });
  } catch {
    return undefined;
  }
}

function readLine(line: string, at: number): Recorded | Skipped {
  const start = line.indexOf('{"') >= 0 ? line.indexOf('{"') : line.search(/\{\s*"/);
  const isJson = start >= 0 && line.trimEnd().endsWith('}') && !line.slice(0, start).includes('"');
  return isJson ? readJson(line.slice(start), at) : readCommon(line, at);
}

/** `IP caller user [time] "METHOD path protocol" status length id`, quotes and brackets as the console proposes them. */
function readCommon(line: string, at: number): Recorded | Skipped {
  const found = /^(.*?)"([A-Z]+) (\S+)(?: HTTP\/[\d.]+)?"(?:\s+(\d{3})\b)?/.exec(line);
  if (!found) return { at, reason: `no request in it: ${shown(line)}` };
  const [, before = '', method = '', path = '', status] = found;
  if (!path.startsWith('/')) return { at, reason: `"${path}" is no path` };
  const clientIp = before.split(/\s+/).find(isAddress);
  return {
    at,
    method,
    url: path,
    ...(clientIp === undefined ? {} : { clientIp }),
    ...(status === undefined ? {} : { status: Number(status) }),
    // The console proposes $context.resourcePath, in which parameters stand as they are declared.
    ...(/\{[^{}]+\}/.test(path) ? { isResource: true } : {}),
  };
}

function readJson(text: string, at: number): Recorded | Skipped {
  let fields: ReadonlyMap<string, string>;
  try {
    fields = fieldsOf(JSON.parse(text) as object);
  } catch {
    return { at, reason: `no valid JSON: ${shown(text)}` };
  }
  const first = (...names: string[]): string | undefined =>
    names.map((name) => fields.get(name)).find((value) => value !== undefined);
  const method = first('httpmethod', 'method', 'requestmethod', 'verb');
  const path = first('path', 'requestpath', 'rawpath', 'uri', 'url');
  const resource = first('resourcepath', 'resource');
  const url = path ?? resource;
  if (method === undefined || !/^[A-Za-z]+$/.test(method))
    return { at, reason: 'no method in it, such as "httpMethod"' };
  if (url === undefined || !/^(\/|https?:)/.test(url))
    return { at, reason: 'no path in it, such as "path" or "resourcePath"' };
  const clientIp = first('ip', 'sourceip', 'clientip', 'remoteip', 'identitysourceip');
  const status = Number(first('status', 'statuscode', 'responsestatus') ?? NaN);
  const stage = first('stage', 'stagename');
  return {
    at,
    method: method.toUpperCase(),
    url,
    ...(clientIp !== undefined && isAddress(clientIp) ? { clientIp } : {}),
    ...(Number.isInteger(status) ? { status } : {}),
    ...(stage === undefined ? {} : { stage }),
    ...(path === undefined ? { isResource: true } : {}),
  };
}

/** Values by name, without regard to case and punctuation; `-` stands for a value that was not there. */
function fieldsOf(value: object): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(value).flatMap(([key, field]) =>
      (typeof field === 'string' && field !== '-' && field !== '') || typeof field === 'number'
        ? [[key.toLowerCase().replace(/[^a-z]/g, ''), String(field)] as const]
        : [],
    ),
  );
}

function isAddress(text: string): boolean {
  return (
    /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || (/^[0-9a-fA-F:.]+$/.test(text) && (text.match(/:/g)?.length ?? 0) >= 2)
  );
}

function shown(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= 60 ? trimmed : `${trimmed.slice(0, 57)}...`;
}
