import assert from 'node:assert/strict';
import { test } from 'node:test';
import { place } from '../../src/topology/diagram/layout';
import { toMermaid, toSvg } from '../../src/topology/diagram/index';
import { cells, fit, xml } from '../../src/topology/diagram/text';
import { toGraph } from '../../src/topology/graph';
import { bridgeYaml, topologyOf } from './graph-samples';

const graph = toGraph(topologyOf(bridgeYaml));
const hostile = {
  nodes: [
    { id: 'a"<', kind: 'external', label: '"]; click <script>alert(1)</script> & 漢字', detail: 'x'.repeat(200) },
  ],
  edges: [{ from: 'a"<', to: 'a"<', kind: 'registers' }],
} as const;

test('Mermaid text names every node once and joins them as the graph does', () => {
  const lines = toMermaid(graph).trimEnd().split('\n');
  assert.equal(lines[0], 'flowchart LR');
  assert.equal(
    lines.filter((line) => /^ {2}n\d+\S*".*":::\w+$|^ {2}n\d+.*:::\w+$/.test(line)).length,
    graph.nodes.length,
  );
  assert.equal(lines.filter((line) => /^ {2}n\d+ (-->|-\.->)\|\w+\| n\d+$/.test(line)).length, graph.edges.length);
  assert.ok(lines.includes('  n0[["shop<br/>Api"]]:::rest_api'), lines[1]);
  assert.ok(lines.some((line) => line.includes('GET /orders/#123;id#125;')));
});

test('no label breaks out of Mermaid or SVG', () => {
  assert.ok(!/<script|"\]; click/.test(toMermaid(hostile)));
  const svg = toSvg(hostile);
  assert.ok(!/<script/.test(svg));
  assert.ok(svg.includes('data-id="a&#34;&#60;"'));
});

test('the SVG holds every node and edge, and nothing that runs or loads', () => {
  const svg = toSvg(graph);
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.deepEqual(
    [...svg.matchAll(/data-id="([^"]*)"/g)].map(([, id]) => id),
    graph.nodes.map(({ id }) => id),
  );
  assert.equal(svg.match(/marker-end/g)?.length, graph.edges.length);
  assert.ok(!/<script|<style|<foreignObject|href=|NaN|undefined/.test(svg));
});

test('boxes hold their text and do not overlap', () => {
  const { nodes, width, height } = place(graph);
  for (const [index, a] of nodes.entries()) {
    assert.ok(
      a.lines.every((line) => cells(line) * 7.2 <= a.width - 20),
      a.lines.join(),
    );
    assert.ok(
      a.x - a.width / 2 >= 0 && a.x + a.width / 2 <= width && a.y - a.height / 2 >= 0 && a.y + a.height / 2 <= height,
    );
    for (const b of nodes.slice(index + 1)) {
      const apart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
      assert.ok(apart, `${a.node.id} and ${b.node.id}`);
    }
  }
});

test('an empty graph is an empty picture', () => {
  const empty = { nodes: [], edges: [] };
  assert.equal(toMermaid(empty), 'flowchart LR\n');
  assert.match(toSvg(empty), /^<svg [^]*<\/svg>\n$/);
});

test('text is cut by its width and escaped', () => {
  assert.equal(fit('abcdef', 4), 'abc…');
  assert.equal(fit('漢字漢字', 5), '漢字…');
  assert.equal(cells('a漢'), 3);
  assert.equal(xml('<&>"\'\u0000\ud800'), '&#60;&#38;&#62;&#34;&#39;');
});
