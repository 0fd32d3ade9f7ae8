import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createService, type TreeView } from '../../src/service';
import { keysTo } from '../../src/template/index';
import { findingsOf } from '../../src/vscode/node-findings';
import { before } from '../../src/convert/bridge/example';
import { withFile } from '../harness/many-bridges';

const uri = 'file:///template.yaml';
const file = 'file:///api.yaml';

/** The label of every node of an API down to its methods, with the number of its findings. */
function counts(templates: Readonly<Record<string, string>>): readonly (readonly [label: string, count: number])[] {
  const service = createService();
  for (const [at, text] of Object.entries(templates)) service.setDocument(at, text);
  const surroundings = {
    findings: (of: string) => service.check(of).findings.filter(({ rule }) => rule === 'nlb-bridge'),
    keysTo: (location: { uri: string; range: { start: number; end: number } }) =>
      keysTo(service.document(location.uri)!, location.range),
  };
  const below = (view: TreeView, owners: readonly string[]): (readonly [string, number])[] => [
    [view.node.label, findingsOf(view, owners, surroundings).length],
    ...(view.node.kind === 'method'
      ? []
      : view.children.flatMap((child) => below(child, [...owners, view.node.logicalId]))),
  ];
  const api = service.tree(uri).find(({ node }) => node.kind === 'rest-api');
  assert.ok(api);
  return below(api, []);
}

const integration = `
              x-amazon-apigateway-integration:
                { type: http_proxy, httpMethod: GET, connectionType: VPC_LINK, connectionId: !Ref Link, uri: !Sub "http://\${Nlb.DNSName}/" }`;
const sam = `Transform: AWS::Serverless-2016-10-31
${before.slice(before.indexOf('Parameters:'), before.indexOf('Resources:'))}Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody:
        openapi: 3.0.1
        info: { title: orders, version: '1' }
        paths:
          /orders:
            get:${integration}
            post:${integration}
          /mock:
            get: { x-amazon-apigateway-integration: { type: mock } }
${before.slice(before.indexOf('  Link:\n'))}`;

test('each part of an API with a body counts what was found in it', () =>
  assert.deepEqual(counts({ [uri]: sam }), [
    ['Api', 2],
    ['prod', 0],
    ['/orders', 2],
    ['GET /orders', 1],
    ['POST /orders', 1],
    ['/mock', 0],
    ['GET /mock', 0],
  ]));

test('an API whose body is in a file of its own counts what was found there', () =>
  assert.deepEqual(
    counts({ [uri]: withFile.template, [file]: withFile.api }).map(([, count]) => count),
    [1, 1, 1],
  ));
