import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '../../../src/text/index';
import { createEditor, type TemplateEditor } from '../../../src/template/editor/index';
import type { TemplateDocument } from '../../../src/template/document';
import type { Entry, Node } from '../../../src/template/node';
import { parse } from '../../../src/template/parse';
import {
  fragmentOf,
  look,
  part,
  plainOf,
  type ListPart,
  type MapPart,
  type Member,
  type Part,
} from './random-template';
import { render, type Placed } from './render';
import { toCrlf } from './support';

/** One change, drawn without knowing the template: numbers choose among what is there. */
interface Draw {
  readonly kind: 'remove' | 'replace' | 'insert' | 'rename' | 'set';
  readonly container: number;
  readonly member: number;
  readonly place: number;
  readonly value: Part;
}

const draw: fc.Arbitrary<Draw> = fc.record({
  kind: fc.constantFrom('remove', 'replace', 'insert', 'rename', 'set'),
  container: fc.nat(),
  member: fc.nat(),
  place: fc.nat(),
  value: part,
});

/** A container of the template: what it is in the model and in the document. */
interface Pair {
  readonly model: MapPart | ListPart;
  readonly node: Node | undefined;
  readonly top: string | undefined;
  readonly entries: readonly (Entry | Node)[];
}

/** What the model says after the changes: for each container its children, removed ones marked, new ones beside them. */
interface Children {
  readonly removed: Set<number>;
  readonly replaced: Map<number, Part>;
  readonly renamed: Map<number, string>;
  readonly after: Map<number, { key: string; value: Part }[]>;
  readonly before: Map<number, { key: string; value: Part }[]>;
}

const keep: Member = {
  key: 'Keep',
  comments: 0,
  value: { kind: 'map', members: [{ key: 'Type', comments: 0, value: { kind: 'scalar', value: 'AWS::SNS::Topic' } }] },
};

const resources = fc.uniqueArray(
  fc.record({ key: fc.constantFrom('R1', 'R2', 'R3'), value: part, comments: fc.nat(7) }),
  {
    maxLength: 3,
    selector: ({ key }) => key,
  },
);

const cases = fc.record({
  resources,
  outputs: resources,
  look,
  draws: fc.array(draw, { maxLength: 8 }),
  keepAt: fc.nat(3),
});

test('random changes give the expected values, keep comments, and are the same with CRLF', () => {
  fc.assert(
    fc.property(cases, (drawn) => {
      const root = rootOf(drawn);
      const { text, comments } = render(root, drawn.look);
      const { result, state } = run(text, root, drawn.draws);
      const document = parse('file:///t', result);
      assert.deepEqual(
        document.problems.map(({ message }) => message),
        [],
        result,
      );
      const wanted = withoutEmptyOutputs(expected(root, state));
      assert.deepEqual(untyped(valuesOf(document)), untyped(wanted), `${text}\n=>\n${result}`);
      if (drawn.look.syntax === 'json') assert.deepEqual(JSON.parse(result), wanted);
      checkComments(text, result, comments, state, root);
      assert.ok(result.includes(textOfKeep(text)), 'what is not concerned keeps its bytes');
      assert.equal(run(toCrlf(text), root, drawn.draws).result, toCrlf(result));
    }),
    { numRuns: 300, seed: 77 },
  );
});

function rootOf(drawn: { resources: Member[]; outputs: Member[]; keepAt: number }): MapPart {
  const all = [...drawn.resources];
  all.splice(drawn.keepAt, 0, keep);
  const top = (key: string, members: Member[]): Member => ({ key, comments: 0, value: { kind: 'map', members } });
  const outputs = drawn.outputs.length > 0 ? [top('Outputs', drawn.outputs)] : [];
  const version: Member = {
    key: 'AWSTemplateFormatVersion',
    comments: 0,
    value: { kind: 'scalar', value: '2010-09-09' },
  };
  return { kind: 'map', members: [version, top('Resources', all), ...outputs] };
}

function run(text: string, root: MapPart, draws: readonly Draw[]): { result: string; state: Map<Part, Children> } {
  const document = parse('file:///t', text);
  assert.notEqual(document.dialect, 'none', text);
  assert.deepEqual(
    document.problems.map(({ message }) => message),
    [],
    text,
  );
  const editor = createEditor(document);
  const pairs = pairUp(document, root);
  const state = new Map<Part, Children>();
  for (const each of draws) change(editor, pairs[each.container % pairs.length]!, each, state);
  assert.deepEqual(editor.refused(), []);
  return { result: applyEdits(text, editor.edits()), state };
}

