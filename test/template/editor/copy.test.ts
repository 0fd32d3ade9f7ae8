import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../src/text/index';
import { copyOf, createEditor } from '../../../src/template/editor/index';
import { parse } from '../../../src/template/parse';

const yaml = `Resources:
  A:
    Type: AWS::X::Y
    Value:
      # dropped
      Port: '080'
      Size: 0x10
      Uri: !Sub "http://\${Alb.DNSName}/{id}"
      Vpc: !GetAtt Net.Outputs.Vpc
      Pick: !Select [0, !GetAZs '']
      Text: |
        one
        two
      Common: &common { K: v }
      Again: *common
      None:
`;

const json = `{
  "Resources": {
    "A": {
      "Type": "AWS::X::Y",
      "Value": {
        "Port": "080",
        "Uri": { "Fn::Sub": "http://\${Alb.DNSName}/{id}" },
        "Vpc": { "Fn::GetAtt": ["Net", "Arn"] },
        "List": [ { "Ref": "B" }, 1 ]
      }
    }
  }
}
`;

/** Copies `Resources/A/Value` of one template to a new resource of another. */
function copyAcross(from: string, to: string): string {
  const [source, target] = [parse('file:///from', from), parse('file:///to', to)];
  const value = source.entry('Resources', 'A')!.value;
  assert.equal(value.kind, 'mapping');
  const node = value.kind === 'mapping' && value.entries.find(({ key }) => key.value === 'Value')!.value;
  const editor = createEditor(target);
  editor.addEntry('Resources', 'B', { Type: 'AWS::X::Z', Value: copyOf(node as never) });
  return applyEdits(to, editor.edits());
}

test('copies from YAML to JSON', () => {
  const copied = JSON.parse(copyAcross(yaml, '{"Resources":{"A":{"Type":"AWS::X::Y"}}}')) as {
    Resources: { B: unknown };
  };
  assert.deepEqual(copied.Resources.B, {
    Type: 'AWS::X::Z',
    Value: {
      Port: '080',
      Size: 16,
      Uri: { 'Fn::Sub': 'http://${Alb.DNSName}/{id}' },
      Vpc: { 'Fn::GetAtt': ['Net', 'Outputs.Vpc'] },
      Pick: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] },
      Text: 'one\ntwo\n',
      Common: { K: 'v' },
      Again: { K: 'v' },
      None: null,
    },
  });
});

test('copies from JSON to YAML', () => {
  const head = 'Resources:\n  A:\n    Type: AWS::X::Y\n    Zone: !Ref Z\n';
  assert.equal(
    copyAcross(json, head),
    `${head}  B:
    Type: AWS::X::Z
    Value:
      Port: '080'
      Uri: !Sub http://\${Alb.DNSName}/{id}
      Vpc: !GetAtt Net.Arn
      List:
        - !Ref B
        - 1
`,
  );
});

test('copies within one YAML template spell aliases out', () => {
  const document = parse('file:///t', yaml);
  const editor = createEditor(document);
  editor.addEntry('Resources', 'B', copyOf(document.entry('Resources', 'A')!.value));
  const result = parse('file:///t', applyEdits(yaml, editor.edits()));
  assert.deepEqual(result.problems, []);
  const added = result.text.slice(yaml.length);
  assert.match(added, /^ {6}Common:\n {8}K: v\n {6}Again:\n {8}K: v\n {6}None: null\n$/m);
  assert.match(added, /Size: 0x10/);
});
