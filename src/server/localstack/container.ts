import { randomUUID } from 'node:crypto';
import * as net from 'node:net';
import type { LocalstackContainer } from '@testcontainers/localstack';
import type { ContainerRuntimeClient } from 'testcontainers';
import { ServeError } from '../settings';
import { reasonOf } from './control-plane';
import { pullImage } from './pull';

/** The last image that runs without an auth token. Later ones are named by their month. https://docs.localstack.cloud/aws/getting-started/auth-token/ */
export const localStackImage = 'localstack/localstack:4.14.0';

/** A LocalStack of our own. */
export interface StartedLocalStack {
  readonly url: URL;
  /** Stops and removes the container. */
  stop(): Promise<void>;
}

/** Marks the container of this process, so that it is found even when it was not yet started to the end. */
const label = 'unbridge.serve';

/**
 * Starts LocalStack in Docker, and fetches its image first where it is missing. `progress` gets lines for the user;
 * `signal` ends it at any moment. Whatever goes wrong, no container is left.
 * @throws ServeError in one line when Docker or its image cannot be had.
 */
export async function startLocalStack(
  image: string,
  progress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<StartedLocalStack> {
  const { client, Localstack } = await docker();
  stopIfAborted(signal);
  await pullImage(client.container.dockerode, image, progress, signal);
  progress(`starting ${image}`);
  const id = randomUUID();
  const onHost = isNative(client);
  const port = await freePort();
  const container = new (quietly(Localstack, onHost))(image)
    .withLabels({ [label]: id })
    .withEnvironment(environment(onHost ? port : undefined));
  if (onHost) container.withNetworkMode('host');
  else container.withExtraHosts([{ host: 'host.docker.internal', ipAddress: 'host-gateway' }]);

  const remove = (): Promise<void> => removeLabelled(client, id);
  stopIfAborted(signal);
  const starting = container.start();
  try {
    const started = await orAborted(starting, signal);
    const url = new URL(onHost ? `http://127.0.0.1:${port}` : started.getConnectionUri());
    return { url, stop: remove };
  } catch (error) {
    await removeUntilSettled(starting, remove);
    if (error instanceof ServeError) throw error;
    throw new ServeError(`LocalStack does not start in Docker: ${reasonOf(error).split('\n')[0]}`);
  }
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ServeError('stopped');
}

/** Rejects as soon as the signal comes, without waiting for the work to end. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new ServeError('stopped'));
    signal?.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** A container that is only being created when the signal comes turns up a moment later. */
async function removeUntilSettled(starting: Promise<unknown>, remove: () => Promise<void>): Promise<void> {
  let isSettled = false;
  const settled = starting.then(
    () => (isSettled = true),
    () => (isSettled = true),
  );
  while (!isSettled) {
    await remove();
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 200))]);
  }
  await remove();
}

interface Docker {
  readonly client: ContainerRuntimeClient;
  readonly Localstack: typeof LocalstackContainer;
}

const otherwise = 'or name a LocalStack that runs already with --localstack-url http://127.0.0.1:4566';

async function docker(): Promise<Docker> {
  const loaded = await Promise.all([import('testcontainers'), import('@testcontainers/localstack')]).catch(
    () => undefined,
  );
  if (!loaded) {
    throw new ServeError(
      `--engine localstack starts LocalStack with a package that is not installed; run npm install @testcontainers/localstack@11, ${otherwise}`,
    );
  }
  const [{ getContainerRuntimeClient }, { LocalstackContainer: Localstack }] = loaded;
  const client = await getContainerRuntimeClient().catch(() => undefined);
  if (!client)
    throw new ServeError(`--engine localstack needs Docker, and none answers on this machine; start it, ${otherwise}`);
  return { client, Localstack };
}

/** Docker Desktop runs containers in a virtual machine; elsewhere they can share the loopback of this one. */
function isNative(client: ContainerRuntimeClient): boolean {
  return process.platform === 'linux' && client.info.containerRuntime.operatingSystem !== 'Docker Desktop';
}

/** With the network of the host no port is published, so that there is none to wait for. */
function quietly(Localstack: typeof LocalstackContainer, onHost: boolean): typeof LocalstackContainer {
  if (!onHost) return Localstack;
  return class extends Localstack {
    constructor(image: string) {
      super(image);
      this.exposedPorts = [];
      this.createOpts.ExposedPorts = {};
      this.hostConfig.PortBindings = {};
    }
  };
}

/** https://docs.localstack.cloud/aws/capabilities/config/configuration/ */
function environment(port: number | undefined): Record<string, string> {
  const token = process.env['LOCALSTACK_AUTH_TOKEN'];
  return {
    SERVICES: 'apigateway',
    // Whether it is ready is read from its output, so that must not be held back.
    PYTHONUNBUFFERED: '1',
    EAGER_SERVICE_LOADING: '1',
    DISABLE_EVENTS: '1',
    SKIP_SSL_CERT_DOWNLOAD: '1',
    // No name server of its own: it would want port 53 of the host.
    DNS_ADDRESS: '0',
    ...(port === undefined ? {} : { GATEWAY_LISTEN: `127.0.0.1:${port}` }),
    ...(token === undefined || token === '' ? {} : { LOCALSTACK_AUTH_TOKEN: token }),
  };
}

async function removeLabelled({ container: { dockerode } }: ContainerRuntimeClient, id: string): Promise<void> {
  const found = await dockerode.listContainers({ all: true, filters: { label: [`${label}=${id}`] } });
  for (const { Id } of found) {
    await dockerode
      .getContainer(Id)
      .remove({ force: true, v: true })
      .catch(() => undefined);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
