import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { before } from '../../src/convert/bridge/example';
import { createService, type Service } from '../../src/service';
import { createGuard } from '../../src/service/guard';
import { applyEdits } from '../../src/text/index';

const uri = 'file:///t.yaml';

function withTemplate(text = before): Service {
  const service = createService({ onFailure: (id, error) => assert.fail(`${id}: ${String(error)}`) });
  service.setDocument(uri, text);
  return service;
}

test('what is no template has no findings, problems or edits', () => {
  const service = withTemplate('apiVersion: v1\nkind: Service\nmetadata: { name: shop }\n');
  const nothing = { uri, dialect: 'none', problems: [], findings: [], suppressed: [], failures: [] };
  assert.deepEqual(service.check(uri), nothing);
  assert.equal(service.convert([uri]).files[0]!.changed, false);
  assert.deepEqual(service.actions(uri, { start: 0, end: 10 }), []);
  assert.deepEqual(service.routes(uri), []);
});

test('a document that was never set is treated like an empty one', () => {
  const service = createService();
  assert.equal(service.check('file:///gone.yaml').dialect, 'none');
  assert.equal(service.convert(['file:///gone.yaml']).files[0]!.changed, false);
});

test('findings lie in the text and come in its order', () => {
  const { findings } = withTemplate().check(uri);
  assert.ok(findings.length > 0);
  const starts = findings.map(({ range }) => range.start);
  assert.deepEqual(
    starts,
    [...starts].sort((a, b) => a - b),
  );
  for (const { range } of findings) assert.ok(range.start < range.end && range.end <= before.length);
});

test('an edit changes what hangs on it and nothing else', () => {
  const service = withTemplate();
  const bridges = (): number => service.check(uri).findings.filter(({ rule }) => rule === 'nlb-bridge').length;
  const found = bridges();
  service.setDocument(uri, before.replace('TargetType: alb', 'TargetType: ip'));
  assert.equal(bridges(), 0);
  service.setDocument(uri, before);
  assert.equal(bridges(), found);
});

describe('actions', () => {
  const at = (text: string): { start: number; end: number } => ({
    start: before.indexOf(text),
    end: before.indexOf(text),
  });

  for (const part of ['Link:\n', 'Nlb:\n', 'NlbListener:\n', 'ToAlb:\n', 'ConnectionId']) {
    test(`the conversion is on offer at ${JSON.stringify(part)}`, () => {
      const titles = withTemplate()
        .actions(uri, at(part))
        .map(({ title }) => title);
      assert.ok(titles.includes('Convert NLB integration to VPC Link V2'), titles.join());
    });
  }

  test('away from the bridge nothing is on offer', () =>
    assert.deepEqual(withTemplate().actions(uri, at('Service:\n')), []));

  test('an action is what convert does', () => {
    const service = withTemplate();
    const action = service.actions(uri, at('Link:\n')).find(({ cures }) => cures.includes('nlb-bridge'))!;
    assert.equal(applyEdits(before, action.edits[0]!.edits), service.convert([uri]).files[0]!.newText);
  });
});

describe('conversion', () => {
  test('comes with steps, notes and a proof', () => {
    const [file] = withTemplate().convert([uri]).files;
    assert.deepEqual([...new Set(file!.steps.map(({ step }) => step))].sort(), [
      'add-vpc-link-v2',
      'admit-vpc-link',
      'remove-nlb-bridge',
      'renew-deployment',
      'use-vpc-link-v2',
    ]);
    assert.ok(file!.notes.length > 0);
    assert.ok(file!.proof!.requests > 0);
    assert.deepEqual(file!.blocked, []);
  });

  test('a file without a bridge stays as it is', () => {
    const text = before.replace('AWS::ApiGateway::VpcLink', 'AWS::ApiGatewayV2::VpcLink');
    assert.equal(withTemplate(text).convert([uri]).files[0]!.newText, text);
  });
});

test('templates that refer to each other are one set, others are not', () => {
  const service = withTemplate(
    'Resources:\n  Nlb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { Type: network } }\nOutputs:\n  Nlb: { Value: !Ref Nlb, Export: { Name: net-nlb } }\n',
  );
  service.setDocument(
    'file:///user.yaml',
    'Resources:\n  Link: { Type: "AWS::ApiGateway::VpcLink", Properties: { Name: l, TargetArns: [!ImportValue net-nlb] } }\n',
  );
  service.setDocument(
    'file:///alone.yaml',
    'Resources:\n  Alb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" }\n',
  );
  const kinds = (of: string): readonly string[] =>
    service
      .topology(of)
      .nodes.map(({ kind }) => kind)
      .sort();
  assert.deepEqual(kinds('file:///user.yaml'), ['nlb', 'vpc-link-v1']);
  assert.deepEqual(kinds('file:///alone.yaml'), ['alb']);
  service.removeDocument(uri);
  assert.ok(kinds('file:///user.yaml').includes('external'));
});

test('a request goes down the path, and every hop that can points at its lines', () => {
  const service = withTemplate();
  const [route] = service.routes(uri);
  assert.equal(route!.path, '/prod/');
  const { trace, locations } = service.simulate(uri, { method: 'GET', path: '/prod' });
  assert.equal(trace.hops[0]!.kind, 'gateway');
  assert.equal(locations.length, trace.hops.length);
  assert.ok(locations.some((location) => location?.uri === uri));
});

test('a guard lets the rest go on and names what failed once', () => {
  const seen: string[] = [];
  const guard = createGuard((id) => seen.push(id));
  assert.equal(
    guard.run('bad', () => {
      throw new Error('bug');
    }),
    undefined,
  );
  assert.equal(
    guard.run('bad', () => {
      throw new Error('bug');
    }),
    undefined,
  );
  assert.equal(
    guard.run('good', () => 1),
    1,
  );
  assert.deepEqual(guard.failures, ['bad']);
  assert.deepEqual(seen, ['bad', 'bad']);
});
