import type { RouteView } from '../../service';
import { sampleRequest } from '../simulate/request-line';

/** A line for a terminal that sends a request down a route of a served stage, a GET where there is one. */
export function curlCommand(stageUrl: string, routes: readonly Pick<RouteView, 'method' | 'path'>[]): string {
  const { origin, pathname } = new URL(stageUrl);
  const stage = pathname.replace(/\/$/, '');
  const requests = routes.filter(({ path }) => path.startsWith(`${stage}/`)).map(sampleRequest);
  const request = requests.find((one) => one.startsWith('GET ')) ?? requests[0] ?? `GET ${stage}/`;
  const [method = 'GET', path = ''] = request.split(' ');
  return `curl -i ${method === 'GET' ? '' : `-X ${method} `}"${origin}${path}"`;
}
