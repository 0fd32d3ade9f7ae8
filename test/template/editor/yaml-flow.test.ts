import { test } from 'node:test';
import { copyOf, getAtt, ref, sub } from '../../../src/template/editor/index';
import { asMapping, asSequence, checkEdit } from './support';

test('edits flow collections on one line', () => {
  checkEdit(
    `Resources:
  A: { Type: AWS::X::Y, Properties: { Port: 80, Uri: !Sub 'x', List: [a, b, c], Only: [a], Empty: [], Map: {K: v} } }
  B: {Type: AWS::X::Y}
`,
    (editor, find) => {
      const at = (name: string) => find(`Resources/A/Properties/${name}`);
      editor.removeEntry(at('Port'));
      editor.replaceValue(at('Uri').value, sub('http://${Alb.DNSName}'));
      const list = asSequence(at('List'));
      editor.removeItem(list, list.items[2]!);
      editor.insertItem(list, ref('D'), { after: list.items[0]! });
      editor.insertItem(list, 'e: f', { before: list.items[0]! });
      const only = asSequence(at('Only'));
      editor.removeItem(only, only.items[0]!);
      editor.insertItem(asSequence(at('Empty')), { K: '{x}' });
      editor.setEntry(asMapping(at('Map')), 'L', getAtt('A', 'B'));
      editor.removeEntry(find('Resources/B/Type'));
    },
    `Resources:
  A: { Type: AWS::X::Y, Properties: { Uri: !Sub 'http://\${Alb.DNSName}', List: ['e: f', a, !Ref D, b], Only: [], Empty: [{ K: '{x}' }], Map: {K: v, L: !GetAtt A.B} } }
  B: {}
`,
  );
});

test('edits flow collections over several lines, comments kept', () => {
  checkEdit(
    `Resources:
  A:
    Type: AWS::X::Y
    DependsOn: [
      B, # about B
      # about C
      C,
      D # about D
    ]
    Tags: {
      A: 1, # one
      B: 2,
    }
`,
    (editor, find) => {
      const list = asSequence(find('Resources/A/DependsOn'));
      editor.removeItem(list, list.items[1]!);
      editor.removeItem(list, list.items[2]!);
      const tags = asMapping(find('Resources/A/Tags'));
      editor.setEntry(tags, 'C', 3);
      editor.setEntry(tags, 'D', [ref('E')], { after: 'A' });
    },
    `Resources:
  A:
    Type: AWS::X::Y
    DependsOn: [
      B # about B
    ]
    Tags: {
      A: 1, # one
      D: [!Ref E],
      B: 2,
      C: 3,
    }
`,
  );
});

test('adds at the end of a flow collection over several lines', () => {
  checkEdit(
    'Resources:\n  A:\n    Type: AWS::X::Y\n    DependsOn: [\n      B, # b\n      C # c\n    ]\n',
    (editor, find) => editor.insertItem(asSequence(find('Resources/A/DependsOn')), 'D'),
    'Resources:\n  A:\n    Type: AWS::X::Y\n    DependsOn: [\n      B, # b\n      C, # c\n      D\n    ]\n',
  );
});

test('keeps a comment beside the last child that stays', () => {
  checkEdit(
    'Resources:\n  A:\n    Type: AWS::X::Y\n    List: [ a, b, # about b\n      c ]\n',
    (editor, find) => {
      const list = asSequence(find('Resources/A/List'));
      editor.removeItem(list, list.items[2]!);
    },
    'Resources:\n  A:\n    Type: AWS::X::Y\n    List: [ a, b # about b\n       ]\n',
  );
});

test('edits a template that is one flow mapping', () => {
  checkEdit(
    '# all in braces\n{Resources: {A: {Type: AWS::X::Y}, B: {Type: AWS::X::Y}}}\n',
    (editor, find) => {
      editor.addEntry('Resources', 'C', { Type: 'AWS::X::Z' }, { after: 'A' });
      editor.removeEntry(find('Resources/B'));
      editor.addEntry('Outputs', 'O', { Value: ref('C') });
    },
    '# all in braces\n{Resources: {A: {Type: AWS::X::Y}, C: {Type: AWS::X::Z}}, Outputs: {O: {Value: !Ref C}}}\n',
  );
});

test('copies between blocks and braces', () => {
  checkEdit(
    `Resources:
  A:
    Type: AWS::X::Y
    Block:
      # dropped in braces
      - !Ref B
      - K: 0123
        L: "q"
    Flow: [a, {b: !Ref C}]
    Braces: {x: y}
`,
    (editor, find) => {
      editor.setEntry(find('Resources/A/Braces'), 'Copy', copyOf(find('Resources/A/Block').value));
      editor.setEntry(find('Resources/A'), 'Copy', copyOf(find('Resources/A/Flow').value));
    },
    `Resources:
  A:
    Type: AWS::X::Y
    Block:
      # dropped in braces
      - !Ref B
      - K: 0123
        L: "q"
    Flow: [a, {b: !Ref C}]
    Braces: {x: y, Copy: [!Ref B, {K: 0123, L: "q"}]}
    Copy: [a, { b: !Ref C }]
`.replace('Copy: [a, { b: !Ref C }]', 'Copy: [a, {b: !Ref C}]'),
  );
});

test('quotes in braces what YAML 1.1 cannot read there without', () => {
  const text = 'Resources:\n  A: { Type: AWS::X::Y, List: [a], Map: {K: v} }\n';
  checkEdit(
    text,
    (editor, find) => {
      const list = asSequence(find('Resources/A/List'));
      editor.insertItem(list, ':8080/orders');
      editor.insertItem(list, '/orders?x=1');
      editor.insertItem(list, 'http://host:80');
    },
    text.replace('[a]', "[a, ':8080/orders', '/orders?x=1', http://host:80]"),
  );
});
