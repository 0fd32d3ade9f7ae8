import type { World } from '../../simulate/index';
import type { Backstage, OpenSecondEngine, SecondEngine } from '../second-engine';
import { localStackImage, startLocalStack } from './container';
import { checkLocalStack, controlPlane, type ControlPlane } from './control-plane';
import { deployStage, type DeployedStage } from './deploy';
import { openEmbedded } from './embedded';
import { openEntrance, type Entrance } from './entrance';
import { createFront } from './front';
import { nameForLocalStack } from './reach';

/** Where LocalStack comes from. */
export interface LocalStackOptions {
  /** One that runs already. Otherwise one is started in Docker. */
  readonly url?: URL;
  /** Started instead of the pinned image. */
  readonly image?: string;
  /** Ends the start at any moment. */
  readonly signal?: AbortSignal;
  /** Gets a line about what is going on: a download, a deployment. */
  readonly progress: (line: string) => void;
}

/** The second engine that lets LocalStack answer. */
export function localStackEngine(options: LocalStackOptions): OpenSecondEngine {
  return async (backstage, world) => {
    const closing: (() => Promise<void> | void)[] = [];
    const close = async (): Promise<void> => {
      for (const step of closing.splice(0).reverse()) await step();
    };
    try {
      return await open(backstage, world, options, closing, close);
    } catch (error) {
      await close();
      throw error;
    }
  };
}

async function open(
  backstage: Backstage,
  world: World,
  { url: running, image, signal, progress }: LocalStackOptions,
  closing: (() => Promise<void> | void)[],
  close: () => Promise<void>,
): Promise<SecondEngine> {
  const url = running ?? (await startContainer(closing, image, progress, signal));
  await checkLocalStack(url, signal);
  const plane = controlPlane(url);
  const embedded = await openEmbedded(backstage);
  closing.push(() => embedded.close());
  let deployed: readonly DeployedStage[] = [];
  let retired: readonly DeployedStage[] = [];
  const front = createFront(backstage, embedded, url, () => deployed);
  const entrance = await openEntrance(backstage, front);
  closing.push(() => entrance.close());
  const name = await nameForLocalStack(plane, entrance.port, entrance.ping);
  const to = `http://${name}:${entrance.port}`;

  const follow = async (next: World, ending?: AbortSignal): Promise<void> => {
    const fresh = await deployWorld(plane, next, entrance, to, progress, ending);
    // Those of the reload before have had time to answer what was under way.
    await removeAll(retired);
    retired = deployed;
    deployed = fresh;
  };
  await follow(world, signal);
  closing.push(() => removeAll([...retired, ...deployed]));
  return { handle: front.handle, follow: (next) => follow(next), close };
}

async function startContainer(
  closing: (() => Promise<void> | void)[],
  image: string | undefined,
  progress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<URL> {
  const container = await startLocalStack(image ?? localStackImage, progress, signal);
  closing.push(() => container.stop());
  return container.url;
}

async function deployWorld(
  plane: ControlPlane,
  world: World,
  entrance: Entrance,
  to: string,
  progress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<readonly DeployedStage[]> {
  const done: DeployedStage[] = [];
  try {
    for (const model of Object.values(world.gateways)) {
      for (const stage of model.stages) {
        progress(`deploying stage ${stage.name} of ${model.logicalId} to LocalStack`);
        done.push(
          await deployStage(plane, model, stage, ({ integration }) =>
            integration ? `${to}/${entrance.pathFor(integration, stage)}` : to,
          ),
        );
        signal?.throwIfAborted();
      }
    }
    return done;
  } catch (error) {
    await removeAll(done);
    throw error;
  }
}

async function removeAll(stages: readonly DeployedStage[]): Promise<void> {
  for (const stage of stages) await stage.remove();
}
