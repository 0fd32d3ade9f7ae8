import { prove, type Proof } from '../compare/index';
import { documentAfter, planConversion, type Blocked, type Change, type Plan } from '../convert/index';
import type { ConversionFileView, ConversionView, ProofView } from '../service-types';
import type { TemplateDocument } from '../template/index';
import { applyEdits } from '../text/index';
import { buildTopology, type Topology } from '../topology/index';
import type { DocumentSet } from './document-set';
import { createGuard, type Guard } from './guard';

/** How to convert. Without any of these, bridges are converted and those that nothing needs any more are removed. */
export interface ConvertOptions {
  /** Leaves the bridge in place: phase one of two. */
  readonly keepBridge?: boolean;
  /** Converts this bridge only, by the name that an `ActionView` gives it. */
  readonly bridge?: string;
  /** Removes the outputs, too, by which unused bridges are handed to other templates, which must have been deployed before. */
  readonly dropOutputs?: boolean;
}

/** Converts what can be converted in these documents, each set of related documents on its own. */
export function convertDocuments(
  documents: DocumentSet,
  uris: readonly string[],
  options: ConvertOptions,
  onFailure: (id: string, error: unknown) => void,
): ConversionView {
  const guard = createGuard(onFailure);
  const plans = new Map<Topology, { plan: Plan; proof: ProofView | undefined } | undefined>();
  const files = uris.map((uri): ConversionFileView => {
    const document = documents.get(uri);
    const topology =
      document && document.dialect !== 'none' ? guard.run('topology', () => documents.topologyOf(uri)) : undefined;
    if (!document || !topology) return unchanged(uri, document?.text ?? '');
    if (!plans.has(topology)) plans.set(topology, planned(topology, options, guard));
    const result = plans.get(topology);
    return result ? viewOf(document, topology, result.plan, result.proof) : unchanged(uri, document.text);
  });
  return { files, failures: guard.failures };
}

function planned(
  topology: Topology,
  { keepBridge = false, bridge, dropOutputs = false }: ConvertOptions,
  guard: Guard,
): { plan: Plan; proof: ProofView | undefined } | undefined {
  const all = { keepBridge, dropOutputs };
  const options = bridge === undefined ? all : { ...all, accept: ({ group }: Change) => group === bridge };
  const whole = guard.run('convert', () => planConversion(topology, options));
  if (!whole) return undefined;
  const isAsked = ({ group }: Blocked): boolean => bridge === undefined || group === bridge;
  const plan: Plan = { ...whole, blocked: whole.blocked.filter(isAsked) };
  for (const { step, error } of plan.failures)
    guard.run(step, () => {
      throw error;
    });
  return { plan, proof: plan.files.size > 0 ? guard.run('proof', () => proofOf(topology, plan)) : undefined };
}

/** Sends the requests that tell the routes apart down the old and the new path. */
function proofOf(before: Topology, plan: Plan): ProofView {
  const after = before.documents.map((document) => {
    const edits = plan.files.get(document.uri);
    return edits ? documentAfter(document, edits) : document;
  });
  const proof: Proof = prove(before, buildTopology(after, before.chosen));
  return proof;
}

function viewOf(
  document: TemplateDocument,
  topology: Topology,
  plan: Plan,
  proof: ProofView | undefined,
): ConversionFileView {
  const { uri, text } = document;
  const edits = plan.files.get(uri) ?? [];
  const here = <T extends { readonly at: { readonly section: { readonly uri: string } } }>(
    items: readonly T[],
  ): readonly T[] => items.filter(({ at }) => at.section.uri === uri);
  // A change may begin at a part of one file and write to another; one that writes nothing only says something.
  const applied = plan.applied.filter(({ uris }) => uris.includes(uri));
  const changed = edits.length > 0;
  return {
    uri,
    changed,
    edits,
    newText: changed ? applyEdits(text, edits) : text,
    steps: changed
      ? applied.map(({ step, change }) => ({
          step: step.id,
          title: change.title ?? step.title,
          safety: step.safety,
          range: change.at.section.uri === uri ? topology.locate(change.at).range : edits[0]!.range,
          logicalId: change.logicalId,
          part: change.part ?? change.logicalId,
        }))
      : [],
    notes: here(plan.notes).map(({ at, text: note }) => ({ text: note, range: document.locate(at) })),
    blocked: here(plan.blocked).map(({ at, logicalId, reason }) => ({ logicalId, reason, range: document.locate(at) })),
    proof: changed ? proof : undefined,
  };
}

function unchanged(uri: string, text: string): ConversionFileView {
  return { uri, changed: false, edits: [], newText: text, steps: [], notes: [], blocked: [], proof: undefined };
}
