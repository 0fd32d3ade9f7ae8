import { test } from 'node:test';
import { copyOf, fn, getAtt, ref, sub } from '../../../src/template/editor/index';
import { asMapping, asSequence, checkEdit } from './support';

const two = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  # The old one
  First: # why
    Type: AWS::SNS::Topic # what
    # inside
    Properties:
      TopicName: a
      # still inside

  # ---- Section ----

  Second:
    Type: AWS::SNS::Topic
    DependsOn: First
Outputs:
  Name:
    Value: !Ref Second
`;

test('removes a resource with its comments, and leaves a banner', () => {
  checkEdit(
    two,
    (editor, find) => editor.removeEntry(find('Resources/First')),
    `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  # ---- Section ----

  Second:
    Type: AWS::SNS::Topic
    DependsOn: First
Outputs:
  Name:
    Value: !Ref Second
`,
  );
});

test('removes the last resource', () => {
  checkEdit(
    two,
    (editor, find) => editor.removeEntry(find('Resources/Second')),
    `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  # The old one
  First: # why
    Type: AWS::SNS::Topic # what
    # inside
    Properties:
      TopicName: a
      # still inside

  # ---- Section ----
Outputs:
  Name:
    Value: !Ref Second
`,
  );
});

test('removes all resources and leaves braces; other top-level keys go with their last entry', () => {
  checkEdit(
    two,
    (editor, find) => {
      editor.removeEntry(find('Resources/First'));
      editor.removeEntry(find('Resources/Second'));
      editor.removeEntry(find('Outputs/Name'));
    },
    `AWSTemplateFormatVersion: '2010-09-09'
Resources: {}

  # ---- Section ----
`,
  );
});

test('removes entries inside a resource', () => {
  checkEdit(
    two,
    (editor, find) => {
      editor.removeEntry(find('Resources/First/Properties/TopicName'));
      editor.removeEntry(find('Resources/Second/DependsOn'));
    },
    `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  # The old one
  First: # why
    Type: AWS::SNS::Topic # what
    # inside
    Properties: {}
      # still inside

  # ---- Section ----

  Second:
    Type: AWS::SNS::Topic
Outputs:
  Name:
    Value: !Ref Second
`,
  );
});

test('adds resources in the style of the others, in the order of the calls', () => {
  checkEdit(
    two,
    (editor) => {
      editor.addEntry(
        'Resources',
        'Link',
        {
          Type: 'AWS::ApiGatewayV2::VpcLink',
          Properties: {
            Name: sub('${AWS::StackName}-link'),
            SubnetIds: [ref('SubnetA'), ref('SubnetB')],
            Port: 80,
            Off_: 'no',
          },
        },
        { after: 'First' },
      );
      editor.addEntry(
        'Resources',
        'Group',
        { Type: 'AWS::EC2::SecurityGroup' },
        { after: 'First', comment: 'For the link' },
      );
      editor.addEntry('Resources', 'Last', { Type: 'X::Y::Z' });
    },
    `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  # The old one
  First: # why
    Type: AWS::SNS::Topic # what
    # inside
    Properties:
      TopicName: a
      # still inside

  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: !Sub \${AWS::StackName}-link
      SubnetIds:
        - !Ref SubnetA
        - !Ref SubnetB
      Port: 80
      Off_: 'no'

  # For the link
  Group:
    Type: AWS::EC2::SecurityGroup

  # ---- Section ----

  Second:
    Type: AWS::SNS::Topic
    DependsOn: First

  Last:
    Type: X::Y::Z
Outputs:
  Name:
    Value: !Ref Second
`,
  );
});

test('puts a new resource in the place of a removed one', () => {
  checkEdit(
    two,
    (editor, find) => {
      editor.removeEntry(find('Resources/First'));
      editor.addEntry('Resources', 'New', { Type: 'X::Y::Z' }, { after: 'First' });
      editor.removeEntry(find('Resources/Second'));
      editor.addEntry('Resources', 'Newer', { Type: 'X::Y::Z' }, { after: 'New' });
    },
    `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  New:
    Type: X::Y::Z

  Newer:
    Type: X::Y::Z

  # ---- Section ----
Outputs:
  Name:
    Value: !Ref Second
