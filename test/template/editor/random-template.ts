import fc from 'fast-check';
import type { Fragment } from '../../../src/template/editor/index';
import { fn } from '../../../src/template/editor/index';
import type { IntrinsicName } from '../../../src/template/node';

/** A value of a random template. Parts have identity, so that a model of the edits can follow them. */
export type Part = ScalarPart | ListPart | MapPart | CallPart;
export type ScalarPart = { kind: 'scalar'; value: string | number | boolean };
export type ListPart = { kind: 'list'; items: Member[] };
export type MapPart = { kind: 'map'; members: Member[] };
export type CallPart = { kind: 'call'; name: IntrinsicName; argument: Part };

/** A child of a list or mapping. `key` is empty in lists. */
export interface Member {
  key: string;
  value: Part;
  /** Which comments it has; drawn as bits: above, beside, a banner above. */
  comments: number;
}

/** How a template is written down. */
export interface Look {
  readonly syntax: 'block' | 'flow' | 'braces' | 'json';
  readonly step: number;
  readonly indentless: boolean;
  readonly short: boolean;
  /** Lists behind functions, and long functions, stand in blocks of their own. */
  readonly callBlocks: boolean;
  readonly quote: 'plain' | 'single' | 'double';
  readonly blankLines: boolean;
  readonly tabs: boolean;
  readonly oneLine: boolean;
  readonly lastBreak: boolean;
}

const strings = [
  ...[
    'plain',
    'yes',
    '80',
    'a: b',
    'a #b',
    '',
    ' lead',
    "it's",
    '"q"',
    '{x}',
    '[y',
    '*a',
    '&b',
    '${A}-b',
    '- c',
    'é, ü',
  ],
  ...[
    'two\nlines\n',
    'no\nend',
    'a\n\nb\n',
    '0123',
    '1e3',
    '~',
    'null',
    '2012-10-17',
    '!Ref A',
    'back\\slash',
    '%p',
    'x:',
  ],
];
const keys = ['A', 'B', 'Key', 'Value', 'Type', '200', 'application/json', '/orders/{id}', 'a b', 'x-amazon', 'on'];

const scalar: fc.Arbitrary<Part> = fc.record({
  kind: fc.constant('scalar' as const),
  value: fc.oneof(fc.constantFrom(...strings), fc.constantFrom(80, 0, -1, 1.5), fc.boolean()),
});

/** A random value; small, so that shrunk failures can be read. */
export const part: fc.Arbitrary<Part> = fc.letrec<{ part: Part; list: Part; map: Part; call: Part }>((tie) => ({
  part: fc.oneof({ maxDepth: 3, withCrossShrink: true }, scalar, tie('call'), tie('list'), tie('map')),
  list: fc
    .array(fc.record({ key: fc.constant(''), value: tie('part'), comments: fc.nat(7) }), { maxLength: 4 })
    .map((items): Part => ({ kind: 'list', items })),
  map: fc
    .uniqueArray(fc.record({ key: fc.constantFrom(...keys), value: tie('part'), comments: fc.nat(7) }), {
      maxLength: 4,
      selector: ({ key }) => key,
    })
    .map((members): Part => ({ kind: 'map', members })),
  call: fc.oneof(
    fc
      .constantFrom('A', 'AWS::Region')
      .map((value): Part => ({ kind: 'call', name: 'Ref', argument: { kind: 'scalar', value } })),
    fc
      .constantFrom('${A}/x', '{y}')
      .map((value): Part => ({ kind: 'call', name: 'Fn::Sub', argument: { kind: 'scalar', value } })),
    tie('part').map((value): Part => {
      const member = (inner: Part): Member => ({ key: '', value: inner, comments: 0 });
      const items = [member({ kind: 'scalar', value: 'C' }), member(value)];
      return { kind: 'call', name: 'Fn::If', argument: { kind: 'list', items } };
    }),
    tie('part').map((argument): Part => ({ kind: 'call', name: 'Fn::Base64', argument })),
  ),
})).part;

export const look: fc.Arbitrary<Look> = fc.record({
  syntax: fc.constantFrom('block', 'block', 'flow', 'braces', 'json'),
  step: fc.constantFrom(2, 4),
  indentless: fc.boolean(),
  short: fc.boolean(),
  callBlocks: fc.boolean(),
  quote: fc.constantFrom('plain', 'single', 'double'),
  blankLines: fc.boolean(),
  tabs: fc.boolean(),
  oneLine: fc.boolean(),
  lastBreak: fc.boolean(),
});

/** The value as plain data, functions in long form. */
export function plainOf(value: Part): unknown {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map((item) => plainOf(item.value));
  if (value.kind === 'call') return { [value.name]: plainOf(value.argument) };
  return Object.fromEntries(value.members.map((member) => [member.key, plainOf(member.value)]));
}

/** The value as a fragment for the editor. */
export function fragmentOf(value: Part): Fragment {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map((item) => fragmentOf(item.value));
  if (value.kind === 'call') return fn(value.name, fragmentOf(value.argument));
  return Object.fromEntries(value.members.map((member) => [member.key, fragmentOf(member.value)]));
}
