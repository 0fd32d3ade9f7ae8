import type { Range } from '../../text/index';

/** The wish not to see the findings of one rule at one place, as the template writes it. */
export interface Suppression {
  /** As it is written; it may be the name of no rule. Empty where none is written. */
  readonly rule: string;
  /** Where the rule is written, or the comment that names none. */
  readonly range: Range;
  readonly by: 'comment' | 'metadata';
  /** What is written behind `--`. */
  readonly reason: string | undefined;
  /** Why it can suppress nothing, where it is written wrongly. */
  readonly mistake?: string;
  /** For messages: `on the next line`. */
  readonly where: string;
  covers(place: Place): boolean;
}

/** Where a finding stands. */
export interface Place {
  readonly range: Range;
  /** Zero-based line of its first character. */
  readonly line: number;
  readonly logicalId: string;
}
