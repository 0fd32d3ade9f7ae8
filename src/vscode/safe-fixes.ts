import { fixSteps } from '../convert/fixes';
import { planSteps } from '../convert/index';
import type { ActionView, FindingView, Service } from '../service';
import { overlaps, type Range } from '../text/index';
import { buildTopology } from '../topology/index';

/**
 * The edits that cure all findings of a document for which there is a safe fix, in one go; none where there is no such
 * finding. `shown` tells which findings the user sees: what is hidden is not cured unasked. Part of the core, as
 * `core.ts` is.
 */
export function safeFixes(
  service: Service,
  uri: string,
  shown: (finding: FindingView) => boolean,
): ActionView['edits'] {
  const document = service.document(uri);
  const findings = service.check(uri).findings.filter((one) => shown(one) && one.fixes.some(isSafe));
  if (!document || findings.length === 0) return [];
  const documents = service.uris.flatMap((other) => service.document(other) ?? []);
  const steps = fixSteps.filter((step) => isSafe(step) && findings.some(({ fixes }) => fixes.some(named(step.id))));
  const plan = planSteps(buildTopology(documents), steps, {
    keepBridge: false,
    accept: ({ at }, step) =>
      at.section.uri === uri &&
      findings.some(({ fixes, range }) => fixes.some(named(step.id)) && meets(document.locate(at), range)),
  });
  return [...plan.files].map(([file, edits]) => ({ uri: file, edits }));
}

function isSafe({ safety }: { readonly safety: string }): boolean {
  return safety === 'safe';
}

function named(id: string): (fix: { readonly step: string }) => boolean {
  return ({ step }) => step === id;
}

/** Ranges that only touch meet too, as they do for the light bulb. */
function meets(part: Range, range: Range): boolean {
  return overlaps(part, range) || (part.start <= range.end && range.start <= part.end);
}
