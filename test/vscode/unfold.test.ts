import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TreeView } from '../../src/service';
import { chooseUnfolded } from '../../src/vscode/unfold';

test('what lies behind a link is unfolded where it is met first', () => {
  const tree = node('api', node('get', node('link', node('nlb'))), node('post', node('link', node('nlb'))));
  assert.deepEqual([...chooseUnfolded([tree], 60)], ['api', 'api>get', 'api>get>link', 'api>get>link>nlb', 'api>post']);
});

test('after so many nodes the rest stays folded', () => {
  assert.deepEqual([...chooseUnfolded([node('api', node('get'), node('post'))], 2)], ['api', 'api>get']);
});

/** A tree whose keys are the ids on the way down. */
function node(id: string, ...children: readonly TreeView[]): TreeView {
  return {
    key: id,
    node: { id, kind: 'external', logicalId: id, label: id, location: undefined },
    description: '',
    children: children.map((child) => under(id, child)),
  };
}

function under(parent: string, tree: TreeView): TreeView {
  return { ...tree, key: `${parent}>${tree.key}`, children: tree.children.map((child) => under(parent, child)) };
}
