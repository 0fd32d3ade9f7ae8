import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressIn, cidrContains, cidrsOverlap } from '../../../src/simulate/network/address';
import { certificateCovers, isBalancerName } from '../../../src/simulate/network/tls';

const blocks: [cidr: string, ip: string, expected: boolean][] = [
  ['10.0.0.0/8', '10.255.1.2', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['0.0.0.0/0', '203.0.113.1', true],
  ['192.0.2.1/32', '192.0.2.1', true],
  ['192.0.2.1', '192.0.2.1', true],
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', false],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['::/0', '::1', true],
  ['::ffff:0:0/96', '::ffff:192.0.2.1', true],
  ['0.0.0.0/0', '::1', false],
  ['nonsense', '10.0.0.1', false],
  ['10.0.0.0/33', '10.0.0.1', false],
  ['10.0.0.0/8', '10.0.0.256', false],
];
for (const [cidr, ip, expected] of blocks) {
  test(`${cidr} ${expected ? 'holds' : 'does not hold'} ${ip}`, () => assert.equal(cidrContains(cidr, ip), expected));
}

test('blocks overlap when one holds the other', () => {
  assert.equal(cidrsOverlap('10.0.0.0/8', '10.1.0.0/16'), true);
  assert.equal(cidrsOverlap('10.1.0.0/16', '10.0.0.0/8'), true);
  assert.equal(cidrsOverlap('10.1.0.0/16', '10.2.0.0/16'), false);
});

test('an address inside a block is counted from its start', () => {
  assert.equal(addressIn('10.1.2.0/24', 10), '10.1.2.10');
  assert.equal(addressIn('10.1.2.0/24', 300), '10.1.3.44');
  assert.equal(cidrContains('2001:db8::/64', addressIn('2001:db8::/64', 10) ?? ''), true);
  assert.equal(addressIn('nonsense', 1), undefined);
});

const certificates: [names: string[], host: string, expected: boolean][] = [
  [['api.example.com'], 'API.example.com', true],
  [['*.example.com'], 'api.example.com', true],
  [['*.example.com'], 'example.com', false],
  [['*.example.com'], 'a.b.example.com', false],
  [[], 'api.example.com', false],
];
for (const [names, host, expected] of certificates) {
  test(`a certificate for [${names.join()}] ${expected ? 'covers' : 'does not cover'} ${host}`, () => {
    assert.equal(certificateCovers(names, host), expected);
  });
}

for (const [host, expected] of [
  ['internal-web-1234.eu-west-1.elb.amazonaws.com', true],
  ['nlb-0123456789abcdef.elb.eu-west-1.amazonaws.com', true],
  ['web-1.cn-north-1.elb.amazonaws.com.cn', true],
  ['api.example.com', false],
  ['elb.amazonaws.com.example.com', false],
] as const) {
  test(`${host} is ${expected ? 'a name' : 'no name'} that AWS makes for a load balancer`, () => {
    assert.equal(isBalancerName(host), expected);
  });
}
