import { randomBytes } from 'node:crypto';
import * as http from 'node:http';
import { renderStageVariables, parseAddress, type IntegrationAddress } from '../../simulate/gateway/uri';
import {
  hasHeader,
  type HeaderList,
  type Hop,
  type HttpRequest,
  type IntegrationCall,
  type IntegrationModel,
  type StageModel,
} from '../../simulate/index';
import { maxBody, readUpTo } from '../request-body';
import type { Backstage } from '../second-engine';
import { listen, trackSockets } from '../sockets';
import { readHead, send } from '../wire';
import { redirectHeader } from './names';

/** Where LocalStack's integrations come out: from here their requests go over the simulated links. */
export interface Entrance {
  /** On the loopback. */
  readonly port: number;
  /** Path that stands for an integration of a stage; the integration's URI follows it after a slash. */
  pathFor(integration: IntegrationModel, stage: StageModel): string;
  /** What `/<ping>` answers with 204, so that it can be found out under which name LocalStack reaches this machine. */
  readonly ping: string;
  close(): Promise<void>;
}

const pingPath = 'ping';

interface Place {
  readonly integration: IntegrationModel;
  readonly stage: StageModel;
}

/** The clients' side: what came in at the gateway's port, found by the `X-Amzn-Trace-Id` that LocalStack passes on. */
export interface Clients {
  /** What the client sent; undefined when nobody knows the id. */
  headersOf(traceId: string): HeaderList | undefined;
  /** Gets the hops of a request that came through. */
  arrived(traceId: string, hops: readonly Hop[]): void;
}

/** Opens the entrance. */
export async function openEntrance(
  { live, callBackend }: Pick<Backstage, 'live' | 'callBackend'>,
  clients: Clients,
): Promise<Entrance> {
  // Nobody who does not know this comes in.
  const secret = randomBytes(12).toString('hex');
  const places: Place[] = [];

  const pass = async (
    message: http.IncomingMessage,
    response: http.ServerResponse,
    body: Uint8Array,
  ): Promise<void> => {
    const [, key = '', index = '', uri = ''] = /^\/([^/]*)\/([^/]*)(?:\/(.*))?$/s.exec(message.url ?? '') ?? [];
    if (key !== secret) {
      send(response, { status: 404, headers: [['Content-Length', '0']], body: new Uint8Array(0) });
      return;
    }
    if (index === pingPath) {
      send(response, { status: 204, headers: [], body: new Uint8Array(0) });
      return;
    }
    const place = places[Number(index)];
    const address = parseAddress(uri);
    // A broken connection is what LocalStack would meet at an address that is none.
    if (!place || !address) {
      response.destroy();
      return;
    }
    const traceId = message.headers['x-amzn-trace-id']?.toString() ?? '';
    const request = { ...readHead(message, address.scheme), body };
    const headers = headersFor(place, address, request.headers, clients.headersOf(traceId), port);
    const { outcome, hops } = await callBackend(
      live,
      callFor(place, address, { ...request, headers }, live.switches.stageInPath),
    );
    clients.arrived(traceId, hops);
    if ('failure' in outcome) response.destroy();
    else send(response, { ...outcome, headers: outcome.headers.map(redirected) });
  };
  const server = http.createServer({ maxHeaderSize: 128 * 1024 }, (message, response) => {
    sockets.busy(message, response);
    readUpTo(message, maxBody, (body) => {
      pass(message, response, body).catch((error: unknown) => {
        live.report('LocalStack', error);
        response.destroy();
      });
    });
  });
  const sockets = trackSockets(server);
  const port = await listen(server, 0);
  return {
    port,
    ping: `${secret}/${pingPath}`,
    pathFor: (integration, stage) => `${secret}/${places.push({ integration, stage }) - 1}`,
    close: () => sockets.drain(0),
  };
}

function redirected([name, value]: readonly [string, string]): readonly [string, string] {
  return name.toLowerCase() === 'location' ? [redirectHeader, value] : [name, value];
}

/** What LocalStack's own HTTP client adds is taken out again. */
function headersFor(
  { integration }: Place,
  address: IntegrationAddress,
  headers: HeaderList,
  client: HeaderList | undefined,
  port: number,
): HeaderList {
  const isDefault = address.port === (address.scheme === 'https' ? 443 : 80);
  const host = isDefault ? address.host : `${address.host}:${address.port}`;
  const asks = integration.type === 'HTTP_PROXY' && (client === undefined || hasHeader(client, 'accept-encoding'));
  const maps = Object.keys(integration.requestParameters ?? {}).some((name) =>
    /\.header\.accept-encoding$/i.test(name),
  );
  return headers
    .filter(([name]) => asks || maps || name.toLowerCase() !== 'accept-encoding')
    .map(([name, value]) =>
      // The entrance's own name stands there, unless a mapping sets one.
      name.toLowerCase() === 'host' && value.endsWith(`:${port}`) ? [name, host] : [name, value],
    );
}

/** The call that the embedded gateway would make, with the request that LocalStack made. */
function callFor(
  { integration, stage }: Place,
  address: IntegrationAddress,
  request: HttpRequest,
  stageInPath: 'as-recorded' | 'as-documented',
): IntegrationCall {
  const isPrivate = integration.connectionType === 'VPC_LINK';
  const rendered = (text: string): string => renderStageVariables(text, stage.variables ?? {});
  const { connectionId = '', integrationTarget } = integration;
  const at = integration.spans?.['Uri'] ?? integration.at;
  const path = isPrivate && stageInPath === 'as-documented' ? `/${stage.name}${address.path}` : address.path;
  return {
    address,
    request: { ...request, path, query: address.query },
    ...(isPrivate
      ? {
          link: {
            connectionId: rendered(connectionId),
            ...(integrationTarget === undefined ? {} : { integrationTarget: rendered(integrationTarget) }),
          },
        }
      : {}),
    timeoutMs: integration.timeoutInMillis ?? 29_000,
    ...(at ? { at } : {}),
  };
}
