import type { TemplateDocument } from '../document';
import type { Box } from './box';
import { textChange, type Change } from './change';
import { isNew, type ChildList, type NewSlot, type Slot } from './child-list';
import type { Style } from './style';

/** Changes for a flow container whose children share lines. `write` spells a child on one line. */
export function planInline(
  document: TemplateDocument,
  box: Box,
  list: ChildList,
  write: (slot: NewSlot) => string,
  style: Style,
): Change[] {
  const { text } = document;
  const range = (slot: Slot): { start: number; end: number } => box.children[(slot as { index: number }).index]!.range;
  const separator = separatorIn(text, box) ?? style.comma;
  const changes: Change[] = [];
  let previous: Slot | undefined;
  let stretch: Slot[] = [];
  const close = (next: Slot | undefined): void => {
    const removed = stretch.filter((slot) => !isNew(slot));
    const written = stretch.filter(isNew).map(write).join(separator);
    const [first, last] = [removed[0], removed.at(-1)];
    if (first && last) {
      if (written !== '') changes.push(textChange(range(first).start, range(last).end, written));
      else if (next) changes.push(textChange(range(first).start, range(next).start, ''));
      else if (previous) changes.push(...cutTail(text, range(previous).end, range(first).start, range(last).end));
      else changes.push(textChange(box.braces!.start + 1, box.braces!.end - 1, ''));
    } else if (written !== '') {
      if (previous) changes.push(textChange(range(previous).end, range(previous).end, separator + written));
      else if (next) changes.push(textChange(range(next).start, range(next).start, written + separator));
    }
    stretch = [];
  };
  for (const slot of list.slots) {
    if (isNew(slot) || slot.removed) {
      stretch.push(slot);
      continue;
    }
    close(slot);
    previous = slot;
  }
  close(undefined);
  return changes;
}

/** Removes the last children behind `from`; a comment that belongs to the child before them stays with its line. */
function cutTail(text: string, from: number, start: number, end: number): Change[] {
  const between = text.slice(from, start);
  const comment = /^(\s*,)([ \t]+#[^\r\n]*|[ \t]*\/\/[^\r\n]*)/.exec(between);
  if (!comment) return [textChange(from, end, '')];
  return [textChange(from, from + comment[1]!.length, ''), textChange(start, end, '')];
}

/** The separator between two children on one line, as it is written there. */
function separatorIn(text: string, { children }: Box): string | undefined {
  for (let i = 1; i < children.length; i++) {
    const between = text.slice(children[i - 1]!.range.end, children[i]!.range.start);
    if (/^,[ \t]*$/.test(between)) return between;
  }
  return undefined;
}