/** The text of the resource that no change concerns, inside the lines it stands on. */
function textOfKeep(text: string): string {
  const document = parse('file:///t', text);
  const { start, end } = document.locate(document.entry('Resources', 'Keep')!);
  return text.slice(start, end);
}

/** Walks model and document side by side. */
function pairUp(document: TemplateDocument, root: MapPart): Pair[] {
  const pairs: Pair[] = [];
  const visit = (model: Part, node: Node): void => {
    if (model.kind === 'call') {
      assert.equal(node.kind, 'intrinsic');
      if (node.kind === 'intrinsic') visit(model.argument, node.argument);
    } else if (model.kind === 'map' && node.kind === 'mapping') {
      pairs.push({ model, node, top: undefined, entries: node.entries });
      model.members.forEach((member, i) => visit(member.value, node.entries[i]!.value));
    } else if (model.kind === 'list' && node.kind === 'sequence') {
      pairs.push({ model, node, top: undefined, entries: node.items });
      model.items.forEach((item, i) => visit(item.value, node.items[i]!));
    }
  };
  for (const { key, value: model } of root.members) {
    if (model.kind !== 'map') continue;
    const entries = document.entries(key);
    pairs.push({ model, node: undefined, top: key, entries });
    model.members.forEach((member, i) => {
      if (member !== keep) visit(member.value, entries[i]!.value);
    });
  }
  return pairs;
}

function change(editor: TemplateEditor, pair: Pair, drawn: Draw, state: Map<Part, Children>): void {
  const { model, node, top, entries } = pair;
  const members = model.kind === 'map' ? model.members : model.items;
  let children = state.get(model);
  if (!children) {
    children = { removed: new Set(), replaced: new Map(), renamed: new Map(), after: new Map(), before: new Map() };
    state.set(model, children);
  }
  const index = members.length === 0 ? -1 : drawn.member % members.length;
  const chosen = entries[index];
  const isKeep = members[index] === keep;
  const fragment = fragmentOf(drawn.value);
  if (drawn.kind === 'insert' || drawn.kind === 'set') {
    const side = drawn.place % 3 === 0 ? 'end' : drawn.place % 3 === 1 ? 'after' : 'before';
    const key = `New${drawn.place % 4}`;
    const added = { key, value: drawn.value };
    if (model.kind === 'map') {
      for (const lists of [children.after, children.before]) {
        for (const list of lists.values())
          for (const each of list)
            if (each.key === key) {
              each.value = drawn.value;
              return set(editor, node, top, key, fragment, {});
            }
      }
    }
    const [lists, at] =
      side === 'before' && index >= 0
        ? [children.before, index]
        : [children.after, side === 'after' ? index : members.length - 1];
    lists.set(at, [...(lists.get(at) ?? []), added]);
    if (model.kind === 'list') {
      const place =
        side === 'end' || index < 0 ? {} : side === 'after' ? { after: chosen as Node } : { before: chosen as Node };
      if (node?.kind === 'sequence') editor.insertItem(node, fragment, place);
      return;
    }
    const beside = members[index]?.key;
    set(editor, node, top, key, fragment, side === 'end' || beside === undefined ? {} : { [side]: beside });
    return;
  }
  if (!chosen || isKeep) return;
  if (drawn.kind === 'remove') {
    children.removed.add(index);
    if (node?.kind === 'sequence') editor.removeItem(node, chosen as Node);
    else editor.removeEntry(chosen as Entry);
  } else if (drawn.kind === 'replace') {
    children.replaced.set(index, drawn.value);
    editor.replaceValue(model.kind === 'map' ? (chosen as Entry).value : (chosen as Node), fragment);
  } else if (model.kind === 'map') {
    const name = `Renamed${index}`;
    children.renamed.set(index, name);
    editor.renameKey(chosen as Entry, name);
  }
}

function set(
  editor: TemplateEditor,
  node: Node | undefined,
  top: string | undefined,
  key: string,
  value: Parameters<TemplateEditor['setEntry']>[2],
  place: object,
): void {
  if (top !== undefined) editor.addEntry(top, key, value, place);
  else if (node?.kind === 'mapping') editor.setEntry(node, key, value, place);
}

