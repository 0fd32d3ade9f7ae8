import type { ContainerRuntimeClient } from 'testcontainers';
import { ServeError } from '../settings';
import { reasonOf } from './control-plane';

type Dockerode = ContainerRuntimeClient['container']['dockerode'];

/** One line of what Docker tells about a pull. */
interface PullEvent {
  readonly id?: string;
  readonly status?: string;
  readonly error?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
}

/** A line each tenth of the way. */
const step = 10;

/**
 * Fetches an image unless it is there, and says how far it is. Ends at once when `signal` says so.
 * @throws ServeError
 */
export async function pullImage(
  docker: Dockerode,
  image: string,
  progress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (await hasImage(docker, image)) return;
  progress(`fetching ${image} (once)`);
  try {
    const stream = await docker.pull(image, signal ? { abortSignal: signal } : {});
    const say = percentage((percent) => progress(`fetching ${image}: ${percent} %`));
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new ServeError('stopped')), { once: true });
      docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve()), say);
    });
  } catch (error) {
    if (error instanceof ServeError || signal?.aborted) throw new ServeError('stopped');
    throw new ServeError(`Docker cannot fetch ${image}: ${reasonOf(error).split('\n')[0]}`);
  }
}

async function hasImage(docker: Dockerode, image: string): Promise<boolean> {
  try {
    await docker.getImage(image).inspect();
    return true;
  } catch {
    return false;
  }
}

/** Adds up the layers; calls back when another tenth of all that is known of is there. */
export function percentage(say: (percent: number) => void): (event: PullEvent) => void {
  const layers = new Map<string, { readonly current: number; readonly total: number }>();
  let last = 0;
  return ({ id, status, progressDetail }) => {
    if (id === undefined || status !== 'Downloading' || !progressDetail?.total) return;
    layers.set(id, { current: progressDetail.current ?? 0, total: progressDetail.total });
    const sum = (part: 'current' | 'total'): number =>
      [...layers.values()].reduce((all, layer) => all + layer[part], 0);
    const percent = Math.floor((100 * sum('current')) / sum('total') / step) * step;
    if (percent > last) say((last = percent));
  };
}
