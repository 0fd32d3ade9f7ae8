import {
  privateIntegrations,
  readUris,
  soleOf,
  stringOf,
  type Integration,
  type Method,
  type Topology,
  type UriOutcome,
} from '../index';

/** A method that calls a URL, over a VPC link or over the internet. */
export interface HttpIntegration {
  readonly method: Method;
  readonly integration: Integration;
  /** `HTTP_PROXY` hands everything through, `HTTP` only what is mapped. */
  readonly type: 'HTTP' | 'HTTP_PROXY';
  /** Every `Uri` that may be, also those of `Fn::If`. */
  readonly uris: readonly UriOutcome[];
}

const cache = new WeakMap<Topology, readonly HttpIntegration[]>();

/** Every method with an integration of type `HTTP` or `HTTP_PROXY`. */
export function httpIntegrations(topology: Topology): readonly HttpIntegration[] {
  let found = cache.get(topology);
  if (!found) {
    const known = new Map(privateIntegrations(topology).map(({ integration, uris }) => [integration, uris]));
    found = topology.methods.flatMap((method): HttpIntegration[] => {
      const { integration } = method;
      const type = integration && integrationType(topology, integration);
      if (!integration || (type !== 'HTTP' && type !== 'HTTP_PROXY')) return [];
      const uris = known.get(integration) ?? readUris(topology, integration.uri, method.when);
      return [{ method, integration, type, uris }];
    });
    cache.set(topology, found);
  }
  return found;
}

/** The type in upper case (OpenAPI bodies write it in lower case), or `undefined` where it is not told. */
export function integrationType(topology: Topology, { type }: Integration): string | undefined {
  return stringOf(soleOf(topology.resolve(type)))?.toUpperCase();
}

/** The key that an integration writes for a property: `IntegrationHttpMethod` or, in OpenAPI, `httpMethod`. */
export function spelled({ spelling }: Integration, property: string): string {
  if (spelling === 'cloudformation') return property;
  return property === 'IntegrationHttpMethod' ? 'httpMethod' : property.charAt(0).toLowerCase() + property.slice(1);
}
