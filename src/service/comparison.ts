import { measurable, prove } from '../compare/index';
import { compareRecording, type Recording } from '../compare/replay/index';
import { comparisonTable, sideOf, type TableOptions } from '../compare/table/index';
import type { ComparisonView, ProofView } from '../service-types';
import type { Language } from '../template/index';
import type { ChosenParameters, Topology } from '../topology/index';
import { convertDocuments } from './conversion';
import { createDocumentSet, type DocumentSet } from './document-set';
import { createGuard } from './guard';
import { worldOf } from './world';

/** What to compare with, and how to count. */
export interface CompareOptions extends TableOptions {
  /** The templates of the other side, the one to start from first; without them, the conversion. */
  readonly after?: readonly { readonly uri: string; readonly text: string; readonly language?: Language }[];
  readonly parameters?: ChosenParameters;
  /** Recorded requests to be sent down both paths as well. */
  readonly recording?: Recording;
  /** The stage of recorded paths that name none. */
  readonly stage?: string;
}

/** Sets a document's set of templates beside another, or beside its own conversion. */
export function compareDocuments(
  documents: DocumentSet,
  uri: string,
  options: CompareOptions,
  onFailure: (id: string, error: unknown) => void,
): ComparisonView {
  const guard = createGuard(onFailure);
  const before = documents.topologyOf(uri, options.parameters);
  const other = options.after ? given(options.after) : converted(documents, before, uri, onFailure);
  const after = other.documents.topologyOf(other.uri, options.parameters);
  const [then, now] = [worldOf(before), worldOf(after)];
  const sides = [sideOf(before, then.world), sideOf(after, now.world)] as const;
  const proof: ProofView | undefined = guard.run('proof', () => prove(before, after));
  const { recording, stage } = options;
  const replay = recording && guard.run('replay', () => compareRecording(before, after, then.world, recording, stage));
  return {
    rows: comparisonTable(...sides, options),
    proof: proof ?? { requests: 0, same: 0, differences: [] },
    uris: before.documents.map((document) => document.uri),
    replay,
    changed: other.changed,
    blocked: other.blocked,
    assumptions: [...new Set([...then.assumptions, ...now.assumptions])],
    measurable: () => measurable(then.world, now.world),
    rowsWith: (measured) => comparisonTable(...sides, { ...options, measured }),
    failures: [...other.failures, ...guard.failures],
  };
}

interface Other {
  readonly documents: DocumentSet;
  readonly uri: string;
  readonly changed: boolean;
  readonly blocked: ComparisonView['blocked'];
  readonly failures: readonly string[];
}

function given(texts: NonNullable<CompareOptions['after']>): Other {
  const documents = createDocumentSet();
  for (const { uri, text, language } of texts) documents.set(uri, text, language);
  return { documents, uri: texts[0]?.uri ?? '', changed: true, blocked: [], failures: [] };
}

function converted(
  documents: DocumentSet,
  before: Topology,
  uri: string,
  onFailure: (id: string, error: unknown) => void,
): Other {
  const { files, failures } = convertDocuments(
    documents,
    before.documents.map((document) => document.uri),
    {},
    onFailure,
  );
  const result = createDocumentSet();
  for (const file of files) result.set(file.uri, file.newText, documents.get(file.uri)?.language);
  return {
    documents: result,
    uri,
    changed: files.some(({ changed }) => changed),
    blocked: files.flatMap((file) =>
      file.blocked.map(({ logicalId, reason, range }) => ({ logicalId, reason, location: { uri: file.uri, range } })),
    ),
    failures,
  };
}
