import { gatewayHost, simulate, type Entry, type HeaderField, type SimRequest, type World } from '../../simulate/index';
import { sampleOfParameter } from '../requests/backend-path';
import { letAllIn } from '../requests/routes';
import type { Recorded } from './recorded';

/** A recorded request on its way into a world, or the reason why it has none. */
export type Placed =
  | {
      readonly request: SimRequest;
      /** The recording names a resource only, so that samples stand for its parameters. */
      readonly isSampled: boolean;
    }
  | { readonly reason: string };

/**
 * Brings a recorded request to the API or load balancer of a world that it was meant for. Which host it went to does
 * not matter unless the world knows it; a path without a stage gets `stage`, or the only one there is.
 */
export function placeRecorded(recorded: Recorded, world: World, stage: string | undefined): Placed {
  const { host, path, query } = apart(recorded.url);
  const isSampled = recorded.isResource === true && path.includes('{');
  const wire = isSampled ? path.replace(/\{([^{}+]+)\+?\}/g, (_, name: string) => sampleOfParameter(name, path)) : path;
  const to = host === undefined ? undefined : entryFor(host, world);
  const isDirect = to !== undefined && !('gateway' in to);
  const staged = isDirect ? { path: wire } : withStage(recorded, wire, host, world, stage);
  if ('reason' in staged) return staged;
  const request: SimRequest = {
    method: recorded.method,
    path: staged.path,
    ...(query === undefined ? {} : { query }),
    headers: (recorded.headers ?? []).filter(([name]) => !isOfConnection(name)),
    ...(recorded.body === undefined ? {} : { body: recorded.body }),
    ...(recorded.clientIp === undefined ? {} : { clientIp: recorded.clientIp }),
    ...(to ? { to } : {}),
  };
  if (recorded.mayBeForeign && !to && !isGatewayHost(host) && !hasRoute(request, world))
    return { reason: `it goes to ${host ?? 'another host'}, and no route of the template has its path` };
  return { request, isSampled };
}

function apart(url: string): {
  readonly host: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
} {
  const [, scheme, authority, rest = ''] = /^(https?:)?\/\/([^/?#]*)(.*)$/i.exec(url) ??
    /^()([\w.-]+(?::\d+)?)(\/.*)$/.exec(url) ?? ['', '', undefined, url];
  const target = rest.replace(/#.*$/, '');
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const port = scheme?.toLowerCase() === 'https:' ? ':443' : ':80';
  return {
    host: authority === undefined ? undefined : /:\d+$/.test(authority) ? authority : authority + port,
    path: path === '' ? '/' : path,
    query: mark < 0 ? undefined : target.slice(mark + 1),
  };
}

function entryFor(host: string, { gateways, albs, nlbs }: World): Entry | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const port = Number(host.slice(host.lastIndexOf(':') + 1));
  for (const [gateway, model] of Object.entries(gateways))
    if (gatewayHost(model).toLowerCase() === name) return { gateway };
  for (const [alb, model] of Object.entries(albs)) if (model.dnsName?.toLowerCase() === name) return { alb, port };
  for (const [nlb, model] of Object.entries(nlbs)) if (model.dnsName?.toLowerCase() === name) return { nlb, port };
  return undefined;
}

function isGatewayHost(host: string | undefined): boolean {
  return host !== undefined && /^([\w-]+\.execute-api\.[\w.-]+|localhost|127\.0\.0\.1|\[::1\]):\d+$/i.test(host);
}

function withStage(
  { stage: recorded, isResource }: Recorded,
  path: string,
  host: string | undefined,
  { gateways }: World,
  chosen: string | undefined,
): { readonly path: string } | { readonly reason: string } {
  const stages = [...new Set(Object.values(gateways).flatMap((gateway) => gateway.stages.map(({ name }) => name)))];
  if (stages.length === 0) return { path };
  const first = path.split('/')[1] ?? '';
  // The default endpoint always has the stage in its path, whether the template knows it or not.
  const isDefaultEndpoint = host !== undefined && /\.execute-api\./i.test(host);
  const named = recorded === undefined || recorded === first || !stages.includes(recorded);
  if (!isResource && ((stages.includes(first) && named) || isDefaultEndpoint)) return { path };
  const stage = chosen ?? stages.find((name) => name === recorded) ?? (stages.length === 1 ? stages[0] : undefined);
  if (stage === undefined)
    return { reason: `its path names no stage, and the template has ${stages.join(', ')}; choose one with --stage` };
  return { path: `/${stage}${path === '/' ? '' : path}` };
}

/** Whether a request meets a stage and a method of an API; one that goes straight to a balancer has no need of them. */
export function hasRoute(request: SimRequest, world: World): boolean {
  if (request.to && !('gateway' in request.to)) return true;
  return Boolean(simulate(world, request, letAllIn).hops[0]?.facts?.matched);
}

/** These belong to the connection that was recorded. */
function isOfConnection(name: HeaderField[0]): boolean {
  return /^(host|content-length|connection|keep-alive|proxy-connection|transfer-encoding|te|upgrade)$/i.test(name);
}