`,
  );
});

test('creates top-level keys at their usual place', () => {
  checkEdit(
    `AWSTemplateFormatVersion: '2010-09-09'

Resources:
    Topic:
        Type: AWS::SNS::Topic
`,
    (editor) => {
      editor.addEntry('Parameters', 'Alb', { Type: 'String' });
      editor.addEntry('Parameters', 'Port', { Type: 'Number', Default: 80 });
      editor.addEntry('Outputs', 'Name', { Value: getAtt('Topic', 'TopicName') });
    },
    `AWSTemplateFormatVersion: '2010-09-09'

Parameters:
    Alb:
        Type: String

    Port:
        Type: Number
        Default: 80

Resources:
    Topic:
        Type: AWS::SNS::Topic

Outputs:
    Name:
        Value: !GetAtt Topic.TopicName
`,
  );
});

test('adds to a top-level key without a value', () => {
  checkEdit(
    'Parameters: # none yet\nResources:\n  A:\n    Type: X::Y::Z\n',
    (editor) => editor.addEntry('Parameters', 'P', { Type: 'String' }),
    'Parameters: # none yet\n  P:\n    Type: String\nResources:\n  A:\n    Type: X::Y::Z\n',
  );
});

test('sets entries: replaces, inserts, fills what is absent or empty', () => {
  checkEdit(
    `Resources:
  A:
    Type: AWS::X::Y
    Properties:
      Uri: "http://\${Nlb.DNSName}" # old
      Port: "80"
      Empty: {} # filled
      Absent:
      Last: x
`,
    (editor, find) => {
      const properties = find('Resources/A/Properties');
      editor.setEntry(properties, 'Uri', 'https://example.com');
      editor.setEntry(properties, 'Port', 443);
      editor.setEntry(find('Resources/A/Properties/Empty'), 'Key', 'value');
      editor.setEntry(find('Resources/A/Properties/Absent'), 'Key', ref('X'));
      editor.setEntry(properties, 'New', 1, { before: 'Last' });
      editor.setEntry(properties, 'Newer', 2, { before: 'Last' });
      editor.setEntry(asMapping(properties), 'End', ['a']);
    },
    `Resources:
  A:
    Type: AWS::X::Y
    Properties:
      Uri: "https://example.com" # old
      Port: "443"
      Empty: # filled
        Key: value
      Absent:
        Key: !Ref X
      New: 1
      Newer: 2
      Last: x
      End:
        - a
`,
  );
});

test('replaces collections by scalars and scalars by collections', () => {
  checkEdit(
    `Resources:
  A:
    Type: AWS::X::Y
    Properties:
      List: # which
      - a
      - b
      Map:
        K: v
      Text: |
        one
        two
      Scalar: s # why
      Flow: [a, b]
      Call: !Sub
        - a
        - K: v
`,
    (editor, find) => {
      const value = (path: string) => find(`Resources/A/Properties/${path}`).value;
      editor.replaceValue(value('List'), ref('Names'));
      editor.replaceValue(value('Map'), { A: 1, B: [] });
      editor.replaceValue(value('Text'), 'plain');
      editor.replaceValue(value('Scalar'), ['x', { K: 'z', W: 'v' }]);
      editor.replaceValue(value('Flow'), ['c']);
      editor.replaceValue(value('Call'), fn('Fn::If', ['C', 'a', ref('AWS::NoValue')]));
    },
    `Resources:
  A:
    Type: AWS::X::Y
    Properties:
      List: !Ref Names # which
      Map:
        A: 1
        B: []
      Text: plain
      Scalar: # why
      - x
      - K: z
        W: v
      Flow: [c]
      Call: !If
        - C
        - a
        - !Ref AWS::NoValue
`,
  );
});

test('edits the items of block sequences', () => {
  checkEdit(
    `Resources:
  A:
    Type: AWS::X::Y
    DependsOn:
      # about B
      - B
      - C # about C
      # between
      - D
    Properties:
      Tags:
      -   Key: a
          Value: b
      -   Key: c
          Value: d
      Only:
        - one # gone
      Nested:
        - - a
          - b
