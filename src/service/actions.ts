import { conversionSteps, planConversion, planSteps, type Change, type Plan, type Step } from '../convert/index';
import type { ActionView } from '../service-types';
import { overlaps, type Range, type Span } from '../text/index';
import type { Topology } from '../topology/index';
import type { DocumentSet } from './document-set';
import { createGuard } from './guard';
import { reportsOn, type Reports } from './reports';
import { partsOfBridges } from './bridge-parts';

/** The changes on offer at a place: the conversion on any part of a bridge, and the fixes of findings there. */
export function changesAt(
  documents: DocumentSet,
  uri: string,
  range: Range,
  onFailure: (id: string, error: unknown) => void,
): readonly ActionView[] {
  const document = documents.get(uri);
  if (!document || document.dialect === 'none') return [];
  const guard = createGuard(onFailure);
  const topology = guard.run('topology', () => documents.topologyOf(uri));
  if (!topology) return [];
  const here = (at: Span): boolean =>
    at.section.uri === uri && document.owns(at.section) && touches(document.locate(at), range);
  return [
    ...(guard.run('convert', () => conversionsAt(topology, here)) ?? []),
    ...(guard.run('fixes', () => fixesAt(topology, reportsOn(documents, topology, guard), here)) ?? []),
  ];
}

function conversionsAt(topology: Topology, here: (at: Span) => boolean): readonly ActionView[] {
  return partsOfBridges(topology).flatMap(({ bridge, parts }): readonly ActionView[] => {
    if (!parts.some(here)) return [];
    return [false, true].flatMap((keepBridge) => {
      const plan = planOf(topology, bridge.nlbIdentity, keepBridge);
      // A bridge that an earlier conversion left standing is offered by its own fix.
      if (plan.files.size === 0 || plan.applied.every(({ step }) => !conversionSteps.includes(step))) return [];
      return [
        {
          step: keepBridge ? 'use-vpc-link-v2' : 'remove-nlb-bridge',
          title: keepBridge ? 'Convert to VPC Link V2, keep the NLB for now' : 'Convert NLB integration to VPC Link V2',
          safety: 'review',
          cures: keepBridge ? [] : ['nlb-bridge'],
          conversion: { bridge: bridge.nlbIdentity, keepBridge },
          edits: editsOf(plan),
        } satisfies ActionView,
      ];
    });
  });
}

const plans = new WeakMap<Topology, Map<string, Plan>>();

/** The plan for one bridge, kept while the templates stay as they are: the cursor asks at every stop. */
function planOf(topology: Topology, group: string, keepBridge: boolean): Plan {
  const known = plans.get(topology) ?? new Map<string, Plan>();
  plans.set(topology, known);
  const key = `${keepBridge ? 'keep' : 'remove'} ${group}`;
  const plan = known.get(key) ?? planConversion(topology, { keepBridge, accept: (change) => change.group === group });
  known.set(key, plan);
  return plan;
}

/** Each fix of each finding at this place, apart from the conversion, which is offered as a whole. */
function fixesAt(topology: Topology, reports: Reports, here: (at: Span) => boolean): readonly ActionView[] {
  const cures = new Map<Step, string[]>();
  for (const [rule, ofRule] of reports) {
    const steps = rule.fixes.filter((step) => !conversionSteps.includes(step));
    if (steps.length === 0 || !ofRule.some((report) => here(report.at))) continue;
    for (const step of steps) cures.set(step, [...(cures.get(step) ?? []), rule.id]);
  }
  return [...cures].flatMap(([step, rules]) => {
    const changes = [...step.plan({ topology, keepBridge: false })].filter(
      (planned) => planned.kind === 'change' && here(planned.at),
    );
    return changes.flatMap((planned): readonly ActionView[] => {
      const same = (change: Change): boolean =>
        change.at.section === planned.at.section &&
        change.at.start === planned.at.start &&
        change.logicalId === planned.logicalId;
      const plan = planSteps(topology, [step], { keepBridge: false, accept: same });
      return plan.files.size === 0
        ? []
        : [{ step: step.id, title: step.title, safety: step.safety, cures: rules, edits: editsOf(plan) }];
    });
  });
}

function editsOf(plan: Plan): ActionView['edits'] {
  return [...plan.files].map(([uri, edits]) => ({ uri, edits }));
}

/** A cursor at the edge of a range counts as in it. */
function touches(part: Range, range: Range): boolean {
  return overlaps(part, range) || (part.start <= range.end && range.start <= part.end);
}
