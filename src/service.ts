import { changesAt } from './service/actions';
import { checkDocument } from './service/check';
import { compareDocuments, type CompareOptions } from './service/comparison';
import { convertDocuments, type ConvertOptions } from './service/conversion';
import { createDocumentSet } from './service/document-set';
import { openImports } from './service/open-imports';
import { routesOf, simulateRequest } from './service/simulation';
import { worldOf } from './service/world';
import type {
  ActionView,
  CheckOptions,
  CheckView,
  ComparisonView,
  ConversionView,
  OpenImportView,
  RouteView,
  SimulationView,
  TopologyView,
  TreeView,
} from './service-types';
import type { SimOptions, SimRequest } from './simulate/index';
import type { ResolvedWorld } from './simulate/world';
import type { Language, TemplateDocument } from './template/index';
import type { Range } from './text/index';
import type { ChosenParameters } from './topology/index';
import { toGraph } from './topology/graph';
import { toTree } from './topology/tree';

export type * from './service-types';
export type { ChosenParameters } from './topology/index';

/** What the editor, the command line and the server call. Holds the documents, caches, and guards every rule and step. */
export interface Service {
  /** Adds a document or its next version. Documents that refer to each other (exports, nested stacks) are read as one set. */
  setDocument(uri: string, text: string, language?: Language): TemplateDocument;
  removeDocument(uri: string): void;
  document(uri: string): TemplateDocument | undefined;
  readonly uris: readonly string[];
  /** The documents that are read as one with this one, itself included: exports, nested stacks. */
  related(uri: string): readonly string[];
  /** Problems and findings of one document. */
  check(uri: string, options?: CheckOptions): CheckView;
  /** Where integrations of one document cannot be followed, for what they import is in no template at hand. */
  openImports(uri: string): readonly OpenImportView[];
  /** Nodes and edges of the set that a document belongs to. */
  topology(uri: string): TopologyView;
  /** The same as a tree from API to target. */
  tree(uri: string): readonly TreeView[];
  /** What can be changed at a place: quick fixes, and the conversion on any part of a bridge. */
  actions(uri: string, range: Range): readonly ActionView[];
  /** Converts every bridge of these documents, or says why not. */
  convert(uris: readonly string[], options?: ConvertOptions): ConversionView;
  /** Sets the templates of a document's set beside others, or beside their own conversion. */
  compare(uri: string, options: CompareOptions): ComparisonView;
  /** The routes of all APIs of a document's set. */
  routes(uri: string): readonly RouteView[];
  /** Sends one request. `parameters` are template parameters by name. */
  simulate(
    uri: string,
    request: SimRequest,
    options?: SimOptions & { readonly parameters?: Readonly<Record<string, string>> },
  ): SimulationView;
  /** What `simulate` travels through, for many requests. */
  world(uri: string, parameters?: Readonly<Record<string, string>>): ResolvedWorld;
}

export interface ServiceOptions {
  /** Gets every failure of a rule, step or reader: a bug of ours. The rest goes on. */
  readonly onFailure?: (id: string, error: unknown) => void;
  /** Values of template parameters that are known, by name. They count in every template that declares the name. */
  readonly parameters?: ChosenParameters;
}

/** Makes a service with no documents. */
export function createService(options: ServiceOptions = {}): Service {
  const documents = createDocumentSet(options.parameters);
  const onFailure = options.onFailure ?? (() => undefined);
  return {
    setDocument: (uri, text, language) => documents.set(uri, text, language),
    removeDocument: (uri) => {
      documents.remove(uri);
    },
    document: (uri) => documents.get(uri),
    get uris() {
      return documents.uris;
    },
    related: (uri) => documents.topologyOf(uri).documents.map((document) => document.uri),
    check: (uri, checkOptions = {}) => checkDocument(documents, uri, checkOptions, onFailure),
    openImports: (uri) => openImports(documents, uri, onFailure),
    topology: (uri) => toGraph(documents.topologyOf(uri)),
    tree: (uri) => toTree(documents.topologyOf(uri)),
    actions: (uri, range) => changesAt(documents, uri, range, onFailure),
    convert: (uris, convertOptions = {}) => convertDocuments(documents, uris, convertOptions, onFailure),
    compare: (uri, compareOptions) => compareDocuments(documents, uri, compareOptions, onFailure),
    routes: (uri) => routesOf(documents.topologyOf(uri)),
    simulate: (uri, request, { parameters, ...simOptions } = {}) =>
      simulateRequest(documents.topologyOf(uri, parameters), request, simOptions),
    world: (uri, parameters) => worldOf(documents.topologyOf(uri, parameters)),
  };
}
