import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../src/text/index';
import { copyOf, createEditor, ref } from '../../../src/template/editor/index';
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

test('refuses changes inside a value that an alias stands for', () => {
  checkRefused((editor, find) => {
    const tags = asSequence(find('Resources/A/Tags'));
    editor.insertItem(tags, 'x');
  }, inside);
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

const moved = `Resources:
  B:
    Type: AWS::X::Y
    Tags: &tags
      - Key: a
        Value: b
    Other: *tags
`;

test('a value that an alias stands for moves to the first alias when it is removed', () => {
  checkEdit(shared, (editor, find) => editor.removeEntry(find('Resources/A')), moved);
  checkEdit(
    shared,
    (editor, find) => editor.removeEntry(find('Resources/A/Tags')),
    moved.replace('  B:\n', '  A:\n    Type: AWS::X::Y\n    Unused: &unused\n      K: v\n  B:\n'),
  );
});

test('so do values in braces, calls, items of lists and values inside others', () => {
  checkEdit(
    'Resources:\n  A: { Type: AWS::X::Y, Vpc: &vpc !Ref Vpc, Ids: &ids [a, &b b] }\n  B:\n    Type: AWS::X::Y\n    L:\n      - *vpc\n      - { C: *ids, D: *vpc }\n    E: *b\n',
    (editor, find) => editor.removeEntry(find('Resources/A')),
    'Resources:\n  B:\n    Type: AWS::X::Y\n    L:\n      - &vpc !Ref Vpc\n      - { C: &ids [a, b], D: *vpc }\n    E: &b b\n',
  );
  checkEdit(
    'Resources:\n  A:\n    Type: AWS::X::Y\n    Tags: &tags\n    - Key: a # why\n      Value: b\n  B:\n    Type: AWS::X::Y\n    L:\n    - *tags\n',
    (editor, find) => editor.removeEntry(find('Resources/A')),
    'Resources:\n  B:\n    Type: AWS::X::Y\n    L:\n    - &tags\n      - Key: a # why\n        Value: b\n',
  );
});

test('a change that is meant for the aliases, too, is made once', () => {
  const text = `Resources:
  A:
    Type: AWS::X::Y
    Block: &block
      Id: &id !Ref Old
  B:
    Block: *block
  C:
    Id: *id
`;
  checkEdit(
    text,
    (editor, find) => {
      for (const name of ['A', 'B', 'C']) editor.shareIn(find(`Resources/${name}`));
      editor.replaceValue(find('Resources/A/Block/Id').value, ref('New'));
      editor.replaceValue(find('Resources/C/Id').value, ref('New'));
      editor.setEntry(find('Resources/A/Block'), 'More', 1);
    },
    text.replace('!Ref Old', '!Ref New\n      More: 1'),
  );
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
      editor.renameKey(
        asMapping({ ...find('Resources/A/Tags'), value: asSequence(find('Resources/A/Tags')).items[0]! }).entries[0]!,
        'K',
      );
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

test('the old value of what is replaced moves to the first alias', () => {
  checkEdit(
    shared,
    (editor, find) => editor.replaceValue(find('Resources/A/Tags').value, []),
    shared
      .replace(' &tags\n      - Key: a\n        Value: b\n', ' []\n')
      .replace('Tags: *tags', 'Tags: &tags\n      - Key: a\n        Value: b'),
  );
});
