import assert from 'node:assert/strict';
import { test } from 'node:test';
import { servingSummary } from '../../src/cli/report/serving';
import { styleFor } from '../../src/cli/style';

const plain = styleFor({ env: { NO_COLOR: '1' } }, { write: () => undefined, isTTY: true });

test('says what is served, where, by what, and how to end it', () => {
  const url = 'http://127.0.0.1:4010/live';
  const text = servingSummary(
    ['template.yaml', '-'],
    {
      stages: () => [
        { api: 'Api', stage: 'live', url, host: 'a.example' },
        { api: 'Admin', stage: 'live', url, host: 'b.example' },
      ],
      listeners: () => [{ kind: 'alb', balancer: 'Alb', port: 80, protocol: 'HTTP', url: 'http://127.0.0.1:1' }],
      targets: () => [
        { name: 'Users', urls: ['http://127.0.0.1:3000', 'http://127.0.0.1:3001'] },
        { name: 'Orders', urls: [] },
      ],
      controlUrl: 'http://127.0.0.1:4010/_unbridge',
    },
    plain,
  );
  assert.equal(
    text,
    `
Serving template.yaml, stdin. Ctrl+C stops.

  Stages        http://127.0.0.1:4010/live       Api, with Host: a.example
                http://127.0.0.1:4010/live       Admin, with Host: b.example
  Listeners     http://127.0.0.1:1               Alb HTTP 80
  Targets       http://127.0.0.1:3000            Users, your own
                http://127.0.0.1:3001            Users, your own
                built-in                         Orders
  Control page  http://127.0.0.1:4010/_unbridge  routes, requests hop by hop, health

`,
  );
});

test('leaves out what there is none of', () => {
  const none = { stages: () => [], listeners: () => [], targets: () => [], controlUrl: 'http://127.0.0.1:1/_unbridge' };
  assert.doesNotMatch(servingSummary(['t.yaml'], none, plain), /Stages|Listeners|Targets/);
});
