import { identified, type ApiResource, type MethodResource, type Settled } from '../../topology/index';
import type { Scene } from './scene';

/**
 * The path of a resource, such as `/orders/{id}`. What is decided outside keeps its place as `<name>`, so that a
 * template with only the lower part of an API can be followed too. `undefined`: not to be known.
 */
export function pathOf(scene: Scene, resource: MethodResource['resource']): string | undefined {
  return pathOfSettled(scene, scene.settle(resource), new Set());
}

/** The `AWS::ApiGateway::Resource` of a method, where it is at hand. */
export function apiResourceOf(scene: Scene, resource: MethodResource['resource']): ApiResource | undefined {
  const found = identified(scene.settle(resource));
  return found?.kind === 'resource' ? found : undefined;
}

function pathOfSettled(scene: Scene, settled: Settled<string> | undefined, seen: Set<ApiResource>): string | undefined {
  if (settled?.kind === 'resource' && settled.resource.kind === 'rest-api' && settled.attribute === 'RootResourceId')
    return '/';
  if (settled?.kind === 'external' || settled?.kind === 'literal') {
    const name = scene.textOf(settled) ?? '';
    scene.assume(`The path of the resource ${name} is not known here; /${name} stands for it.`);
    return `/${name}`;
  }
  const resource = identified(settled);
  if (resource?.kind !== 'resource' || seen.has(resource)) return undefined;
  const parent = pathOfSettled(scene, scene.settle(resource.parent), seen.add(resource));
  const part = scene.text(resource.pathPart);
  if (parent === undefined || part === undefined) return undefined;
  return `${parent === '/' ? '' : parent}/${part}`;
}
