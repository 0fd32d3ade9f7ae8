import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prove } from '../../src/compare/index';
import { documentAfter, planConversion, type Plan } from '../../src/convert/index';
import { parse, references, type TemplateDocument } from '../../src/template/index';
import { applyEdits, type Edit } from '../../src/text/index';
import { buildTopology, findBridges, type Topology } from '../../src/topology/index';
import { generate } from './generate';
import { when } from './parts';
import { shape, type Shape } from './shape';
import { commentOf } from './render';

interface Converted {
  readonly text: string;
  readonly original: TemplateDocument;
  readonly before: Topology;
  readonly plan: Plan;
  readonly edits: readonly Edit[];
  readonly after: string;
  readonly document: TemplateDocument;
  readonly topology: Topology;
}

function convert(text: string, keepBridge = false): Converted {
  const original = parse('t', text);
  const before = buildTopology([original]);
  const plan = planConversion(before, { keepBridge });
  const edits = plan.files.get('t') ?? [];
  const after = applyEdits(text, edits);
  // What the edits leave alone is not read anew; that this makes no difference is a property of the parser.
  const document = edits.length > 0 ? documentAfter(original, edits) : original;
  return { text, original, before, plan, edits, after, document, topology: buildTopology([document]) };
}

/** How many bridges are drawn in all, and the seed of the draw. */
const draws = { numRuns: 1000, seed: 20251121 };

/** Converts the generated bridges from one number up to another, and asserts for each all that a conversion owes. */
export function checkDraws(from: number, to: number): void {
  for (const [offset, drawn] of fc.sample(shape, draws).slice(from, to).entries()) checkOne(drawn, from + offset);
}

/** The same for one bridge. */
export function checkOne(drawn: Shape, number: number): void {
  const converted = convert(generate(drawn), drawn.keepBridge);
  try {
    check(converted, drawn);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`draw ${number}: ${why}\n--- before\n${converted.text}\n--- after\n${converted.after}`, {
      cause: error,
    });
  }
}

/** Everything that a conversion owes, whatever the template. */
function check(converted: Converted, drawn: Shape): void {
  const { text, after, plan, document, edits, original, topology } = converted;
  assert.deepEqual(plan.failures, []);
  const blocked = plan.blocked.map(({ logicalId, reason }) => `${logicalId}: ${reason}`);
  // A value that something else uses by an alias stays as it is, and with it the bridge.
  const isShared =
    drawn.look.anchors && blocked.length > 0 && blocked.every((one) => /is also used elsewhere as/.test(one));
  if (!isShared) assert.deepEqual(blocked, []);
  assert.deepEqual(document.problems, []);
  if (isShared) return assert.deepEqual(dangling(document), []);
  assert.deepEqual(
    findBridges(topology).filter(({ integrations }) => integrations.length > 0),
    [],
    'no integration goes over a bridge any more',
  );
  assert.deepEqual(dangling(document), [], 'every reference resolves');
  untouched(text, after, edits);
  comments(converted, drawn);
  conditions(converted, drawn);
  sameEnds(converted, drawn);
  if (drawn.keepBridge) {
    for (const id of idsOf(original)) assert.ok(isRenewed(id) || document.entry('Resources', id), `${id} stays`);
  }
  assert.equal(convert(after, drawn.keepBridge).after, after, 'a second run changes nothing');
  if (!drawn.look.crlf)
    assert.equal(
      convert(text.replaceAll('\n', '\r\n'), drawn.keepBridge).after,
      after.replaceAll('\n', '\r\n'),
      'line endings make no difference',
    );
}

/** A deployment gets another id. */
function isRenewed(id: string): boolean {
  return /^(Deployment|Canary)2?$/.test(id);
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
    const stays = document.entry('Resources', id) !== undefined || isRenewed(id);
    const comment = commentOf(['Resources', id]);
    if (text.includes(comment)) assert.equal(after.includes(comment), stays, comment);
  }
}

/** What is new stands under the condition of what it replaces. */
function conditions({ original, topology }: Converted, drawn: Shape): void {
  const old = new Set(idsOf(original));
  for (const resource of topology.resources) {
    if (old.has(resource.logicalId)) continue;
    const part = /^(Deployment|Canary)/.test(resource.logicalId) ? 'api' : 'bridge';
    assert.equal(resource.condition?.name, when(drawn, part)['Condition'], resource.logicalId);
  }
}

/** Every request ends at the same target. Only what a security group kept out before may come in now. */
function sameEnds({ before, topology }: Converted, drawn: Shape): void {
  const { requests, differences } = prove(before, topology);
  assert.ok(drawn.stages === 'none' || requests > 0, 'there are requests');
  assert.deepEqual(
    differences.filter(({ why }) => !/stopped it before: .*has no ingress rule/.test(why)),
    [],
  );
}

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
