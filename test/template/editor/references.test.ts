import assert from 'node:assert/strict';
import { test } from 'node:test';
import { removeFromDependsOn, renameConditionReferences, renameReferences } from '../../../src/template/editor/index';
import { checkEdit } from './support';

const text = `Conditions:
  Old: !Equals [a, b]
  Both: !And [!Condition Old, !Not [{Condition: Old}]]
Resources:
  Old:
    Type: AWS::X::Y
  A:
    Type: AWS::X::Y
    Condition: Old
    DependsOn: Old
    Properties:
      A: !Ref Old
      B: !GetAtt Old.Arn
      C: { "Fn::GetAtt": ["Old", "Arn"] }
      D: !Sub "\${Old}-\${Old.Arn}-\${!Old}-Old"
      E: !If [Old, !Ref "Old", Older]
  B:
    Type: AWS::X::Y
    DependsOn:
      - Old
      - A
Outputs:
  O:
    Value: !Sub
      - \${Old} \${Mine}
      - Mine: !Ref Old
`;

test('renames a resource with all references', () => {
  checkEdit(
    text,
    (editor, find, document) => {
      editor.renameKey(find('Resources/Old'), 'New');
      assert.deepEqual(renameReferences(document, editor, 'Old', 'New'), []);
    },
    text
      .replace('Resources:\n  Old:', 'Resources:\n  New:')
      .replace('DependsOn: Old', 'DependsOn: New')
      .replace('A: !Ref Old', 'A: !Ref New')
      .replace('GetAtt Old.', 'GetAtt New.')
      .replace('["Old"', '["New"')
      .replace('"${Old}-${Old.Arn}', '"${New}-${New.Arn}')
      .replace('!Ref "Old"', '!Ref "New"')
      .replace('- Old\n', '- New\n')
      .replace('- ${Old} ', '- ${New} ')
      .replace('Mine: !Ref Old', 'Mine: !Ref New'),
  );
});

test('renames a condition with all references', () => {
  checkEdit(
    text,
    (editor, find, document) => {
      editor.renameKey(find('Conditions/Old'), 'New');
      renameConditionReferences(document, editor, 'Old', 'New');
    },
    text
      .replace('Conditions:\n  Old:', 'Conditions:\n  New:')
      .replace('!Condition Old', '!Condition New')
      .replace('{Condition: Old}', '{Condition: New}')
      .replace('Condition: Old\n', 'Condition: New\n')
      .replace('!If [Old', '!If [New'),
  );
});

test('takes a name out of DependsOn', () => {
  checkEdit(
    text,
    (editor, find) => {
      removeFromDependsOn(editor, find('Resources/A'), 'Old');
      removeFromDependsOn(editor, find('Resources/B'), 'Old');
      removeFromDependsOn(editor, find('Resources/B'), 'Unknown');
    },
    text.replace('    DependsOn: Old\n', '').replace('      - Old\n', ''),
  );
});

test('removes DependsOn with its last name', () => {
  checkEdit(
    text,
    (editor, find) => {
      removeFromDependsOn(editor, find('Resources/B'), 'A');
      removeFromDependsOn(editor, find('Resources/B'), 'Old');
    },
    text.replace('    DependsOn:\n      - Old\n      - A\n', ''),
  );
});
