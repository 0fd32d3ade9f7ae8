import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createService } from '../../src/service';
import { applyEdits } from '../../src/text/index';
import { safeFixes } from '../../src/vscode/safe-fixes';

const uri = 'file:///template.yaml';

/** Two findings with a safe fix, and one whose fix needs a look. */
const template = `Resources:
  First:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      HealthCheckEnabled: false # switched off
      Port: 80
  Second:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: HTTP
      Port: 80
      HealthCheckProtocol: TCP
`;

test('all findings with a safe fix are cured at once, the others stay', () => {
  const service = createService();
  service.setDocument(uri, template);
  const [file, ...others] = safeFixes(service, uri, () => true);
  assert.ok(file);
  assert.deepEqual(others, []);
  const fixed = applyEdits(template, file.edits);
  assert.doesNotMatch(fixed, /HealthCheckEnabled/);
  assert.match(fixed, /Protocol: TCP\n {6}Port: 80\n {6}HealthCheckProtocol: TCP/);
  service.setDocument(uri, fixed);
  assert.deepEqual(
    safeFixes(service, uri, () => true),
    [],
  );
  const left = service.check(uri).findings.map(({ rule }) => rule);
  assert.ok(left.includes('alb-target-tcp-health-check'), left.join(', '));
});

test('what the user hides is not cured', () => {
  const service = createService();
  service.setDocument(uri, template);
  const [file] = safeFixes(service, uri, ({ rule }) => rule !== 'alb-target-not-tcp');
  assert.ok(file);
  assert.match(applyEdits(template, file.edits), /Protocol: HTTP/);
});

test('no finding with a safe fix, no edit', () => {
  const service = createService();
  service.setDocument(uri, 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n');
  assert.deepEqual(
    safeFixes(service, uri, () => true),
    [],
  );
  assert.deepEqual(
    safeFixes(service, 'file:///other.yaml', () => true),
    [],
  );
});
