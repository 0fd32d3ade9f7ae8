import { parse, type Language, type TemplateDocument } from '../template/index';
import { asString } from '../template/index';
import { buildTopology, exportsOf, type ChosenParameters, type Topology } from '../topology/index';
import { namedFiles } from '../topology/query/named-files';

/** The documents at hand, and the topologies of those that refer to each other. */
export interface DocumentSet {
  set(uri: string, text: string, language?: Language): TemplateDocument;
  remove(uri: string): void;
  get(uri: string): TemplateDocument | undefined;
  readonly uris: readonly string[];
  /** Values of template parameters that are known, besides those that a call chooses. */
  readonly parameters: ChosenParameters;
  /** The topology of a document and all documents it is tied to, directly or not. */
  topologyOf(uri: string, chosen?: ChosenParameters): Topology;
}

/** What ties a document to others. Kept with the document, so that only a changed one is looked at again. */
interface Ties {
  readonly exported: readonly string[];
  readonly imported: boolean;
  /** Templates of nested stacks, and places where the files of APIs may be. */
  readonly named: readonly string[];
}

/** Makes an empty set. `parameters` are values of template parameters that are known. */
export function createDocumentSet(parameters: ChosenParameters = {}): DocumentSet {
  const documents = new Map<string, TemplateDocument>();
  const ties = new WeakMap<TemplateDocument, Ties>();
  /** By document and chosen parameters, until a text changes. */
  let topologies = new Map<string, Topology>();

  const tiesOf = (document: TemplateDocument): Ties => {
    const known = ties.get(document) ?? readTies(document);
    ties.set(document, known);
    return known;
  };

  const relatedTo = (uri: string): readonly TemplateDocument[] => {
    const all = [...documents.values()].filter((document) => document.dialect !== 'none');
    const group = new Set<string>([uri]);
    for (let grew = true; grew;) {
      grew = false;
      for (const document of all) {
        if (group.has(document.uri) || !all.some((other) => group.has(other.uri) && tied(document, other))) continue;
        group.add(document.uri);
        grew = true;
      }
    }
    return all.filter((document) => group.has(document.uri));
  };

  const tied = (a: TemplateDocument, b: TemplateDocument): boolean => {
    const [left, right] = [tiesOf(a), tiesOf(b)];
    if (left.named.includes(b.uri) || right.named.includes(a.uri)) return true;
    return (left.exported.length > 0 && right.imported) || (right.exported.length > 0 && left.imported);
  };

  return {
    set: (uri, text, language) => {
      const previous = documents.get(uri);
      if (previous?.text === text) return previous;
      const document = parse(uri, text, { ...(language ? { language } : {}), ...(previous ? { previous } : {}) });
      documents.set(uri, document);
      topologies = new Map();
      return document;
    },
    remove: (uri) => {
      documents.delete(uri);
      topologies = new Map();
    },
    get: (uri) => documents.get(uri),
    parameters,
    get uris() {
      return [...documents.keys()];
    },
    topologyOf: (uri, chosen = {}) => {
      const keyOf = (one: string): string => JSON.stringify([one, chosen]);
      const known = topologies.get(keyOf(uri));
      if (known) return known;
      const topology = buildTopology(relatedTo(uri), { ...parameters, ...chosen });
      // Every document of the group has this topology.
      for (const document of topology.documents) topologies.set(keyOf(document.uri), topology);
      topologies.set(keyOf(uri), topology);
      return topology;
    },
  };
}

function readTies(document: TemplateDocument): Ties {
  if (document.dialect === 'none') return { exported: [], imported: false, named: [] };
  const { nested, bodies } = namedFiles(document);
  return {
    exported: exportsOf(document).map(({ name }) => asString(name.value) ?? ''),
    imported: document.text.includes('ImportValue'),
    named: [...nested, ...bodies.flat()],
  };
}