function expected(value: Part, state: Map<Part, Children>): unknown {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'call') return { [value.name]: expected(value.argument, state) };
  const members = value.kind === 'map' ? value.members : value.items;
  const children = state.get(value);
  const result: [string, unknown][] = [];
  const add = (list: readonly { key: string; value: Part }[] | undefined): void => {
    for (const each of list ?? []) result.push([each.key, plainOf(each.value)]);
  };
  add(children?.after.get(-1));
  members.forEach((member, i) => {
    add(children?.before.get(i));
    if (!children?.removed.has(i)) {
      const replaced = children?.replaced.get(i);
      result.push([
        children?.renamed.get(i) ?? member.key,
        replaced ? replacement(member.value, replaced) : expected(member.value, state),
      ]);
    }
    add(children?.after.get(i));
  });
  return value.kind === 'list' ? result.map(([, each]) => each) : Object.fromEntries(result);
}

/** A number that takes the place of a number in quotes stays in quotes. */
function replacement(before: Part, after: Part): unknown {
  const wasQuoted = before.kind === 'scalar' && typeof before.value === 'string' && /^\d+$/.test(before.value);
  return wasQuoted && after.kind === 'scalar' && typeof after.value === 'number' ? String(after.value) : plainOf(after);
}

/** Behind a short tag every scalar is a string: `!Base64 80`. */
function untyped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untyped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      /^(Ref|Fn::.*)$/.test(key) && typeof each !== 'object' ? String(each) : untyped(each),
    ]),
  );
}

function withoutEmptyOutputs(value: unknown): unknown {
  const { Outputs, ...rest } = value as Record<string, object | undefined>;
  return Outputs && Object.keys(Outputs).length > 0 ? { ...rest, Outputs } : rest;
}

function valuesOf(document: TemplateDocument): Record<string, unknown> {
  const version = document.value('AWSTemplateFormatVersion');
  const tops = new Set(
    document.sections.flatMap(({ path, undivided }) => undivided?.map(({ key }) => String(key.value)) ?? [path[0]]),
  );
  tops.delete('AWSTemplateFormatVersion');
  return Object.fromEntries([
    ['AWSTemplateFormatVersion', version && valueOf(version)],
    ...[...tops].map((top) => [
      top,
      Object.fromEntries(document.entries(top).map(({ key, value }) => [String(key.value), valueOf(value)])),
    ]),
  ]);
}

function valueOf(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(valueOf);
  if (node.kind === 'mapping')
    return Object.fromEntries(node.entries.map(({ key, value }) => [String(key.value), valueOf(value)]));
  return node.kind === 'intrinsic' ? { [node.name]: valueOf(node.argument) } : undefined;
}

/** Comments of what is removed are gone, all others are there, in their order; those inside replaced values may be either. */
function checkComments(
  text: string,
  result: string,
  comments: readonly Placed[],
  state: Map<Part, Children>,
  root: Part,
): void {
  const dead = new Set<Part>();
  const replaced = new Set<Part>();
  const gone = new Set<Member>();
  const bury = (value: Part, dead: Set<Part>): void => {
    dead.add(value);
    if (value.kind === 'call') bury(value.argument, dead);
    if (value.kind === 'map' || value.kind === 'list')
      for (const member of value.kind === 'map' ? value.members : value.items) bury(member.value, dead);
  };
  const visit = (value: Part): void => {
    if (value.kind === 'call') return visit(value.argument);
    if (value.kind === 'scalar') return;
    const members = value.kind === 'map' ? value.members : value.items;
    members.forEach((member, i) => {
      const children = state.get(value);
      if (children?.removed.has(i)) gone.add(member);
      if (children?.removed.has(i)) bury(member.value, dead);
      else if (children?.replaced.has(i)) bury(member.value, replaced);
      else visit(member.value);
    });
  };
  visit(root);
  // `Outputs` goes with its last entry, and with what else stands in it.
  const outputs = root.kind === 'map' ? root.members.find(({ key }) => key === 'Outputs')?.value : undefined;
  if (outputs && !('Outputs' in (withoutEmptyOutputs(expected(root, state)) as object))) bury(outputs, dead);
  const isLeft = ({ member, container }: Placed): boolean => !dead.has(container) && !(member && gone.has(member));
  const kept = new Set(
    comments.filter((each) => isLeft(each) && !replaced.has(each.container)).map((each) => each.text),
  );
  const left = (text.match(/# c\d+;/g) ?? []).filter((each) => kept.has(each));
  const optional = new Set(comments.filter((each) => replaced.has(each.container)).map((each) => each.text));
  const found = (result.match(/# c\d+;/g) ?? []).filter((each) => !optional.has(each));
  assert.deepEqual(found, left, `${text}\n=>\n${result}`);
}
