import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameEdit } from '../../src/vscode/name-edit';

const step = (title: string, start: number, end: number) => ({
  step: 'a-step',
  title,
  safety: 'safe' as const,
  range: { start, end },
  logicalId: `Id${start}`,
});
const steps = [step('Whole resource', 10, 90), step('One value', 40, 50), step('Elsewhere', 200, 210)];
const edit = (start: number, end: number) => ({ range: { start, end }, newText: '' });

test('an edit is named by the step that says most closely where it is', () => {
  assert.deepEqual(nameEdit(edit(42, 48), steps), { label: 'One value', description: 'Id40' });
  assert.deepEqual(nameEdit(edit(8, 91), steps), { label: 'Whole resource', description: 'Id10' });
  assert.deepEqual(nameEdit(edit(210, 210), steps), { label: 'Elsewhere', description: 'Id200' });
});

test('an edit where no step is has no name', () => assert.equal(nameEdit(edit(120, 130), steps), undefined));
