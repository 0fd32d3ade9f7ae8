import { toBytes, toText, type HttpRequest } from '../message';
import type { TargetAnswer, TargetBehaviour } from '../model';

/** Answers 200 and shows what arrived, as JSON. The default behaviour of every target. */
export const echo: TargetBehaviour = (request) => jsonAnswer(200, arrived(request));

/** What a target received, ready for JSON: query values in lists, repeated headers joined with commas. */
export function arrived(request: HttpRequest): Record<string, unknown> {
  const headers: Record<string, string> = {};
  for (const [name, value] of request.headers) {
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return {
    method: request.method,
    path: request.path,
    query: request.query,
    headers,
    body: toText(request.body),
  };
}

/** A JSON answer. */
export function jsonAnswer(status: number, value: unknown): TargetAnswer {
  return { status, headers: [['Content-Type', 'application/json']], body: toBytes(JSON.stringify(value)) };
}
