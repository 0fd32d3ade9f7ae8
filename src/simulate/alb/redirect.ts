import type { HttpRequest } from '../message';
import type { AlbListenerModel, RedirectAction } from '../model';
import { hostOf } from './conditions';

/**
 * `Location` of a redirect. Parts that the action leaves out keep the request's value; the port is always written.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
 */
export function redirectLocation(action: RedirectAction, listener: AlbListenerModel, request: HttpRequest): string {
  const parts: Readonly<Record<string, string>> = {
    protocol: listener.protocol.toLowerCase(),
    host: hostOf(request),
    port: String(listener.port),
    path: request.path.replace(/^\//, ''),
    query: request.query,
  };
  const fill = (text: string): string => text.replace(/#\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);
  const protocol = fill(action.protocol ?? '#{protocol}').toLowerCase();
  const path = fill(action.path ?? '/#{path}');
  const query = fill(action.query ?? '#{query}').replace(/^\?/, '');
  const address = `${protocol}://${fill(action.host ?? '#{host}')}:${fill(action.port ?? '#{port}')}`;
  return `${address}${path.startsWith('/') ? path : `/${path}`}${query === '' ? '' : `?${query}`}`;
}
