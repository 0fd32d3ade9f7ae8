import { randomBytes } from 'node:crypto';
import type * as http from 'node:http';
import {
  gatewayHost,
  header,
  headerList,
  toBytes,
  toText,
  type HeaderField,
  type HeaderList,
  type Hop,
  type HttpResponse,
} from '../../simulate/index';
import type { LiveTrace, SecondAnswer } from '../traces';
import { maxBody, readUpTo, tooLarge } from '../request-body';
import type { Backstage } from '../second-engine';
import { readHead, send } from '../wire';
import { reasonOf } from './control-plane';
import type { DeployedStage } from './deploy';
import type { Clients } from './entrance';
import { differencesBetween } from './differences';
import type { Embedded } from './embedded';
import { httpCall, type WireRequest } from './http-call';
import { redirectHeader } from './names';

/** Sends each request to both engines and answers with what LocalStack said. */
export interface Front extends Clients {
  handle(message: http.IncomingMessage, response: http.ServerResponse): void;
}

/** More than an integration may take unless a quota is raised. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const timeoutMs = 60_000;

/** `deployed` gives the stages that LocalStack serves at the moment. */
export function createFront(
  { live, apiFor }: Pick<Backstage, 'live' | 'apiFor'>,
  embedded: Embedded,
  url: URL,
  deployed: () => readonly DeployedStage[],
): Front {
  const underway = new Map<string, { readonly headers: HeaderList; readonly hops: Hop[] }>();
  const clientOf = (traceId: string) => underway.get(rootOf(traceId) ?? '');

  const askLocalStack = async (request: WireRequest, at: DeployedStage): Promise<Asked> => {
    const root = rootOf(header(request.headers, 'x-amzn-trace-id')) ?? newRoot(live.now());
    const hops: Hop[] = [];
    underway.set(root, { headers: request.headers, hops });
    try {
      const headers = toLocalStack(request.headers, at, root);
      const response = await httpCall({ ...request, headers }, { to: url, timeoutMs });
      return { response: asFromApi(response), hops };
    } catch (error) {
      return { problem: `LocalStack did not answer: ${reasonOf(error)}`, hops };
    } finally {
      underway.delete(root);
    }
  };

  const answer = async (request: WireRequest, isWhole: boolean, response: http.ServerResponse): Promise<void> => {
    const startedAt = live.now();
    const [path = ''] = request.path.split('?');
    const model = apiFor(Object.values(live.current().world.gateways), { headers: request.headers, path });
    const stage = path.split('/')[1] ?? '';
    const at = deployed().find((one) => one.model.logicalId === model?.logicalId && one.stage.name === stage);
    const ours = embedded.ask(request, timeoutMs);
    if (!at || !isWhole) {
      const { response: alone, trace } = await ours;
      send(response, alone);
      if (trace)
        live.traces.add({
          ...trace,
          note: at
            ? 'The body is longer than API Gateway takes; only the embedded engine was asked.'
            : 'LocalStack has no such stage; only the embedded engine was asked.',
        });
      return;
    }
    const [mine, theirs] = await Promise.all([ours, askLocalStack(request, at)]);
    send(response, theirs.response ?? noAnswer(theirs.problem));
    if (!mine.trace) return;
    live.traces.add({
      ...mine.trace,
      second: secondAnswer(mine.response, theirs, at, live.now() - startedAt),
    } satisfies LiveTrace);
  };

  return {
    handle(message, response) {
      const { headers, method } = readHead(message, 'http');
      readUpTo(message, maxBody, (body, isWhole) => {
        const request = { method, path: message.url ?? '/', headers, body: isWhole ? body : tooLarge() };
        answer(request, isWhole, response).catch((error: unknown) => {
          live.report('LocalStack', error);
          send(response, noAnswer('internal error'));
        });
      });
    },
    headersOf: (traceId) => clientOf(traceId)?.headers,
    arrived: (traceId, hops) => clientOf(traceId)?.hops.push(...hops),
  };
}

interface Asked {
  readonly response?: HttpResponse;
  readonly problem?: string;
  readonly hops: readonly Hop[];
}

function secondAnswer(
  ours: HttpResponse,
  { response, problem, hops }: Asked,
  at: DeployedStage,
  took: number,
): SecondAnswer {
  const engine = 'LocalStack';
  if (!response) {
    return {
      engine,
      problem: problem ?? '',
      took,
      hops,
      differences: [{ what: 'status', embedded: String(ours.status), second: '(none)' }],
    };
  }
  return { engine, response, took, hops, differences: differencesBetween(ours, renamed(response, at)) };
}

/** LocalStack's id of the API stands for the template's. */
function renamed(response: HttpResponse, { apiId, model }: DeployedStage): HttpResponse {
  const own = gatewayHost(model).split('.')[0] ?? '';
  const rename = (text: string): string => text.replaceAll(apiId, own);
  const text = toText(response.body);
  return {
    ...response,
    headers: response.headers.filter((field) => !isOwn(field)).map(([name, value]) => [name, rename(value)] as const),
    ...(text.includes(apiId) ? { body: toBytes(rename(text)) } : {}),
  };
}

/** Headers of LocalStack's web server; an API on AWS has none of them. */
function isOwn([name, value]: HeaderField): boolean {
  return /^x-localstack/i.test(name) || (/^server$/i.test(name) && value.startsWith('TwistedWeb'));
}

/** LocalStack finds the API by `Host`; the name is AWS's, so that `$context.domainName` is what it would be there. */
function toLocalStack(headers: HeaderList, { apiId, model }: DeployedStage, root: string): HeaderList {
  const host = gatewayHost(model).replace(/^[^.]*/, apiId);
  const kept = headers.filter(([name]) => name.toLowerCase() !== 'host');
  const trace: readonly HeaderField[] =
    header(headers, 'x-amzn-trace-id') === undefined ? [['X-Amzn-Trace-Id', `Root=${root}`]] : [];
  return headerList([['Host', host], ...kept, ...trace]);
}

function asFromApi(response: HttpResponse): HttpResponse {
  const name = redirectHeader.toLowerCase();
  return {
    ...response,
    headers: response.headers.map((field) => (field[0].toLowerCase() === name ? ['Location', field[1]] : field)),
  };
}

function noAnswer(problem = ''): HttpResponse {
  const body = toBytes(JSON.stringify({ message: problem }));
  return {
    status: 502,
    headers: [
      ['Content-Type', 'application/json'],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html */
function newRoot(now: number): string {
  return `1-${Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0')}-${randomBytes(12).toString('hex')}`;
}

function rootOf(traceId: string | undefined): string | undefined {
  return /(?:^|;)\s*root=([^;\s]+)/i.exec(traceId ?? '')?.[1];
}
