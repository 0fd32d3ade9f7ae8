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
  progress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<StartedLocalStack> {
  const { client, Localstack } = await docker();
  await pullImage(client.container.dockerode, localStackImage, progress, signal);
  progress(`starting ${localStackImage}`);
  const id = randomUUID();
  const onHost = isNative(client);
  const port = await freePort();
  const container = new (quietly(Localstack, onHost))(localStackImage)
    .withLabels({ [label]: id })
    .withEnvironment(environment(onHost ? port : undefined));
  if (onHost) container.withNetworkMode('host');
  else container.withExtraHosts([{ host: 'host.docker.internal', ipAddress: 'host-gateway' }]);

  const remove = (): Promise<void> => removeLabelled(client, id);
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(new ServeError('stopped')), { once: true });
  });
  const starting = container.start();
  try {
    signal?.throwIfAborted();
    const started = await Promise.race([starting, aborted]);
    const url = new URL(onHost ? `http://127.0.0.1:${port}` : started.getConnectionUri());
    return { url, stop: remove };
  } catch (error) {
    // A container that is only being created when the signal comes turns up a moment later.
    await remove();
    await starting.catch(() => undefined);
    await remove();
    if (error instanceof ServeError) throw error;
    throw new ServeError(`LocalStack does not start in Docker: ${reasonOf(error).split('\n')[0]}`);
  } finally {
    aborted.catch(() => undefined);
  }
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
