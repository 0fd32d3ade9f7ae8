import type { Span } from '../../text/index';
import {
  identified,
  soleOf,
  stringOf,
  type HttpApi,
  type Resource,
  type Topology,
  type Value,
  type VpcLinkV1,
} from '../index';

/** An integration of an HTTP or WebSocket API that goes over a VPC link. */
export interface V2ApiIntegration {
  /** The resource that declares it: the integration, or the API with the body. */
  readonly resource: Resource;
  /** What messages call it: `"Orders"`, or `GET /orders of "Api"`. */
  readonly name: string;
  /** `undefined` where the API is not at hand. */
  readonly api: HttpApi | undefined;
  /** `HTTP` or `WEBSOCKET`; `undefined` where the API is not at hand. */
  readonly protocol: string | undefined;
  readonly connectionId: Value<string> | undefined;
  /** For an HTTP API the ARN of a listener or a Cloud Map service. */
  readonly uri: Value<string> | undefined;
  readonly at: Span;
}

const cache = new WeakMap<Topology, readonly V2ApiIntegration[]>();

/** Every such integration, from resources and from OpenAPI bodies. */
export function v2ApiIntegrations(topology: Topology): readonly V2ApiIntegration[] {
  const known = cache.get(topology);
  if (known) return known;
  const found = [...fromResources(topology), ...fromBodies(topology)];
  cache.set(topology, found);
  return found;
}

/** The first integration of an HTTP or WebSocket API that goes over one of these links. */
export function v2ApiIntegrationOver(topology: Topology, links: readonly VpcLinkV1[]): V2ApiIntegration | undefined {
  return v2ApiIntegrations(topology).find(({ connectionId }) =>
    topology.resolve(connectionId).some(({ value }) => links.some((link) => link === identified(value))),
  );
}

/** The HTTP or WebSocket API of this set that a value names, or `undefined`. */
export function httpApiOf(topology: Topology, id: Value<string> | undefined): HttpApi | undefined {
  const api = identified(soleOf(topology.resolve(id)));
  return api?.kind === 'http-api' ? api : undefined;
}

/** `HTTP` or `WEBSOCKET`, where it is known. */
export function protocolOfApi(topology: Topology, api: HttpApi | undefined): string | undefined {
  return stringOf(soleOf(topology.resolve(api?.protocol)))?.toUpperCase();
}

function* fromResources(topology: Topology): Iterable<V2ApiIntegration> {
  for (const resource of topology.ofKind('http-api-integration')) {
    if (!isOverLink(topology, resource.connectionType)) continue;
    const api = httpApiOf(topology, resource.api);
    yield {
      resource,
      name: `"${resource.logicalId}"`,
      api,
      protocol: protocolOfApi(topology, api),
      connectionId: resource.connectionId,
      uri: resource.integrationUri,
      at: resource.at,
    };
  }
}

function* fromBodies(topology: Topology): Iterable<V2ApiIntegration> {
  for (const api of topology.ofKind('http-api')) {
    for (const { integrations, httpMethod, path, at } of api.body?.operations ?? []) {
      for (const { integration } of integrations) {
        if (!integration || !isOverLink(topology, integration.connectionType)) continue;
        const { connectionId, uri } = integration;
        const name = `${httpMethod} ${path} of "${api.logicalId}"`;
        yield { resource: api, name, api, protocol: protocolOfApi(topology, api), connectionId, uri, at };
      }
    }
  }
}

function isOverLink(topology: Topology, connectionType: Value<string> | undefined): boolean {
  return stringOf(soleOf(topology.resolve(connectionType)))?.toUpperCase() === 'VPC_LINK';
}
