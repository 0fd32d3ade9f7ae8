import type { Section } from '../../text/index';
import type { EditorOptions } from './editor';
import type { Geometry } from './geometry';
import { addHabits, favourite, habitsOf, type Habits } from './habits';
import type { Quote } from './scalar';

/** How values are spelled at one place of a document. */
export interface Style {
  readonly json: boolean;
  readonly intrinsics: 'short' | 'long';
  readonly quote: Quote;
  /** True where strings are quoted whether they need it or not. */
  readonly quoteAll: boolean;
  readonly quoteSub: boolean;
  readonly quoteKeys: boolean;
  /** Columns by which a block mapping is indented below its key. */
  readonly step: number;
  /** Columns between a key and the dashes of its block sequence. */
  readonly sequenceOffset: number;
  /** Columns from a dash to what follows it. */
  readonly dashWidth: number;
  /** How lists that are arguments of functions are written in a block. */
  readonly callLists: 'flow' | 'block';
  /** How functions in long form are written in a block. */
  readonly longCalls: 'flow' | 'block';
  /** One level of indentation inside braces that stand over several lines. */
  readonly unit: string;
  /** Whether short calls and lists stand on one line among braces that stand over several lines. */
  readonly inlineCalls: boolean;
  readonly inlineLists: boolean;
  /** Blank space inside `{ … }` and `[ … ]` on one line. */
  readonly mapPadding: string;
  readonly listPadding: string;
  readonly colon: string;
  readonly comma: string;
}

/** Finds the style of a section: by its own habits, where it has none by those of the whole document. */
export interface Styles {
  styleIn(section: Section | undefined): Style;
}

const largestSample = 64;

/** Lets the habits of a document be looked up; they are counted on first use. */
export function stylesOf(geometry: Geometry, options: EditorOptions): Styles {
  const { document } = geometry;
  const bySection = new Map<Section, Habits>();
  const local = (section: Section): Habits => {
    let habits = bySection.get(section);
    if (!habits) {
      const found = document.sections.find((each) => each === section);
      habits = found ? habitsOf(geometry, found) : new Map<string, number>();
      bySection.set(section, habits);
    }
    return habits;
  };
  let everywhere: Habits | undefined;
  const whole = (): Habits => {
    if (!everywhere) {
      everywhere = new Map();
      // A sample tells the habits of a large template as well as the whole of it.
      const stride = Math.ceil(document.sections.length / largestSample);
      for (let i = 0; i < document.sections.length; i += stride) addHabits(everywhere, local(document.sections[i]!));
      lookAtTop(geometry, everywhere);
    }
    return everywhere;
  };
  return {
    styleIn(section) {
      const near = section ? local(section) : new Map<string, number>();
      const habit = (name: string): string | undefined => favourite(near, name) ?? favourite(whole(), name);
      return readStyle(habit, document.language === 'json', options);
    },
  };
}

function readStyle(habit: (name: string) => string | undefined, json: boolean, options: EditorOptions): Style {
  const step = Number(habit('step') ?? 2);
  const colon = habit('colon') ?? ': ';
  return {
    json,
    intrinsics: json || options.intrinsics === 'long' || habit('intrinsics') === 'long' ? 'long' : 'short',
    quote: habit('quote') === 'double' ? 'double' : 'single',
    quoteAll: habit('quoted') === 'true',
    quoteSub: habit('quotedSub') === 'true',
    quoteKeys: habit('quotedKey') === 'true',
    step,
    sequenceOffset: Number(habit('sequence') ?? step),
    dashWidth: Number(habit('dash') ?? 2),
    callLists: habit('callList') === 'block' ? 'block' : 'flow',
    longCalls: habit('longCall') === 'flow' ? 'flow' : 'block',
    unit: habit('unit') ?? ' '.repeat(step),
    inlineCalls: habit('callLine') === 'one',
    inlineLists: habit('listLine') === 'one',
    mapPadding: habit('mapPadding') ?? (json && colon !== ':' ? ' ' : ''),
    listPadding: habit('listPadding') ?? '',
    colon: json || colon !== ':' ? colon : ': ',
    comma: habit('comma') ?? (colon === ':' ? ',' : ', '),
  };
}

/** Indentation of the entries below top-level keys, which no section holds. */
function lookAtTop({ document, lines, family }: Geometry, habits: Habits): void {
  for (const top of family.tops) {
    const first = top.children[0];
    if (!first) continue;
    const [outer, inner] = [top.range.start, document.locate(first).start];
    if (lines.lineOf(outer) === lines.lineOf(inner)) continue;
    const [outside, deeper] = [lines.indentText(lines.lineOf(outer)), lines.indentText(lines.lineOf(inner))];
    if (!deeper.startsWith(outside) || deeper === outside) continue;
    const name = top.braces ? `unit:${deeper.slice(outside.length)}` : `step:${deeper.length - outside.length}`;
    habits.set(name, (habits.get(name) ?? 0) + 1);
  }
}
