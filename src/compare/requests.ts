import { headerList, type SimRequest, type World } from '../simulate/index';
import { toWorld } from '../simulate/world';
import type { Topology } from '../topology/index';
import { baseRequests } from './requests/base';
import { createListenerFinder, routesOf, type Route } from './requests/routes';
import { ruleRequests } from './requests/rule-requests';

/** More requests than these tell a reader nothing new. */
const maxRequests = 400;

/**
 * Requests that tell the routes of all APIs apart: every method of every path, every rule of the listeners behind them
 * with its conditions met and just missed, and one path that no route has. In a fixed order, without repetitions, at
 * most 400; plain requests come first.
 */
export function representativeRequests(source: Topology | World): readonly SimRequest[] {
  const world = 'gateways' in source ? source : toWorld(source).world;
  const routes = routesOf(world);
  const listenerOf = createListenerFinder(world);
  const plain: SimRequest[] = [];
  const meeting: SimRequest[] = [];
  const missing: SimRequest[] = [];
  for (const route of routes) {
    const requests = baseRequests(world, route);
    plain.push(...requests);
    const listener = requests[0] && listenerOf(route, requests[0]);
    if (!listener || listener.rules.length === 0) continue;
    const found = ruleRequests(world, route, listener);
    meeting.push(...found.meeting);
    missing.push(...found.missing);
  }
  return distinct([...plain, ...unrouted(routes), ...meeting, ...missing]).slice(0, maxRequests);
}

/** How a proof calls a request: `GET /prod/orders/1?x=y (X-Tenant: acme)`. */
export function describeRequest({ method, path, query, headers }: SimRequest): string {
  const fields = headerList(headers).filter(([name]) => name.toLowerCase() !== 'content-type');
  const extra = fields.length === 0 ? '' : ` (${fields.map(([name, value]) => `${name}: ${value}`).join(', ')})`;
  return `${method} ${path}${query ? `?${query}` : ''}${extra}`;
}

/** A path that no resource is likely to have, once for each API. */
function unrouted(routes: readonly Route[]): readonly SimRequest[] {
  const gateways = new Map(routes.map(({ gateway, stage }) => [gateway, stage.name]));
  return [...gateways].map(([gateway, stage]) => ({
    to: { gateway },
    method: 'GET',
    path: `/${stage}/no-such-resource`,
  }));
}

/** Of requests that differ in nothing, the first. */
export function distinct(requests: readonly SimRequest[]): readonly SimRequest[] {
  const byText = new Map<string, SimRequest>();
  for (const request of requests) {
    const text = JSON.stringify([request.to, describeRequest(request), request.body]);
    if (!byText.has(text)) byText.set(text, request);
  }
  return [...byText.values()];
}
