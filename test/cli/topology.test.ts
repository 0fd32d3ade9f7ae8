import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bridgeYaml, directJson } from '../topology/graph-samples';
import { cli, json } from './memory-io';

const files = { 'bridge.yaml': bridgeYaml, 'direct.json': directJson };

interface Graph {
  readonly nodes: readonly {
    readonly id: string;
    readonly kind: string;
    readonly logicalId: string;
    readonly label: string;
    readonly file: string;
    readonly range: { readonly start: object };
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly kind: string;
    readonly file: string;
    readonly range: object;
  }[];
}

test('JSON holds nodes and edges with file and range', async () => {
  const { nodes, edges } = json<Graph>(await cli(['topology', 'bridge.yaml', '--format', 'json'], { files }));
  assert.deepEqual(Object.keys(nodes[0]!), ['id', 'kind', 'logicalId', 'label', 'file', 'range']);
  assert.deepEqual(Object.keys(edges[0]!), ['from', 'to', 'kind', 'file', 'range']);
  const nlb = nodes.find(({ id }) => id === 'Nlb')!;
  const line = bridgeYaml.split('\n').indexOf('  Nlb:');
  assert.deepEqual(
    { ...nlb },
    {
      id: 'Nlb',
      kind: 'nlb',
      logicalId: 'Nlb',
      label: 'Nlb',
      file: 'bridge.yaml',
      range: { start: { line, column: 2 }, end: { line, column: 5 } },
    },
  );
  assert.ok([...nodes, ...edges].every(({ file }) => file === 'bridge.yaml'));
});

test('a file that is no template has an empty graph', async () => {
  assert.deepEqual(json(await cli(['topology', '-', '--format', 'json'], { stdin: 'hello: world' })), {
    nodes: [],
    edges: [],
  });
});

test('several files are drawn together, each node once', async () => {
  const { nodes } = json<Graph>(await cli(['topology', 'bridge.yaml', 'direct.json', '--format', 'json'], { files }));
  const ids = nodes.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual([...new Set(nodes.map(({ file }) => file))].sort(), ['bridge.yaml', 'direct.json']);
});

test('the tree shows the way with lines of the file', async () => {
  const { exitCode, stdout } = await cli(['topology', 'bridge.yaml'], { files });
  assert.equal(exitCode, 0);
  const line = bridgeYaml.split('\n').indexOf('  Link:') + 1;
  assert.match(stdout, new RegExp(`^ .*└─ vpc-link-v1 Link {2}VPC link \\(V1\\) {2}:${line}$`, 'm'));
  assert.match(stdout, /^rest-api shop {2}Api {2}bridge\.yaml:3\n├─ stage prod {2}stage {2}:6\n/);
});

test('the tree leaves out what it has drawn, but only where all of it is the same', async () => {
  const method = (name: string, port: number): string =>
    `  ${name}:\n    Type: AWS::ApiGateway::Method\n    Properties: { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: ${name.toUpperCase()}, Integration: { Type: HTTP_PROXY, ConnectionType: VPC_LINK, ConnectionId: !Ref Link, Uri: 'http://a.example:${port}/' } }\n`;
  const text = bridgeYaml + method('Put', 8081) + method('Post', 9000);
  const { stdout } = await cli(['topology', 'bridge.yaml'], { files: { 'bridge.yaml': text } });
  const links = stdout.split('\n').filter((line) => line.includes('vpc-link-v1 Link'));
  assert.deepEqual(
    links.map((line) => line.endsWith('(as above)')),
    [false, false, true],
    stdout,
  );
});

test('Mermaid and SVG are drawn', async () => {
  assert.match((await cli(['topology', 'bridge.yaml', '--format', 'mermaid'], { files })).stdout, /^flowchart LR\n/);
  assert.match(
    (await cli(['topology', 'bridge.yaml', '--format', 'svg'], { files })).stdout,
    /^<svg [^]*HTTP_PROXY[^]*<\/svg>\n$/,
  );
});

for (const format of ['tree', 'mermaid', 'svg']) {
  test(`nothing is drawn as ${format} where there is no template`, async () => {
    const { exitCode, stdout, stderr } = await cli(['topology', 'notes.yaml', '--format', format], {
      files: { 'notes.yaml': 'a: 1\n' },
    });
    assert.equal(exitCode, 2);
    assert.equal(stdout, '');
    assert.equal(stderr, 'notes.yaml: no CloudFormation or SAM template\n');
  });
}
