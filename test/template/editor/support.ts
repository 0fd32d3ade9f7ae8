import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/text/index';
import type { TemplateDocument } from '../../../src/template/document';
import { createEditor, type EditorOptions, type TemplateEditor } from '../../../src/template/editor/index';
import type { Entry, MappingNode, Node, SequenceNode } from '../../../src/template/node';
import { parse } from '../../../src/template/parse';

/** What a test does to a template: with the editor, and with `find` to get at entries by path (`Resources/Api/Type`). */
export type Act = (editor: TemplateEditor, find: (path: string) => Entry, document: TemplateDocument) => void;

/** Asserts `before` → `after`, also with CRLF, and that the result has no syntax problem the input had not. */
export function checkEdit(before: string, act: Act, after: string, options?: EditorOptions): void {
  assert.equal(edit(before, act, options), after);
  assert.equal(edit(toCrlf(before), act, options), toCrlf(after), 'with CRLF');
}

/** Runs `act` on a text and returns the new text. */
export function edit(text: string, act: Act, options?: EditorOptions): string {
  const document = parse('file:///template', text);
  assert.notEqual(document.dialect, 'none', 'the fixture is a template');
  const editor = createEditor(document, options);
  act(editor, (path) => entryAt(document, path), document);
  const result = applyEdits(text, editor.edits());
  const problems = parse('file:///template', result).problems.map(({ message }) => message);
  const known = document.problems.map(({ message }) => message);
  assert.deepEqual(
    problems.filter((message) => !known.includes(message)),
    [],
    `the result parses:\n${result}`,
  );
  return result;
}

export function toCrlf(text: string): string {
  return text.replace(/\n/g, '\r\n');
}

/** The entry at a path of keys, from a top-level key; numbers are indexes, functions are passed through by name. */
export function entryAt(document: TemplateDocument, path: string): Entry {
  const [top, ...rest] = path.split('/');
  let entry: Entry | undefined;
  if (rest.length === 0) {
    entry = document.sections.find((section) => section.path.length === 1 && section.path[0] === top)?.entry;
  } else {
    entry = document.entry(top!, rest.shift()!);
  }
  for (const key of rest) entry = entry && below(entry.value, key);
  assert.ok(entry, `${path} is in the template`);
  return entry;
}

function below(node: Node, key: string): Entry | undefined {
  if (node.kind === 'mapping') return node.entries.findLast((entry) => entry.key.value === key);
  if (node.kind === 'intrinsic') return below(node.argument, key);
  const item = node.kind === 'sequence' ? node.items[Number(key)] : undefined;
  return item && { section: item.section, start: item.start, end: item.end, key: undefined as never, value: item };
}

export function asMapping(entry: Entry): MappingNode {
  assert.equal(entry.value.kind, 'mapping');
  return entry.value;
}

export function asSequence(entry: Entry): SequenceNode {
  assert.equal(entry.value.kind, 'sequence');
  return entry.value;
}