`,
    (editor, find) => {
      const dependsOn = asSequence(find('Resources/A/DependsOn'));
      editor.removeItem(dependsOn, dependsOn.items[0]!);
      editor.removeItem(dependsOn, dependsOn.items[1]!);
      editor.insertItem(dependsOn, 'E', { after: dependsOn.items[1]! });
      const tags = asSequence(find('Resources/A/Properties/Tags'));
      editor.insertItem(tags, { Key: 'e', Value: ref('F') }, { before: tags.items[0]! });
      editor.removeEntry(asMapping({ ...find('Resources/A/Properties/Tags'), value: tags.items[1]! }).entries[0]!);
      const only = asSequence(find('Resources/A/Properties/Only'));
      editor.removeItem(only, only.items[0]!);
      const inner = asSequence({
        ...find('Resources/A/Properties/Nested'),
        value: asSequence(find('Resources/A/Properties/Nested')).items[0]!,
      });
      editor.removeItem(inner, inner.items[0]!);
    },
    `Resources:
  A:
    Type: AWS::X::Y
    DependsOn:
      - E
      # between
      - D
    Properties:
      Tags:
      -   Key: e
          Value: !Ref F
      -   Key: a
          Value: b
      -   Value: d
      Only: []
      Nested:
        - - b
`,
  );
});

test('removes every entry of a mapping that starts beside its dash', () => {
  checkEdit(
    'Resources:\n  A:\n    Type: AWS::X::Y\n    Tags:\n      - Key: a # one\n        Value: b\n      - Key: c\n        Value: d\n',
    (editor, find) => {
      const [first, second] = asSequence(find('Resources/A/Tags')).items;
      for (const entry of asMapping({ ...find('Resources/A'), value: first! }).entries) editor.removeEntry(entry);
      const mapping = asMapping({ ...find('Resources/A'), value: second! });
      editor.removeEntry(mapping.entries[0]!);
      editor.setEntry(mapping, 'New', 1, { before: 'Value' });
      editor.setEntry(mapping, 'Zero', 0, { before: 'Key' });
    },
    'Resources:\n  A:\n    Type: AWS::X::Y\n    Tags:\n      - {}\n      - Zero: 0\n        New: 1\n        Value: d\n',
  );
});

test('renames keys, quotes kept', () => {
  checkEdit(
    'Resources:\n  "A":\n    Type: AWS::X::Y\n  B :\n    Type: AWS::X::Y\n',
    (editor, find) => {
      editor.renameKey(find('Resources/A'), 'A2');
      editor.renameKey(find('Resources/B'), 'B2');
    },
    'Resources:\n  "A2":\n    Type: AWS::X::Y\n  B2 :\n    Type: AWS::X::Y\n',
  );
});

test('drops changes inside what is removed', () => {
  checkEdit(
    two,
    (editor, find) => {
      editor.renameKey(find('Resources/First'), 'Renamed');
      editor.setEntry(find('Resources/First/Properties'), 'DisplayName', 'x');
      editor.replaceValue(find('Resources/First/Type').value, 'Y');
      editor.replaceText(find('Resources/First/Properties/TopicName').value, 'b');
      editor.removeEntry(find('Resources/First/Properties/TopicName'));
      editor.removeEntry(find('Resources/First'));
    },
    `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  # ---- Section ----

  Second:
    Type: AWS::SNS::Topic
    DependsOn: First
Outputs:
  Name:
    Value: !Ref Second
`,
  );
});

test('keeps the end of the text as it is', () => {
  const text = 'Resources:\n  A:\n    Type: AWS::X::Y\n  B:\n    Type: Y';
  checkEdit(text, (editor, find) => editor.removeEntry(find('Resources/B')), 'Resources:\n  A:\n    Type: AWS::X::Y');
  checkEdit(text, (editor) => editor.addEntry('Resources', 'C', { Type: 'Z' }), `${text}\n  C:\n    Type: Z`);
  checkEdit(
    text,
    (editor, find) => {
      editor.removeEntry(find('Resources/B'));
      editor.addEntry('Resources', 'C', { Type: 'Z' });
      editor.setEntry(find('Resources/A'), 'DependsOn', 'C');
    },
    'Resources:\n  A:\n    Type: AWS::X::Y\n    DependsOn: C\n  C:\n    Type: Z',
  );
  checkEdit(text, (editor) => editor.addEntry('Outputs', 'O', { Value: 1 }), `${text}\nOutputs:\n  O:\n    Value: 1`);
  checkEdit(
    text,
    (editor, find) => editor.setEntry(find('Resources/B'), 'Properties', { P: 1 }),
    `${text}\n    Properties:\n      P: 1`,
  );
});

test('copies values with their comments, re-indented', () => {
  checkEdit(
    `Resources:
    A:
        Type: AWS::X::Y
        Properties:
            # kept
            Vpc: !Ref Vpc # too
            Subnets:
            - !Sub "\${A}"
            Text: |
                one

                two
            Call: !If
            - C
            - a
