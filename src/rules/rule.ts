import type { Step } from '../convert/index';
import type { Span } from '../text/index';
import type { Topology } from '../topology/index';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** What is said about a kind of finding: in the editor, on the command line and by `explain`. */
export interface RuleText {
  /** Kebab-case, public, names the defect: reads well in "allow duplicate-priority". Equal to the file's name. */
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  /** Why it matters: what fails, or what it costs. */
  readonly why: string;
  /** The page of AWS that says so. */
  readonly reference: string;
  /** The steps that cure it, first the one to prefer. */
  readonly fixes: readonly Step[];
  /**
   * Templates with the defect, each finding marked as `[|text|](message)`. A marked message holds no closing
   * parenthesis. Valid YAML or JSON once the marks are taken out.
   */
  readonly bad: readonly string[];
  /** Templates that look alike and are right. */
  readonly good: readonly string[];
}

/** One diagnostic, declared once. */
export interface Rule extends RuleText {
  /** Yields every occurrence in every document of the topology. */
  check(context: RuleContext): Iterable<Report>;
}

export interface RuleContext {
  readonly topology: Topology;
}

/** One occurrence of a defect. */
export interface Report {
  readonly at: Span;
  /** One line, the logical id in double quotes, no final full stop. Says what is wrong and what to do. */
  readonly message: string;
  readonly logicalId: string;
  /** Other places that belong to it. */
  readonly related?: readonly { readonly at: Span; readonly message: string }[];
  /** Greys the text out where something is not needed any more. */
  readonly unnecessary?: boolean;
}

/** Declares a rule. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
