import { test } from 'node:test';
import { copyOf, fn, getAtt, ref, sub, type Fragment } from '../../../src/template/editor/index';
import { checkEdit } from './support';

const head = 'Resources:\n  A:\n    Type: AWS::X::Y\n';

/** Asserts how `value` is written below `New` in a template that has the lines `habits`. */
function writes(habits: string, value: Fragment, expected: string): void {
  const before = head + habits;
  checkEdit(
    before,
    (editor, find) => editor.setEntry(find('Resources/A'), 'New', value),
    `${before}    New:${expected}\n`,
  );
}

test('quotes strings that YAML would read as something else', () => {
  const cases: [string, string][] = [
    ['plain', 'plain'],
    ['AWS::Region', 'AWS::Region'],
    ['http://a:80/{proxy}', 'http://a:80/{proxy}'],
    ['yes', "'yes'"],
    ['On', "'On'"],
    ['null', "'null'"],
    ['~', "'~'"],
    ['', "''"],
    ['80', "'80'"],
    ['0123456789012', "'0123456789012'"],
    ['1e3', "'1e3'"],
    ['22:22', "'22:22'"],
    ['2012-10-17', "'2012-10-17'"],
    ['*', "'*'"],
    ['&a', "'&a'"],
    ['!Ref A', "'!Ref A'"],
    ['%a', "'%a'"],
    ['@a', "'@a'"],
    ['`a', "'`a'"],
    ['- a', "'- a'"],
    ['a: b', "'a: b'"],
    ['a #b', "'a #b'"],
    ['{a}', "'{a}'"],
    ["it's", "it's"],
    ["'q'", '"\'q\'"'],
    [' a', "' a'"],
    ['=', "'='"],
    ['<<', "'<<'"],
    ['tab\u0007', '"tab\\a"'],
  ];
  for (const [value, expected] of cases) writes('', value, ` ${expected}`);
});

test('writes several lines as a literal', () => {
  writes('', 'a\n\nb: c\n', ' |\n      a\n\n      b: c');
  writes('', 'a\nb', ' |-\n      a\n      b');
  writes('', ' a\nb', ' " a\\nb"');
});

test('uses the quotes of the document', () => {
  writes('    B: "x y"\n', '80', ' "80"');
  writes("    B: 'x y'\n", '80', " '80'");
  writes('    B: "x"\n    C: "y"\n    D: "z"\n', 'v', ' "v"');
  writes('    B: !Sub "x"\n', sub('y'), ' !Sub "y"');
});

test('writes intrinsics short or long, as the neighbours', () => {
  const value: Fragment = [
    ref('A'),
    getAtt('A', 'B.C'),
    fn('Fn::Base64', sub('${A}')),
    fn('Fn::Select', [0, fn('Fn::GetAZs', '')]),
  ];
  writes(
    '    B: !Ref C\n',
    value,
    `
      - !Ref A
      - !GetAtt A.B.C
      - Fn::Base64: !Sub \${A}
      - !Select [0, !GetAZs '']`,
  );
  writes(
    '    B:\n      Ref: C\n',
    value,
    `
      - Ref: A
      - Fn::GetAtt: [A, B.C]
      - Fn::Base64:
          Fn::Sub: \${A}
      - Fn::Select: [0, Fn::GetAZs: '']`.replace("[0, Fn::GetAZs: '']", "[0, {Fn::GetAZs: ''}]"),
  );
  writes('    B: { Ref: C }\n', ref('A'), ' { Ref: A }');
  writes(
    '    B:\n      Fn::GetAtt:\n        - C\n        - D\n',
    getAtt('A', 'B'),
    '\n      Fn::GetAtt:\n        - A\n        - B',
  );
});

test('writes long intrinsics where short ones are forbidden', () => {
  checkEdit(
    `${head}    B: !Ref C\n`,
    (editor, find) => {
      editor.setEntry(find('Resources/A'), 'New', ref('D'));
      editor.setEntry(find('Resources/A'), 'Copy', copyOf(find('Resources/A/B').value));
    },
    `${head}    B: !Ref C\n    New:\n      Ref: D\n    Copy:\n      Ref: C\n`,
    { intrinsics: 'long' },
  );
});

test('puts no short tag behind a short tag', () => {
  checkEdit(
    `${head}    B: !Base64 x\n    C: !Base64 x\n    D: !ImportValue\n      Fn::Sub: a\n`,
    (editor, find) => {
      const argument = (name: string) => {
        const node = find(`Resources/A/${name}`).value;
        return node.kind === 'intrinsic' ? node.argument : node;
      };
      editor.replaceValue(argument('B'), sub('text'));
      editor.replaceValue(find('Resources/A/C').value, fn('Fn::Base64', sub('text')));
      editor.replaceValue(argument('D'), 'plain');
    },
    `${head}    B: !Base64\n      Fn::Sub: text\n    C:\n      Fn::Base64: !Sub text\n    D: !ImportValue plain\n`,
  );
});

test('indents sequences as the document does', () => {
  writes(
    '    B:\n    - x\n',
    ['a', ['b', 'c'], { K: 'v', L: ['w'] }],
    '\n    - a\n    - - b\n      - c\n    - K: v\n      L:\n      - w',
  );
  writes('    B:\n      - x\n', ['a', { K: { M: 'v' } }], '\n      - a\n      - K:\n          M: v');
});
