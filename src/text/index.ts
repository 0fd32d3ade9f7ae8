export { applyEdits, findOverlap, sortEdits, type Edit } from './edit';
export { createLineIndex, type LineIndex, type Position, type PositionRange } from './line-index';
export { nearest } from './nearest';
export { contains, overlaps, type Location, type Range } from './range';
export type { Section, Span } from './span';
