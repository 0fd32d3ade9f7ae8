import type { TemplateDocument } from '../template/index';
import type { Location, Span } from '../text/index';
import { joinMethods, type Method } from './method';
import type { Resource, ResourceKind } from './model';
import { createResolver, type Resolver } from './resolve';
import { findHomes } from './homes';
import { createFileScope, createScope, type Scope } from './scope';
import type { Assumptions } from './value';

/** Values that the caller chose for parameters, by name. They count in every template that declares the name. */
export type ChosenParameters = Readonly<Record<string, string>>;

/** Everything Unbridge knows about a set of templates. Immutable; look-ups are kept once made. */
export interface Topology extends Resolver {
  readonly documents: readonly TemplateDocument[];
  readonly resources: readonly Resource[];
  /** The parameter values that it was built with. */
  readonly chosen: ChosenParameters;
  /** All resources of one kind, in the order of the documents. */
  ofKind<K extends ResourceKind>(kind: K): readonly Extract<Resource, { kind: K }>[];
  find(uri: string, logicalId: string): Resource | undefined;
  document(uri: string): TemplateDocument | undefined;
  scope(uri: string): Scope | undefined;
  /**
   * The template whose names a document uses: itself, or for an OpenAPI file the one that includes it. `undefined` where
   * functions in the file are not worked out, or not by one template alone.
   */
  templateOf(uri: string): string | undefined;
  /** The OpenAPI files that APIs of a template are written in. */
  filesOf(uri: string): readonly TemplateDocument[];
  /** Every method of every REST API, from method resources and from OpenAPI bodies. */
  readonly methods: readonly Method[];
  /** The condition that a resource stands under. */
  whenPresent(resource: Resource): Assumptions;
  /** Where a span stands in its document. */
  locate(span: Span): Location;
}

/**
 * Builds the topology of a set of templates. The order of the documents does not matter, except that of two with one
 * URI the later counts. Documents that are no templates add nothing.
 */
export function buildTopology(documents: readonly TemplateDocument[], chosen: ChosenParameters = {}): Topology {
  const parameters = new Map(Object.entries(chosen));
  const byUri = new Map(
    documents.filter(({ dialect }) => dialect !== 'none').map((document) => [document.uri, document] as const),
  );
  const files = [...byUri.values()].filter(({ dialect }) => dialect === 'openapi');
  const fileAt = (uri: string): TemplateDocument | undefined =>
    byUri.get(uri)?.dialect === 'openapi' ? byUri.get(uri) : undefined;
  const scopes = new Map<string, Scope>();
  for (const document of byUri.values())
    if (document.dialect !== 'openapi') scopes.set(document.uri, createScope(document, parameters, fileAt));
  const homes = findHomes(scopes.values(), files);
  for (const file of files) if (!homes.has(file.uri)) scopes.set(file.uri, createFileScope(file, parameters));
  const resources = [...scopes.values()].flatMap((scope) => [...scope.resources.values()]);
  const byKind = new Map<ResourceKind, Resource[]>();
  for (const resource of resources) {
    const same = byKind.get(resource.kind);
    if (same) same.push(resource);
    else byKind.set(resource.kind, [resource]);
  }
  let methods: readonly Method[] | undefined;
  const topology: Topology = {
    documents: [...byUri.values()],
    resources,
    chosen,
    ...createResolver(scopes, homes, (uri) => byUri.get(uri)),
    ofKind: <K extends ResourceKind>(kind: K) => (byKind.get(kind) ?? []) as Extract<Resource, { kind: K }>[],
    find: (uri, logicalId) => scopes.get(uri)?.resources.get(logicalId),
    document: (uri) => byUri.get(uri),
    scope: (uri) => scopes.get(uri),
    templateOf: (uri) => (homes.has(uri) ? homes.get(uri)!.scope?.document.uri : uri),
    filesOf: (uri) => [...(scopes.get(uri)?.files.keys() ?? [])].flatMap((file) => byUri.get(file) ?? []),
    get methods() {
      return (methods ??= joinMethods(topology));
    },
    whenPresent: ({ uri, condition }) => (condition ? [{ uri, condition: condition.name, holds: true }] : []),
    locate: (span) => {
      const document = byUri.get(span.section.uri);
      if (!document) throw new RangeError(`No document ${span.section.uri} in this topology`);
      return { uri: span.section.uri, range: document.locate(span) };
    },
  };
  return topology;
}
