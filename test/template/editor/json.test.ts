import { test } from 'node:test';
import { copyOf, fn, getAtt, ref, sub } from '../../../src/template/editor/index';
import { asMapping, asSequence, checkEdit, type Act } from './support';

const value = {
  Resources: {
    First: { Type: 'AWS::X::A', DependsOn: ['Second', 'Third'], Properties: { Port: '80', Vpc: { Ref: 'Vpc' } } },
    Second: { Type: 'AWS::X::B', Empty: {} },
    Third: { Type: 'AWS::X::C' },
  },
  Outputs: { Name: { Value: { 'Fn::GetAtt': ['Third', 'Name'] } } },
};

const changed = {
  Parameters: { Alb: { Type: 'String' }, Port: { Type: 'Number', Default: 80 } },
  Resources: {
    First: {
      Type: 'AWS::X::A',
      DependsOn: ['Third', 'Link'],
      Properties: { Port: '443', Uri: { 'Fn::Sub': 'http://${Alb.DNSName}' }, Name: 'no' },
    },
    Link: { Type: 'AWS::X::L', Copy: { Ref: 'Vpc' }, List: [1, { A: [] }] },
    Second: { Type: 'AWS::X::B', Empty: { Key: { 'Fn::If': ['C', 'a', { Ref: 'AWS::NoValue' }] } } },
  },
};

const act: Act = (editor, find) => {
  editor.addEntry('Parameters', 'Alb', { Type: 'String' }, { comment: 'cannot be written' });
  editor.addEntry('Parameters', 'Port', { Type: 'Number', Default: 80 });
  const vpc = find('Resources/First/Properties/Vpc');
  editor.addEntry(
    'Resources',
    'Link',
    { Type: 'AWS::X::L', Copy: copyOf(vpc.value), List: [1, { A: [] }] },
    { after: 'First' },
  );
  const dependsOn = asSequence(find('Resources/First/DependsOn'));
  editor.removeItem(dependsOn, dependsOn.items[0]!);
  editor.insertItem(dependsOn, 'Link');
  const properties = asMapping(find('Resources/First/Properties'));
  editor.setEntry(properties, 'Port', 443);
  editor.setEntry(properties, 'Uri', sub('http://${Alb.DNSName}'));
  editor.setEntry(properties, 'Name', 'no');
  editor.removeEntry(vpc);
  editor.setEntry(find('Resources/Second/Empty'), 'Key', fn('Fn::If', ['C', 'a', ref('AWS::NoValue')]));
  editor.removeEntry(find('Resources/Third'));
  editor.removeEntry(find('Outputs/Name'));
};

for (const [name, space] of [
  ['2 spaces', 2],
  ['4 spaces', 4],
  ['tabs', '\t'],
  ['one line', undefined],
] as const) {
  test(`edits JSON with ${name}`, () => {
    checkEdit(JSON.stringify(value, null, space), act, JSON.stringify(changed, null, space));
    checkEdit(`${JSON.stringify(value, null, space)}\n`, act, `${JSON.stringify(changed, null, space)}\n`);
  });
}

test('keeps calls and lists of JSON on one line where the others are', () => {
  checkEdit(
    `{
  "Resources": {
    "A": {
      "Type": "AWS::X::Y",
      "Properties": {
        "Vpc": { "Ref": "Vpc" },
        "Subnets": [ { "Ref": "A" }, { "Ref": "B" } ],
        "Tags": [
          { "Key": "a", "Value": "b" }
        ]
      }
    }
  }
}
`,
    (editor, find) => {
      const properties = asMapping(find('Resources/A/Properties'));
      editor.setEntry(properties, 'Uri', getAtt('Alb', 'DNSName'), { after: 'Vpc' });
      const subnets = asSequence(find('Resources/A/Properties/Subnets'));
      editor.insertItem(subnets, ref('C'), { after: subnets.items[0]! });
      editor.removeItem(subnets, subnets.items[1]!);
      const tags = asSequence(find('Resources/A/Properties/Tags'));
      editor.insertItem(tags, { Key: 'c', Value: 'd' });
      editor.renameKey(find('Resources/A'), 'B');
    },
    `{
  "Resources": {
    "B": {
      "Type": "AWS::X::Y",
      "Properties": {
        "Vpc": { "Ref": "Vpc" },
        "Uri": { "Fn::GetAtt": [ "Alb", "DNSName" ] },
        "Subnets": [ { "Ref": "A" }, { "Ref": "C" } ],
        "Tags": [
          { "Key": "a", "Value": "b" },
          { "Key": "c", "Value": "d" }
        ]
      }
    }
  }
}
`,
  );
});

test('handles the commas of JSON', () => {
  const text =
    '{\n  "Resources": {\n    "A": { "Type": "AWS::X::Y" },\n    "B": { "Type": "AWS::X::Y" },\n    "C": { "Type": "AWS::X::Y" }\n  }\n}\n';
  const line = (id: string, comma: string) => `    "${id}": { "Type": "AWS::X::Y" }${comma}\n`;
  const wrap = (inner: string) => `{\n  "Resources": {\n${inner}  }\n}\n`;
  const remove =
    (...ids: string[]): Act =>
    (editor, find) =>
      ids.forEach((id) => editor.removeEntry(find(`Resources/${id}`)));
  checkEdit(text, remove('A'), wrap(line('B', ',') + line('C', '')));
  checkEdit(text, remove('B'), wrap(line('A', ',') + line('C', '')));
  checkEdit(text, remove('C'), wrap(line('A', ',') + line('B', '')));
  checkEdit(text, remove('B', 'C'), wrap(line('A', '')));
  checkEdit(text, remove('A', 'B', 'C'), '{\n  "Resources": {}\n}\n');
});

test('edits YAML that is written like JSON', () => {
  checkEdit(
    'Resources:\n  A: {"Type": "AWS::X::Y", "Properties": {"Vpc": {"Ref": "V"}}}\n',
    (editor, find) => editor.setEntry(find('Resources/A/Properties'), 'Port', ref('P')),
    'Resources:\n  A: {"Type": "AWS::X::Y", "Properties": {"Vpc": {"Ref": "V"}, "Port": {"Ref": "P"}}}\n',
  );
});

test('adds to an empty top-level key of JSON', () => {
  checkEdit(
    '{\n  "Parameters": {},\n  "Resources": { "A": { "Type": "AWS::X::Y" } }\n}\n',
    (editor) => editor.addEntry('Parameters', 'P', { Type: 'String' }),
    '{\n  "Parameters": {\n    "P": {\n      "Type": "String"\n    }\n  },\n  "Resources": { "A": { "Type": "AWS::X::Y" } }\n}\n',
  );
});
