import type { Span } from '../text/index';
import type { Method } from './method';
import type { Integration } from './model';
import { identified, soleOf, stringOf, textOf, type Settled } from './settled';
import type { Topology } from './topology';
import { readUri, readUris, type IntegrationUri, type UriOutcome } from './uri';
import type { Outcome } from './settled';

/** A method whose integration goes over a VPC link. */
export interface PrivateIntegration {
  readonly method: Method;
  readonly integration: Integration;
  /** What `ConnectionId` may stand for; empty where it is missing. A stage variable is looked up in every stage. */
  readonly links: readonly Outcome<string>[];
  /** What `IntegrationTarget` stands for. */
  readonly target: Settled<string> | undefined;
  /** The one `Uri` that there is; `undefined` where it is not told or depends on a condition. */
  readonly uri: IntegrationUri | undefined;
  /** Every `Uri` that may be, also those of `Fn::If`. */
  readonly uris: readonly UriOutcome[];
  /** Where to point: the value of `ConnectionId`, or the integration. */
  readonly at: Span;
}

const cache = new WeakMap<Topology, readonly PrivateIntegration[]>();
const possible = new WeakMap<Topology, readonly PrivateIntegration[]>();

/** Every integration with `ConnectionType: VPC_LINK`. */
export function privateIntegrations(topology: Topology): readonly PrivateIntegration[] {
  const known = cache.get(topology);
  if (known) return known;
  const found = possiblePrivateIntegrations(topology).filter(
    ({ integration }) => stringOf(soleOf(topology.resolve(integration.connectionType)))?.toUpperCase() === 'VPC_LINK',
  );
  cache.set(topology, found);
  return found;
}

/** Those too that go over a VPC link under some condition only, as in `!If [IsPrivate, VPC_LINK, INTERNET]`. */
export function possiblePrivateIntegrations(topology: Topology): readonly PrivateIntegration[] {
  const known = possible.get(topology);
  if (known) return known;
  const found = topology.methods.flatMap((method): PrivateIntegration[] => {
    const { integration } = method;
    if (!integration) return [];
    const types = topology.resolve(integration.connectionType);
    if (!types.some(({ value }) => stringOf(value)?.toUpperCase() === 'VPC_LINK')) return [];
    return [
      {
        method,
        integration,
        links: linksOf(topology, method, integration),
        target: soleOf(topology.resolve(integration.integrationTarget)),
        uri: readUri(topology, integration.uri),
        uris: readUris(topology, integration.uri, method.when),
        at: integration.connectionId?.at ?? integration.node,
      },
    ];
  });
  possible.set(topology, found);
  return found;
}

/** The name of the stage variable that a value is, as in `${stageVariables.link}`, or `undefined`. */
export function stageVariableOf(value: Settled<string> | undefined): string | undefined {
  return value && /^\$\{stageVariables\.([A-Za-z0-9_]+)\}$/.exec(textOf(value))?.[1];
}

function linksOf(topology: Topology, method: Method, integration: Integration): readonly Outcome<string>[] {
  return topology.resolve(integration.connectionId).flatMap((outcome): readonly Outcome<string>[] => {
    const variable = stageVariableOf(outcome.value);
    if (variable === undefined) return [outcome];
    const values = stageVariableValues(topology, method, variable);
    return values.length > 0
      ? values
      : [
          {
            value: { kind: 'unknown', because: `no stage in sight sets "${variable}"`, at: outcome.value.at },
            when: [],
          },
        ];
  });
}

/** What the stages of a method's API set a variable to. */
export function stageVariableValues(topology: Topology, method: Method, variable: string): readonly Outcome<string>[] {
  const ofApi = (stage: { readonly restApi: Integration['uri'] }): boolean =>
    identified(soleOf(topology.resolve(stage.restApi))) === method.api;
  const maps = [
    ...topology.ofKind('stage').filter(ofApi),
    ...topology.ofKind('deployment').filter(ofApi),
    ...(method.api ? [method.api] : []),
  ].flatMap((holder) => [holder.stageVariables, holder.canaryVariables]);
  return maps.flatMap((map) => {
    const entry = map?.entries.find(({ key }) => key === variable);
    return entry ? topology.resolve(entry.value) : [];
  });
}
