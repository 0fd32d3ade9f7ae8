import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../src/text/index';
import { copyOf, createEditor } from '../../../src/template/editor/index';
import { parse } from '../../../src/template/parse';
import { asMapping, asSequence, checkEdit, entryAt, type Act } from './support';

const shared = `Resources:
  A:
    Type: AWS::X::Y
    Tags: &tags
      - Key: a
        Value: b
    Unused: &unused
      K: v
  B:
    Type: AWS::X::Y
    Tags: *tags
    Other: *tags
`;

/** Asserts that nothing is changed, and why. */
function checkRefused(act: Act, ...reasons: string[]): void {
  const document = parse('file:///template', shared);
  const editor = createEditor(document);
  act(editor, (path) => entryAt(document, path), document);
  assert.equal(applyEdits(shared, editor.edits()), shared);
  assert.deepEqual(
    editor.refused().map(({ reason }) => reason),
    reasons,
  );
}

const inside = 'The value "&tags" is also used elsewhere as "*tags", where this change would apply too';
const needed = 'The value "&tags" is used elsewhere as "*tags", which would have nothing to stand for';

test('refuses changes inside a value that an alias stands for', () => {
  checkRefused((editor, find) => {
    const tags = asSequence(find('Resources/A/Tags'));
    editor.insertItem(tags, 'x');
  }, inside);
  checkRefused((editor, find) => editor.replaceValue(find('Resources/A/Tags').value, []), inside);
  checkRefused(
    (editor, find) => {
      const item = asSequence(find('Resources/A/Tags')).items[0]!;
      const mapping = asMapping({ ...find('Resources/A/Tags'), value: item });
      editor.replaceText(mapping.entries[1]!.value, 'c');
      editor.renameKey(mapping.entries[1]!, 'V');
      editor.removeEntry(mapping.entries[0]!);
    },
    inside,
    inside,
    inside,
  );
});

test('refuses to remove a value that an alias stands for', () => {
  checkRefused((editor, find) => editor.removeEntry(find('Resources/A')), needed);
  checkRefused((editor, find) => editor.removeEntry(find('Resources/A/Tags')), needed);
});

test('refuses to set entries through an alias', () => {
  checkRefused(
    (editor, find) => editor.setEntry(find('Resources/B/Tags'), 'K', 'v'),
    '"K" cannot be set here, because the value is the alias "*tags"',
  );
});

test('a refusal loses nothing else', () => {
  checkEdit(
    shared,
    (editor, find) => {
      editor.removeEntry(find('Resources/A'));
      editor.removeEntry(find('Resources/B/Tags'));
      editor.setEntry(find('Resources/A/Unused'), 'L', 'w');
    },
    shared.replace('    Tags: *tags\n', '').replace('      K: v\n', '      K: v\n      L: w\n'),
  );
});

test('removes an anchor together with its aliases', () => {
  checkEdit(
    `${shared}  C:\n    Type: AWS::X::Y\n`,
    (editor, find) => {
      editor.removeEntry(find('Resources/A'));
      editor.removeEntry(find('Resources/B'));
    },
    'Resources:\n  C:\n    Type: AWS::X::Y\n',
  );
  checkEdit(
    shared,
    (editor, find) => {
      editor.removeEntry(find('Resources/A/Tags'));
      editor.replaceValue(find('Resources/B/Tags').value, copyOf(find('Resources/A/Tags').value));
      editor.removeEntry(find('Resources/B/Other'));
    },
    `Resources:
  A:
    Type: AWS::X::Y
    Unused: &unused
      K: v
  B:
    Type: AWS::X::Y
    Tags:
      - Key: a
        Value: b
`,
  );
});