`,
    (editor, find) => {
      const properties = find('Resources/A/Properties');
      editor.addEntry('Resources', 'B', {
        Type: 'AWS::Y',
        Nested: { Properties: copyOf(properties.value) },
        List: [copyOf(properties.value)],
      });
      editor.setEntry(find('Resources/A'), 'Call', copyOf(find('Resources/A/Properties/Call').value));
    },
    `Resources:
    A:
        Type: AWS::X::Y
        Properties:
            # kept
            Vpc: !Ref Vpc # too
            Subnets:
            - !Sub "\${A}"
            Text: |
                one

                two
            Call: !If
            - C
            - a
        Call: !If
        - C
        - a
    B:
        Type: AWS::Y
        Nested:
            Properties:
                Vpc: !Ref Vpc # too
                Subnets:
                - !Sub "\${A}"
                Text: |
                    one

                    two
                Call: !If
                - C
                - a
        List:
        - Vpc: !Ref Vpc # too
          Subnets:
          - !Sub "\${A}"
          Text: |
              one

              two
          Call: !If
          - C
          - a
`,
  );
});

test('keeps the blank lines that belong to a scalar', () => {
  checkEdit(
    'Resources:\n  A:\n    Type: AWS::X::Y\n    Text: |+\n      a\n\n\n  B:\n    Type: Y\n\n  C:\n    Type: Z\n',
    (editor, find) => {
      editor.removeEntry(find('Resources/B'));
      editor.addEntry('Resources', 'D', { Type: 'W' }, { after: 'A' });
    },
    'Resources:\n  A:\n    Type: AWS::X::Y\n    Text: |+\n      a\n\n\n  D:\n    Type: W\n\n  C:\n    Type: Z\n',
  );
});

test('sets a key anew where it was removed', () => {
  checkEdit(
    'Resources:\n  A:\n    Type: AWS::X::Y\n    Old: 1 # gone\n    Last: 2\n',
    (editor, find) => {
      editor.removeEntry(find('Resources/A/Old'));
      editor.setEntry(find('Resources/A'), 'Old', 3);
    },
    'Resources:\n  A:\n    Type: AWS::X::Y\n    Old: 3\n    Last: 2\n',
  );
});

test('quotes keys where the neighbours do', () => {
  checkEdit(
    'Resources:\n  "A":\n    "Type": "AWS::X::Y"\n',
    (editor, find) => editor.setEntry(find('Resources/A'), 'New', { Key: ref('B') }),
    'Resources:\n  "A":\n    "Type": "AWS::X::Y"\n    "New":\n      "Key": !Ref B\n',
  );
});

test('adds before an end marker and behind a start marker', () => {
  checkEdit(
    '# head\n---\nResources:\n  A:\n    Type: AWS::X::Y\n...\n',
    (editor) => {
      editor.addEntry('Parameters', 'P', { Type: 'String' });
      editor.addEntry('Outputs', 'O', { Value: 1 });
    },
    '# head\n---\nParameters:\n  P:\n    Type: String\nResources:\n  A:\n    Type: AWS::X::Y\nOutputs:\n  O:\n    Value: 1\n...\n',
  );
});

test('removes a top-level key', () => {
  checkEdit(
    two,
    (editor) => {
      editor.addEntry('Outputs', 'More', { Value: 1 });
      editor.addEntry('Parameters', 'P', { Type: 'String' });
      editor.removeTopLevelEntry('Outputs');
      editor.removeTopLevelEntry('Parameters');
    },
    two.slice(0, two.indexOf('Outputs:')),
  );
});
