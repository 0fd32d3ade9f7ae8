/** The table that sets two templates side by side, with figures and their sources. */
export type { Aspect, Figures, Measured, Row, Source, TableOptions } from './model';
export { comparisonTable, sideOf } from './table';
