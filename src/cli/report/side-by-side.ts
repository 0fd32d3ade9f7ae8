import type { Trace } from '../../simulate/index';
import { count, type Style } from '../style';

/** Traces beside each other, one hop a line, with the number of hops and the status at the end. */
export function sideBySide(
  columns: readonly { readonly title: string; readonly trace: Trace }[],
  style: Style,
): string {
  const texts = columns.map(({ trace }) => trace.hops.map(({ kind, logicalId }) => `${kind} ${logicalId}`));
  const feet = columns.map(({ trace }) => `${trace.response.status}, ${count(trace.hops.length, 'hop')}`);
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, feet[index]!.length, ...texts[index]!.map((text) => text.length)),
  );
  const row = (cells: readonly string[], paint: (text: string) => string): string =>
    `  ${cells.map((cell, index) => paint(cell) + ' '.repeat(Math.max(0, widths[index]! - cell.length))).join('    ')}`.trimEnd();
  const height = Math.max(...texts.map(({ length }) => length));
  return [
    row(
      columns.map(({ title }) => title),
      style.bold,
    ),
    ...Array.from({ length: height }, (_, line) =>
      row(
        texts.map((column) => column[line] ?? ''),
        (text) => text,
      ),
    ),
    row(feet, style.green),
    '',
  ].join('\n');
}
