import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toGraph, type TopologyGraph } from '../../src/topology/graph';
import { bridgeYaml, directJson, topologyOf } from './graph-samples';

test('a bridge is drawn from stage to target', () => {
  assert.deepEqual(edgesOf(toGraph(topologyOf(bridgeYaml))), [
    'Prod deploys Api',
    'Api contains Orders',
    'Orders contains Order',
    'Order contains GetOrder',
    'GetOrder invokes GetOrder/integration',
    'GetOrder/integration connects Link',
    'Api contains Health',
    'Health invokes Health/integration',
    'Link targets Nlb',
    'Nlb listens NlbOther',
    'NlbOther default Addresses',
    'Nlb listens NlbListener',
    'NlbListener default ToAlb',
    'Alb listens AlbListener',
    'AlbListener contains Early',
    'Early forwards Services',
    'AlbListener contains Late',
    'Late forwards Addresses',
    'ToAlb registers Alb',
    'Addresses registers target:10.0.0.1:8080',
    'Services registers Service',
    'AlbGroup protects Alb',
  ]);
});

test('every node has its kind, and a label that tells it from its like', () => {
  const labels = Object.fromEntries(
    toGraph(topologyOf(bridgeYaml)).nodes.map(({ id, kind, label }) => [id, `${kind} ${label}`]),
  );
  assert.deepEqual(labels, {
    Api: 'rest-api shop',
    Prod: 'stage prod',
    Orders: 'resource /orders',
    Order: 'resource /{id}',
    GetOrder: 'method GET /orders/{id}',
    'GetOrder/integration': 'integration HTTP_PROXY',
    Health: 'method GET /',
    'Health/integration': 'integration MOCK',
    Link: 'vpc-link-v1 Link',
    Nlb: 'nlb Nlb',
    Alb: 'alb Alb',
    NlbOther: 'listener TCP :9000',
    NlbListener: 'listener TCP :8081',
    AlbListener: 'listener HTTP :80',
    Early: 'rule 10 /orders/*',
    Late: 'rule 20 /*',
    ToAlb: 'target-group ToAlb',
    Services: 'target-group Services',
    Addresses: 'target-group Addresses',
    'target:10.0.0.1:8080': 'target 10.0.0.1:8080',
    Service: 'target Service',
    AlbGroup: 'security-group AlbGroup',
  });
});

test('operations of an OpenAPI body and things of other stacks are drawn too', () => {
  const graph = toGraph(topologyOf(directJson));
  assert.deepEqual(edgesOf(graph), [
    'Api/stage deploys Api',
    'Api contains Api/orders',
    'Api/orders contains Api/GET /orders',
    'Api/GET /orders invokes Api/GET /orders/integration',
    'Api/GET /orders/integration connects Link',
    'Link targets external:/a.json#AlbArn',
    'external:/a.json#AlbArn listens Listener',
    'Listener default Functions',
    'Functions registers Handler',
    'external:export net-LinkGroup protects Link',
  ]);
  const externals = graph.nodes.filter(({ kind }) => kind === 'external').map(({ label }) => label);
  assert.deepEqual(externals, ['parameter "AlbArn"', 'export "net-LinkGroup"']);
  assert.equal(graph.nodes.find(({ id }) => id === 'Handler')?.kind, 'target');
});

test('nodes and edges point at the text that makes them', () => {
  const { nodes, edges } = toGraph(topologyOf(bridgeYaml));
  const textAt = (location: { range: { start: number; end: number } } | undefined): string | undefined =>
    location && bridgeYaml.slice(location.range.start, location.range.end);
  assert.equal(textAt(nodes.find(({ id }) => id === 'Nlb')?.location), 'Nlb');
  assert.equal(textAt(edges.find(({ kind }) => kind === 'connects')?.location), '!Ref Link');
  assert.equal(textAt(edges.find(({ kind }) => kind === 'protects')?.location), '!Ref AlbGroup');
  assert.deepEqual(
    [...nodes, ...edges].filter(({ location }) => !location),
    [],
  );
});

test('a logical id that two documents share names two nodes', () => {
  const api = (name: string): string =>
    `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties: { Name: ${name} }\n`;
  const { nodes } = toGraph(topologyOf(api('one'), api('two')));
  assert.deepEqual(
    nodes.map(({ id, label }) => [id, label]),
    [
      ['/a.yaml#Api', 'one'],
      ['/b.yaml#Api', 'two'],
    ],
  );
});

test('what is not known at all is an external node that says why', () => {
  const { nodes, edges } = toGraph(
    topologyOf(`AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Link: { Type: AWS::ApiGateway::VpcLink, Properties: { Name: link, TargetArns: [!Select [0, !Split [',', !Ref Arns]]] } }
`),
  );
  assert.deepEqual(
    nodes.map(({ kind, label }) => `${kind} ${label}`),
    ['vpc-link-v1 Link', 'external unknown'],
  );
  assert.match(nodes[1]!.detail, /^because /);
  assert.deepEqual(
    edges.map(({ kind }) => kind),
    ['targets'],
  );
});

test('a circle of references is drawn and ends', () => {
  const graph = toGraph(
    topologyOf(`AWSTemplateFormatVersion: '2010-09-09'
Resources:
  A: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: x, ParentId: !Ref B, PathPart: a } }
  B: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: x, ParentId: !Ref A, PathPart: b } }
`),
  );
  assert.deepEqual(edgesOf(graph), ['B contains A', 'A contains B']);
});

function edgesOf({ nodes, edges }: TopologyGraph): string[] {
  const ids = nodes.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'ids are unique');
  for (const { from, to } of edges)
    assert.ok(ids.includes(from) && ids.includes(to), `${from} → ${to} joins two nodes`);
  return edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`);
}
