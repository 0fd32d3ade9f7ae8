import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { before } from '../../src/convert/bridge/example';
import { createService } from '../../src/service';

const uri = 'file:///t.yaml';
const template = `${before}  Worker:
    Type: AWS::Lambda::Function
    # Runs at night
    Properties:
      Handler: index.handler
      Environment:
        Variables:
          GROUP: !Ref AlbGroup
          TABLE: !Ref Table
  Table:
    Type: AWS::DynamoDB::Table
    Properties: { KeySchema: [{ AttributeName: id, KeyType: HASH }] }
`;

/** Small changes anywhere, most of them in the resources that are not read. */
const edit = fc.record({
  at: fc.oneof(fc.nat(template.length), fc.integer({ min: before.length, max: template.length })),
  length: fc.nat(12),
  text: fc.constantFrom(
    '',
    'x',
    '"',
    '\n',
    '!Ref Nlb',
    ' # note',
    'Alb',
    '  Extra:\n    Type: AWS::IAM::Role\n',
    ': ',
    '!Ref Gone',
  ),
});

test('findings after edits are those of a template that was just opened', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const service = createService();
      let text = template;
      service.setDocument(uri, text);
      service.check(uri);
      for (const { at, length, text: inserted } of edits) {
        text = text.slice(0, at) + inserted + text.slice(at + length);
        service.setDocument(uri, text);
        const fresh = createService();
        fresh.setDocument(uri, text);
        assert.deepEqual(service.check(uri), fresh.check(uri));
      }
    }),
    { numRuns: 150, seed: 7 },
  );
});

test('a change inside a function moves the findings below it and changes nothing else', () => {
  const service = createService();
  const moved = template.replace(
    'Resources:\n',
    'Resources:\n  First:\n    Type: AWS::Lambda::Function\n    Properties: { Handler: a }\n',
  );
  service.setDocument(uri, moved);
  const was = service.check(uri).findings;
  service.setDocument(uri, moved.replace('Handler: a }', 'Handler: abc }'));
  const is = service.check(uri).findings;
  assert.ok(was.length > 0);
  assert.deepEqual(
    is.map(({ rule, range }) => [rule, range.start - 2]),
    was.map(({ rule, range }) => [rule, range.start]),
  );
});
