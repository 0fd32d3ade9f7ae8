import type { ConversionFileView } from '../service';
import type { Edit, Range } from '../text/index';

/** What a reader is told of one edit. */
export interface EditName {
  /** The title of the step that asked for it. */
  readonly label: string;
  /** The resource that the step was about. */
  readonly description: string;
}

/** The step that an edit belongs to: of those at its place the one that says most closely where; none where no step is there. */
export function nameEdit({ range }: Edit, steps: ConversionFileView['steps']): EditName | undefined {
  const [closest] = steps
    .filter((step) => step.range.start <= range.end && range.start <= step.range.end)
    .sort((a, b) => distance(a.range, range) - distance(b.range, range));
  return closest && { label: closest.title, description: closest.logicalId };
}

/** How far the ends of two ranges are apart in all. */
function distance(a: Range, b: Range): number {
  return Math.abs(a.start - b.start) + Math.abs(a.end - b.end);
}
