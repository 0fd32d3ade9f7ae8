import { createEditor, type TemplateDocument, type TemplateEditor } from '../template/index';
import { applyEdits, type Edit, type Span } from '../text/index';
import type { Topology } from '../topology/index';
import { leftovers } from './bridge/leftovers';
import { outputsForNow } from './bridge/outputs-for-now';
import { blockedByLoop } from './bridge/loops';
import { planBridges } from './bridge/plan-bridge';
import { importedParts } from './bridge/imported-parts';
import { standaloneFiles } from './bridge/standalone';
import addVpcLinkV2 from './add-vpc-link-v2';
import admitVpcLink from './admit-vpc-link';
import removeNlbBridge from './remove-nlb-bridge';
import removeUnusedNlbBridge from './remove-unused-nlb-bridge';
import renewDeployment from './renew-deployment';
import type { Blocked, Change, Note, Step } from './step';
import useVpcLinkV2 from './use-vpc-link-v2';

/** The steps that take a bridge out, in the order in which they are told. */
export const conversionSteps: readonly Step[] = [
  useVpcLinkV2,
  addVpcLinkV2,
  admitVpcLink,
  renewDeployment,
  removeNlbBridge,
];

export interface PlanOptions {
  readonly keepBridge: boolean;
  /** Leaves unused bridges alone that outputs hand to other templates, and says so. */
  readonly keepOutputs?: boolean;
  /** Takes only changes for which this is true; a group is taken whole or not at all. */
  readonly accept?: (change: Change, step: Step) => boolean;
}

/** A change that was made, with the documents that it wrote to. */
export interface Applied {
  readonly step: Step;
  readonly change: Change;
  readonly uris: readonly string[];
}

/** What a list of steps does to a set of templates, before anything is written. */
export interface Plan {
  /** One for each document that changes, by URI. */
  readonly files: ReadonlyMap<string, readonly Edit[]>;
  readonly applied: readonly Applied[];
  readonly notes: readonly Note[];
  readonly blocked: readonly Blocked[];
  /** Steps that failed by a bug of ours, with the error. None of their group's changes are in `files`. */
  readonly failures: readonly { readonly step: string; readonly error: unknown }[];
}

/** How bridges are converted. */
export interface ConversionOptions extends Omit<PlanOptions, 'keepOutputs'> {
  /** Removes the outputs, too, by which unused bridges are handed to other templates; those must have been deployed before. */
  readonly dropOutputs?: boolean;
}

/** Plans the conversion of every bridge in the topology, and the removal of those that an earlier one left standing. */
export function planConversion(topology: Topology, { dropOutputs = false, ...rest }: ConversionOptions): Plan {
  const options = { ...rest, keepOutputs: !dropOutputs };
  const steps = options.keepBridge ? conversionSteps : [...conversionSteps, removeUnusedNlbBridge];
  const plan = withoutBrokenFiles(
    topology,
    planSteps(topology, steps, options, [
      ...planBridges(topology).blocked,
      ...standaloneFiles(topology),
      ...importedParts(topology),
    ]),
  );
  const left = [...plan.files].flatMap(([uri, edits]) => leftovers(topology.document(uri)!, edits));
  const converted = new Set(plan.applied.flatMap(({ step, change }) => (step === useVpcLinkV2 ? change.group : [])));
  const kept = dropOutputs
    ? planBridges(topology).plans.flatMap((one) => (converted.has(one.group) ? outputsForNow(topology, one) : []))
    : [];
  return { ...plan, notes: [...plan.notes, ...kept, ...left] };
}

/** Where a file to be changed cannot be read as a whole, what a change would do to it is not known. */
function withoutBrokenFiles(topology: Topology, plan: Plan): Plan {
  const problems = [...plan.files.keys()].flatMap((uri) => topology.document(uri)!.problems.slice(0, 1));
  if (problems.length === 0) return plan;
  const logicalId = plan.applied[0]?.change.logicalId ?? '';
  const blocked = problems.map((problem): Blocked => ({
    kind: 'blocked',
    at: problem,
    logicalId,
    reason: `the file cannot be read as a whole, so mend this first: ${problem.message}`,
  }));
  return { ...plan, files: new Map(), applied: [], notes: [], blocked: [...plan.blocked, ...blocked] };
}

/**
 * Runs steps and turns what they ask for into text edits. A group in which one change is blocked, refused by the editor
 * or fails is left out as a whole, so a template is never converted by half.
 */
