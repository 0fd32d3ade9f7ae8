import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { prove } from '../../src/compare/index';
import { planConversion, type Plan } from '../../src/convert/index';
import { parse, references, type TemplateDocument } from '../../src/template/index';
import { applyEdits, type Edit } from '../../src/text/index';
import { buildTopology, findBridges, type Topology } from '../../src/topology/index';
import { generate, shape, type Shape } from './generate';
import { commentOf } from './render';

interface Converted {
  readonly text: string;
  readonly original: TemplateDocument;
  readonly before: Topology;
  readonly plan: Plan;
  readonly edits: readonly Edit[];
  readonly after: string;
  readonly document: TemplateDocument;
}

function convert(text: string, keepBridge = false): Converted {
  const original = parse('t', text);
  const before = buildTopology([original]);
  const plan = planConversion(before, { keepBridge });
  const edits = plan.files.get('t') ?? [];
  const after = applyEdits(text, edits);
  // What the edits leave alone is not read anew; that this makes no difference is a property of the parser.
  return { text, original, before, plan, edits, after, document: parse('t', after, { previous: original }) };
}

/** Everything that a conversion owes, whatever the template. */
function check(converted: Converted, drawn: Shape, index: number): void {
  const { text, after, plan, document, edits } = converted;
  assert.deepEqual(plan.failures, []);
  assert.deepEqual(
    plan.blocked.map(({ logicalId, reason }) => `${logicalId}: ${reason}`),
    [],
  );
  assert.deepEqual(document.problems, []);
  assert.deepEqual(
    findBridges(buildTopology([document])).filter(({ integrations }) => integrations.length > 0),
    [],
    'no integration goes over a bridge any more',
  );
  assert.deepEqual(dangling(document), [], 'every reference resolves');
  untouched(text, after, edits);
  comments(converted, drawn);
  conditions(converted, drawn);
  // These convert once more or run both engines, which takes longer than all the rest.
  if (index % 8 === 0) assert.equal(convert(after).after, after, 'a second run changes nothing');
  if (index % 8 === 2 && !drawn.look.crlf)
    assert.equal(convert(text.replaceAll('\n', '\r\n')).after, after.replaceAll('\n', '\r\n'), 'CRLF');
  if (index % 10 === 1) sameEnds(converted, drawn);
}

/** Bytes outside the edits are identical, and no edit rewrites what it does not change. */
function untouched(text: string, after: string, edits: readonly Edit[]): void {
  let position = 0;
  let rest = after;
  for (const { range, newText } of edits) {
    const same = text.slice(position, range.start);
    assert.ok(rest.startsWith(same + newText), `the text ahead of ${range.start}`);
    rest = rest.slice(same.length + newText.length);
    position = range.end;
  }
  assert.equal(rest, text.slice(position));
  const replaced = edits.reduce((sum, { range }) => sum + range.end - range.start, 0);
  assert.ok(replaced < text.length * 0.7, 'most of the text is not replaced');
}

/** Comments above what stays, stay; those of what goes, go. */
function comments({ text, original, after, document }: Converted, drawn: Shape): void {
  if (!drawn.look.comments || drawn.look.language === 'json') return;
  for (const id of idsOf(original)) {
    const stays = document.entry('Resources', id) !== undefined || /^(Deployment|Canary)$/.test(id);
    const comment = commentOf(['Resources', id]);
    if (text.includes(comment)) assert.equal(after.includes(comment), stays, comment);
  }
}

/** What is new stands under the condition of what it replaces. */
function conditions({ original, document }: Converted, drawn: Shape): void {
  const old = new Set(idsOf(original));
  for (const resource of buildTopology([document]).resources) {
    if (old.has(resource.logicalId)) continue;
    assert.equal(resource.condition?.name, drawn.condition ? 'Private' : undefined, resource.logicalId);
  }
}

/** Every request ends at the same target. Only what a security group kept out before may come in now. */
function sameEnds({ before, document }: Converted, drawn: Shape): void {
  const { requests, differences } = prove(before, buildTopology([document]));
  assert.ok(drawn.stages === 'none' || requests > 0, 'there are requests');
  assert.deepEqual(
    differences.filter(({ why }) => !/stopped it before: .*has no ingress rule/.test(why)),
    [],
  );
}

test('1000 generated bridges are converted, and keep all that a conversion owes', () => {
  for (const [index, drawn] of fc.sample(shape, { numRuns: 1000, seed: 20251121 }).entries()) {
    const converted = convert(generate(drawn));
    try {
      check(converted, drawn, index);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`draw ${index}: ${why}\n--- before\n${converted.text}\n--- after\n${converted.after}`, {
        cause: error,
      });
    }
  }
});

test('what is kept for a while is converted alike', () => {
  for (const drawn of fc.sample(shape, { numRuns: 100, seed: 20251122 })) {
    const { after, document, original } = convert(generate(drawn), true);
    assert.deepEqual(dangling(document), []);
    for (const id of idsOf(original))
      assert.ok(/^(Deployment|Canary)$/.test(id) || document.entry('Resources', id), `${id} stays\n${after}`);
  }
});

function idsOf(document: TemplateDocument): readonly string[] {
  return document.entries('Resources').map(({ key }) => String(key.value));
}

/** Names that are referred to and are nowhere declared. */
function dangling(document: TemplateDocument): readonly string[] {
  const declared = new Set(
    ['Resources', 'Parameters', 'Conditions'].flatMap((top) =>
      document.entries(top).map(({ key }) => String(key.value)),
    ),
  );
  const names = document.sections.flatMap((section) => references(section).map(({ name }) => name));
  return [...new Set(names.filter((name) => !name.startsWith('AWS::') && !declared.has(name)))];
}
