import type { TemplateEditor } from '../template/index';
import type { Span } from '../text/index';
import type { Topology } from '../topology/index';

/** `safe` keeps behaviour; `review` needs a human to look. Only safe steps run in bulk unasked. */
export type Safety = 'safe' | 'review';

/** One act that changes a template, declared once and run by quick fix, command and command line alike. */
export interface Step {
  /** Kebab-case, public, names the act: `use-vpc-link-v2`. Equal to the file's name. */
  readonly id: string;
  /** What the user reads in a menu: an imperative, no full stop. */
  readonly title: string;
  readonly safety: Safety;
  /** Why a human must look, where `safety` is `review`; else what makes it safe. */
  readonly safetyReason: string;
  readonly why: string;
  readonly reference: string;
  /** A template before and after the step. Both are tests and pages of `explain`. */
  readonly before: string;
  readonly after: string;
  /** Everything this step would do to the topology. Yields in the order of the text. Knows no rule. */
  plan(context: StepContext): Iterable<Change | Blocked>;
}

export interface StepContext {
  readonly topology: Topology;
  /** `true` leaves the NLB, its listeners and groups and the V1 link where they are: phase one of two. */
  readonly keepBridge: boolean;
  /** `true` leaves an unused bridge where it is when outputs still hand it to other templates. */
  readonly keepOutputs?: boolean;
}

/** One thing a step would do. */
export interface Change {
  readonly kind: 'change';
  /** The part of the template that is cured; a finding that overlaps it offers this change. */
  readonly at: Span;
  readonly logicalId: string;
  /** What to call the part where its logical id is not enough: a method of an OpenAPI body has none of its own. */
  readonly part?: string;
  /** What this change does, where the title of its step says too much or something else. */
  readonly title?: string;
  /** Changes of one group only make sense together and are applied together. */
  readonly group?: string;
  /** Other groups without which this change cannot be made; it is left out when one of them is. */
  readonly needs?: readonly string[];
  /** Makes the change. `write(uri)` gives the editor of a document; several changes share one. */
  apply(write: (uri: string) => TemplateEditor): void;
  /** What a reviewer should know, each with the place it speaks of. */
  readonly notes?: readonly Note[];
}

/** A thing that cannot be changed safely, and why. */
export interface Blocked {
  readonly kind: 'blocked';
  readonly at: Span;
  readonly logicalId: string;
  /** The group that cannot be changed because of this; absent where only the part at `at` stays as it is. */
  readonly group?: string;
  /** One sentence without a final full stop: what stands in the way and what to do. */
  readonly reason: string;
}

export interface Note {
  readonly at: Span;
  readonly text: string;
}

/** Declares a step. */
export function defineStep(step: Step): Step {
  return step;
}
