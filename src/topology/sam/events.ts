import { asString, entriesOf, property, resolveAlias, type Entry, type MappingNode } from '../../template/index';
import type { Integration, Operation, Resource, ResourceBase, RestApi } from '../model';
import { propertyOf } from '../readers/header';
import { readServerlessApi } from '../readers/rest-api';
import { readString } from '../read-value';
import type { Value } from '../value';
import { withGlobals } from './globals';

/** A route that an event of a function or state machine adds to an API. */
interface ApiEvent {
  readonly operation: Operation;
  /** The logical id of the API; `undefined` for the one that SAM makes. */
  readonly api: string | undefined;
  /** False where the API is told, but not by the name of a resource. */
  readonly isKnown: boolean;
}

/** The API that SAM makes for events that name none, and its stage. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-api.html */
export const implicitApi = 'ServerlessRestApi';
const implicitStage = 'Prod';

const withEvents = new Set(['AWS::Serverless::Function', 'AWS::Serverless::StateMachine']);

/** Adds the routes of events to the APIs of a SAM template, and the API that SAM makes for those that name none. */
export function addEvents(resources: Map<string, Resource>, globals: MappingNode | undefined): void {
  const byApi = new Map<string, Operation[]>();
  let first: { readonly owner: Resource; readonly event: ApiEvent } | undefined;
  for (const resource of resources.values()) {
    if (!withEvents.has(resource.type)) continue;
    for (const event of eventsOf(resource)) {
      if (!event.isKnown) continue;
      if (event.api === undefined) first ??= { owner: resource, event };
      const id = event.api ?? implicitApi;
      byApi.set(id, [...(byApi.get(id) ?? []), event.operation]);
    }
  }
  if (first && !resources.has(implicitApi))
    resources.set(implicitApi, madeApi(first.owner, first.event.operation, globals));
  for (const [id, operations] of byApi) {
    const api = resources.get(id);
    if (api?.kind === 'rest-api' && api.serverless) resources.set(id, joined(api, operations));
  }
}

const apis = new WeakMap<RestApi, RestApi>();

function joined(api: RestApi, operations: readonly Operation[]): RestApi {
  const declared = new Set((api.body?.operations ?? []).map(({ httpMethod, path }) => `${httpMethod} ${path}`));
  const events = operations.filter(({ httpMethod, path }) => !declared.has(`${httpMethod} ${path}`));
  const known = apis.get(api);
  const isSame = known?.events.length === events.length && known.events.every((one, index) => one === events[index]);
  if (isSame) return known;
  const complete: RestApi = { ...api, events };
  apis.set(api, complete);
  return complete;
}

const made = new WeakMap<Entry, { readonly globals: MappingNode | undefined; readonly api: RestApi }>();

function madeApi(owner: Resource, { at }: Operation, globals: MappingNode | undefined): RestApi {
  const known = made.get(owner.entry);
  if (known && known.globals === globals) return known.api;
  const base: ResourceBase = {
    uri: owner.uri,
    logicalId: implicitApi,
    type: 'AWS::Serverless::Api',
    entry: owner.entry,
    at,
    properties: undefined,
    condition: undefined,
    dependsOn: [],
    deletionPolicy: undefined,
    updateReplacePolicy: undefined,
  };
  const plain = readServerlessApi(base);
  const api: RestApi = {
    ...(globals ? withGlobals(plain, globals) : plain),
    stageName: { kind: 'literal', value: implicitStage, at },
  };
  made.set(owner.entry, { globals, api });
  return api;
}

const cache = new WeakMap<Resource, readonly ApiEvent[]>();

function eventsOf(resource: Resource): readonly ApiEvent[] {
  const known = cache.get(resource);
  if (known) return known;
  const events = entriesOf(propertyOf(resource.properties, 'Events')).flatMap((entry) => readEvent(entry) ?? []);
  cache.set(resource, events);
  return events;
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-api.html */
function readEvent({ key, value }: Entry): ApiEvent | undefined {
  if (asString(property(value, 'Type')) !== 'Api') return undefined;
  const node = resolveAlias(property(value, 'Properties'));
  const path = asString(node && property(node, 'Path'));
  const method = asString(node && property(node, 'Method'))?.toUpperCase();
  if (node?.kind !== 'mapping' || !path?.startsWith('/') || !method) return undefined;
  const api = readString(property(node, 'RestApiId'));
  const name =
    api?.kind === 'literal'
      ? api.value
      : api?.kind === 'reference' && api.target.to === 'name'
        ? api.target.name
        : undefined;
  return {
    api: name,
    isKnown: api === undefined || name !== undefined,
    operation: {
      path,
      httpMethod: method === 'ANY' || method === '*' ? 'ANY' : method,
      at: key,
      node,
      integrations: [{ integration: lambda(node), when: [] }],
      requestParameters: [],
      security: [],
      apiKeyRequired: false,
    },
  };
}

/** What SAM makes of an event: a proxy integration of the function. */
function lambda(node: MappingNode): Integration {
  const literal = (value: string): Value<string> => ({ kind: 'literal', value, at: node });
  return {
    node,
    written: node,
    spelling: 'openapi',
    type: literal('AWS_PROXY'),
    connectionType: undefined,
    connectionId: undefined,
    integrationTarget: undefined,
    uri: undefined,
    httpMethod: literal('POST'),
    timeoutInMillis: undefined,
    passthroughBehavior: undefined,
    contentHandling: undefined,
    responseTransferMode: undefined,
    requestParameters: undefined,
    requestTemplates: undefined,
    responses: undefined,
  };
}
