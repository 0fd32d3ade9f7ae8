import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createService, type Service } from '../../../src/service';
import { type PlanRow, planRows } from '../../../src/vscode/convert-all/plan-rows';
import { planWorkspace, type WorkspacePlan } from '../../../src/vscode/convert-all/workspace-plan';
import { blocked, broken, differing, nested, single } from '../../harness/many-bridges';

const files = {
  'file:///shop/services/root.yaml': nested.root,
  'file:///shop/services/web.yaml': nested.web,
  'file:///shop/single.yaml': single,
  'file:///shop/drafts/differs.yaml': differing,
  'file:///shop/drafts/blocked.yaml': blocked,
  'file:///shop/drafts/broken.yaml': broken,
  'file:///shop/topic.yaml': 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n',
};

test('files that change together are one group; those without a bridge are none', async () => {
  const plan = await planned();
  assert.deepEqual(
    plan.groups.map((group) => group.files.map(({ uri }) => uri.slice('file:///shop/'.length))),
    [['services/root.yaml', 'services/web.yaml'], ['single.yaml'], ['drafts/differs.yaml']],
  );
  assert.equal(plan.templates, 7);
  assert.deepEqual(
    plan.unreadable.map(({ location }) => location.uri),
    ['file:///shop/drafts/broken.yaml'],
  );
});

test('every template is planned once, and told', async () => {
  const told: number[] = [];
  await planned({ onProgress: (done, all) => told.push(done / all) });
  assert.equal(told.length, 6);
  assert.equal(told.at(-1), 1);
  assert.deepEqual(
    [...told].sort((a, b) => a - b),
    told,
  );
});

test('whoever cancels gets nothing, and no further file is looked at', async () => {
  const token = cancellation();
  let looked = 0;
  const service = counting(() => {
    looked += 1;
    if (looked === 2) token.isCancellationRequested = true;
  });
  assert.equal(await planWorkspace(service, { keepBridge: false, token, onProgress: () => undefined }), undefined);
  assert.equal(looked, 2);
});

test('other work comes through in between', async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  await planned();
  clearInterval(timer);
  assert.ok(turns > 1, `${turns} turns`);
});

test('the rows are folders, files and what to know about them', async () => {
  const rows = planRows(await planned(), { nameOf, refusal: () => undefined });
  assert.deepEqual(outline(rows, 1), [
    'file single.yaml',
    'folder drafts',
    '  kept blocked.yaml',
    '  kept broken.yaml',
    '  file differs.yaml',
    'folder services',
    '  file root.yaml',
    '  file web.yaml',
  ]);
  const [row] = rows;
  assert.deepEqual(
    row?.children.map(({ kind }) => kind),
    ['same', 'step', 'step', 'step', 'step', 'notes'],
  );
  assert.ok(row?.children.filter(({ kind }) => kind === 'step').every(({ location }) => location !== undefined));
});

test('no two rows have the same key', async () => {
  const rows = all(planRows(await planned(), { nameOf, refusal: () => undefined }));
  assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
});

test('where files must not be changed, their row says so and cannot be ticked', async () => {
  const rows = all(planRows(await planned(), { nameOf, refusal: () => 'Trust this workspace first.' }));
  const files = rows.filter(({ kind }) => kind === 'refused');
  assert.equal(files.length, 4);
  assert.ok(rows.every(({ groups }) => groups.length === 0));
  assert.ok(files.every(({ description }) => description.startsWith('Trust this workspace first.')));
});

async function planned({ onProgress = () => undefined }: Partial<Progress> = {}): Promise<WorkspacePlan> {
  const plan = await planWorkspace(shop(), { keepBridge: false, token: cancellation(), onProgress });
  assert.ok(plan);
  return plan;
}

interface Progress {
  readonly onProgress: (done: number, all: number) => void;
}

function shop(): Service {
  const service = createService();
  for (const [uri, text] of Object.entries(files)) service.setDocument(uri, text);
  return service;
}

function counting(look: () => void): Service {
  const service = shop();
  return {
    ...service,
    get uris() {
      return service.uris;
    },
    convert: (...args) => {
      look();
      return service.convert(...args);
    },
  };
}

function cancellation(): { isCancellationRequested: boolean; onCancellationRequested: () => { dispose(): void } } {
  return { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) };
}

function nameOf(uri: string): string {
  return uri.slice('file:///shop/'.length);
}

function outline(rows: readonly PlanRow[], depth: number): string[] {
  return rows.flatMap(({ kind, label, children }) => [
    `${kind} ${label}`,
    ...(depth > 0 && kind === 'folder' ? outline(children, depth - 1).map((line) => `  ${line}`) : []),
  ]);
}

function all(rows: readonly PlanRow[]): readonly PlanRow[] {
  return rows.flatMap((row) => [row, ...all(row.children)]);
}
