import { ServeError } from '../settings';
import type { ControlPlane } from './control-plane';
import { httpCall } from './http-call';
import { apiTags } from './names';

/** What this machine may be called by a LocalStack on it: in host mode or with the host's network, or in Docker Desktop. */
const names = ['127.0.0.1', 'host.docker.internal'] as const;

/**
 * Finds out under which name LocalStack reaches the loopback of this machine, by letting it call `http://NAME:port/ping`.
 * @throws ServeError when it reaches it under none.
 */
export async function nameForLocalStack(plane: ControlPlane, port: number, ping: string): Promise<string> {
  const { id } = await plane.call('POST', '/restapis', { name: 'unbridge-probe', tags: apiTags });
  const base = `/restapis/${String(id)}`;
  try {
    const { item } = await plane.call('GET', `${base}/resources`);
    const root = Array.isArray(item) ? String((item[0] as Record<string, unknown>)['id']) : '';
    for (const [index, name] of names.entries()) {
      const resource = await plane.call('POST', `${base}/resources/${root}`, { pathPart: String(index) });
      const method = `${base}/resources/${String(resource['id'])}/methods/GET`;
      await plane.call('PUT', method, { authorizationType: 'NONE' });
      await plane.call('PUT', `${method}/integration`, {
        type: 'HTTP_PROXY',
        httpMethod: 'GET',
        uri: `http://${name}:${port}/${ping}`,
      });
    }
    const deployment = await plane.call('POST', `${base}/deployments`, {});
    await plane.call('POST', `${base}/stages`, { stageName: 'probe', deploymentId: deployment['id'] });
    for (const [index, name] of names.entries()) {
      const request = {
        method: 'GET',
        path: `/_aws/execute-api/${String(id)}/probe/${index}`,
        headers: [['Host', plane.url.host]] as const,
      };
      const answer = await httpCall(request, { to: plane.url, timeoutMs: 10_000 }).catch(() => undefined);
      if (answer?.status === 204) return name;
    }
  } finally {
    await plane.call('DELETE', base).catch(() => undefined);
  }
  throw new ServeError(
    `the LocalStack at ${plane.url.origin} cannot call back to 127.0.0.1 of this machine, where the simulated load balancers listen; start it on this machine with docker run --network host, or in host mode`,
  );
}