export function planSteps(
  topology: Topology,
  steps: readonly Step[],
  options: PlanOptions,
  alreadyBlocked: readonly Blocked[] = [],
): Plan {
  const { keepBridge, keepOutputs = false } = options;
  const blocked: Blocked[] = [...alreadyBlocked];
  const failures: { step: string; error: unknown }[] = [];
  const wanted: { step: Step; change: Change }[] = [];
  const spoiled = new Set<Group>();
  for (const step of steps) {
    try {
      for (const planned of step.plan({ topology, keepBridge, keepOutputs })) {
        const obstacle = planned.kind === 'blocked' ? planned : blockedByLoop(topology, planned);
        if (planned.kind === 'change') wanted.push({ step, change: planned });
        if (obstacle) {
          blocked.push(obstacle);
          if (planned.kind === 'change' || planned.group !== undefined)
            spoiled.add(planned.group ?? (planned as Change));
        }
      }
    } catch (error) {
      failures.push({ step: step.id, error });
      for (const { change } of wanted) if (change.group !== undefined) spoiled.add(change.group);
    }
  }
  const accepted = options.accept;
  const chosen = accepted ? groupsOf(wanted.filter(({ step, change }) => accepted(change, step))) : undefined;

  // Each round leaves out the groups that the round before found impossible.
  for (;;) {
    const round = wanted.filter(({ change }) => {
      const isTaken = (key: Group): boolean => !spoiled.has(key) && (!chosen || chosen.has(key));
      return isTaken(groupKey(change)) && (change.needs ?? []).every(isTaken);
    });
    const result = runRound(topology, round);
    if (result.kind === 'done') {
      const notes = round.flatMap(({ change }) => change.notes ?? []);
      return { files: result.files, applied: result.applied, notes: distinct(notes), blocked, failures };
    }
    for (const group of result.groups) spoiled.add(group);
    blocked.push(...result.blocked);
    failures.push(...result.failures);
  }
}

type Group = string | Change;

type Round =
  | {
      readonly kind: 'done';
      readonly files: ReadonlyMap<string, readonly Edit[]>;
      readonly applied: readonly Applied[];
    }
  | {
      readonly kind: 'again';
      readonly groups: readonly Group[];
      readonly blocked: readonly Blocked[];
      readonly failures: readonly { step: string; error: unknown }[];
    };

function runRound(topology: Topology, round: readonly { step: Step; change: Change }[]): Round {
  const editors = new Map<string, TemplateEditor>();
  const write = (uri: string): TemplateEditor => {
    const document = topology.document(uri);
    if (!document) throw new RangeError(`No document ${uri}`);
    const editor = editors.get(uri) ?? editorOf(document);
    editors.set(uri, editor);
    return editor;
  };
  const applied: Applied[] = [];
  for (const { step, change } of round) {
    const uris = new Set<string>();
    applied.push({
      step,
      change,
      get uris() {
        return [...uris];
      },
    });
    try {
      change.apply((uri) => {
        uris.add(uri);
        return write(uri);
      });
    } catch (error) {
      return { kind: 'again', groups: [groupKey(change)], blocked: [], failures: [{ step: step.id, error }] };
    }
  }
  if ([...editors.values()].some((editor) => editor.refused().length > 0)) return refusals(topology, round);
  const files = new Map<string, readonly Edit[]>();
  for (const [uri, editor] of editors) {
    const edits = editor.edits();
    if (edits.length > 0 && applyEdits(topology.document(uri)!.text, edits) !== topology.document(uri)!.text)
      files.set(uri, edits);
  }
  return { kind: 'done', files, applied };
}

/** Short tags are not supported in what `AWS::Include` reads. */
function editorOf(document: TemplateDocument): TemplateEditor {
  return createEditor(document, document.dialect === 'openapi' ? { intrinsics: 'long' } : {});
}

/** Finds the groups that an editor refuses, each tried alone: an editor tells what it refused only as a whole. */
function refusals(topology: Topology, round: readonly { step: Step; change: Change }[]): Round {
  const groups = [...groupsOf(round)];
  const refused = groups.flatMap((group) => {
    const editors = new Map<string, TemplateEditor>();
    const write = (uri: string): TemplateEditor => {
      const editor = editors.get(uri) ?? editorOf(topology.document(uri)!);
      editors.set(uri, editor);
      return editor;
    };
    const own = round.filter(({ change }) => groupKey(change) === group);
    for (const { change } of own) change.apply(write);
    const found = [...editors.values()].flatMap((editor) => editor.refused());
    const reasons = [...new Map(found.map((one) => [one.reason, one])).values()];
    const blocked = reasons.map(({ at, reason }): Blocked => ({
      kind: 'blocked',
      at,
      logicalId: own[0]!.change.logicalId,
      reason,
    }));
    return blocked.length > 0 ? [{ group, blocked }] : [];
  });
  return {
    kind: 'again',
    // What is refused only together spoils all of it.
    groups: refused.length > 0 ? refused.map(({ group }) => group) : groups,
    blocked: refused.flatMap(({ blocked }) => blocked),
    failures: [],
  };
}

function groupsOf(items: readonly { readonly change: Change }[]): ReadonlySet<Group> {
  return new Set(items.map(({ change }) => groupKey(change)));
}

/** A change without a group is a group of its own. */
function groupKey(change: Change): Group {
  return change.group ?? change;
}

function distinct(notes: readonly Note[]): readonly Note[] {
  const seen = new Map<string, Note>();
  const key = (at: Span, text: string): string => `${at.section.uri} ${text}`;
  for (const note of notes) if (!seen.has(key(note.at, note.text))) seen.set(key(note.at, note.text), note);
  return [...seen.values()];
}
