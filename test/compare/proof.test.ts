import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prove, type Proof } from '../../src/compare/index';
import { toJson } from '../harness/to-json';
import { bridge, topologyOf, withoutBridge } from '../simulate/world/templates';

test('the same template proves itself', () => {
  const proof = prove(topologyOf(bridge), topologyOf(bridge));
  assert.ok(proof.requests >= 2);
  assert.equal(proof.same, proof.requests);
  assert.deepEqual(proof.differences, []);
});

test('a bridge with a host of its own is removed without a difference', () => {
  const own = bridge.replace('http://${Nlb.DNSName}', 'http://shop.example.com');
  const proof = prove(topologyOf(own), topologyOf(withoutBridge(own)));
  assert.deepEqual(proof.differences, []);
  assert.equal(proof.same, proof.requests);
});

test("one load balancer's own name is as good as the other's", () => {
  const proof = prove(topologyOf(bridge), topologyOf(withoutBridge(bridge)));
  assert.deepEqual(proof.differences, []);
  assert.equal(proof.same, proof.requests);
});

test('another host of its own at the target is named', () => {
  const own = bridge.replace('http://${Nlb.DNSName}', 'http://shop.example.com');
  const proof = prove(topologyOf(own), topologyOf(withoutBridge(own).replaceAll('http://shop.', 'http://other.')));
  assert.deepEqual(
    proof.differences.map(({ why }) => why),
    [
      'The target sees the Host header other.example.com instead of shop.example.com, because the Uri names another host.',
    ],
  );
});

test('a Uri that keeps the port of the NLB finds no listener', () => {
  const before = bridge
    .replace('http://${Nlb.DNSName}', 'http://${Nlb.DNSName}:8443')
    .replace('LoadBalancerArn: !Ref Nlb\n      Port: 80', 'LoadBalancerArn: !Ref Nlb\n      Port: 8443');
  const [difference] = prove(
    topologyOf(before),
    topologyOf(withoutBridge(before, 'http://${Alb.DNSName}:8443')),
  ).differences;
  assert.equal(difference?.before, '200 from "OrdersService:8080" in "OrdersGroup"');
  assert.equal(difference?.after, '500 from nobody');
  assert.match(
    difference?.why ?? '',
    /^The ALB "Alb" stops it now: no listener on port 8443\. "Alb" has no listener on port 8443; it has 80\.$/,
  );
});

test('a rule for the host that the NLB had no longer takes the request', () => {
  const before = bridge.replace(
    'Conditions: [{',
    "Conditions: [{ Field: host-header, HostHeaderConfig: { Values: ['nlb-*'] } }, {",
  );
  const [difference] = prove(topologyOf(before), topologyOf(withoutBridge(before))).differences;
  assert.equal(difference?.before, '200 from "OrdersService:8080" in "OrdersGroup"');
  assert.equal(difference?.after, '404 from the default rule of "Alb"');
  assert.match(
    difference?.why ?? '',
    /rule 10 did not match: host-header `internal-alb-0000000000\.us-east-1\.elb\.amazonaws\.com` ≠ `nlb-\*`\.$/,
  );
});

test('a rule for the address of the NLB no longer takes the request', () => {
  const subnets = `
  NlbSubnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-1, CidrBlock: 10.9.0.0/24 } }
  LinkSubnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-1, CidrBlock: 10.8.0.0/24 } }
`;
  const before = (bridge.trimEnd() + subnets)
    .replace('http://${Nlb.DNSName}', 'http://shop.example.com')
    .replace(
      'Type: network, Scheme: internal, Subnets: [!Ref SubnetA]',
      'Type: network, Scheme: internal, Subnets: [!Ref NlbSubnet]',
    )
    .replace('Conditions: [{', "Conditions: [{ Field: source-ip, SourceIpConfig: { Values: ['10.9.0.0/24'] } }, {");
  const after = withoutBridge(before).replace('SubnetIds: [!Ref SubnetA]', 'SubnetIds: [!Ref LinkSubnet]');
  const [difference] = prove(topologyOf(before), topologyOf(after)).differences;
  assert.equal(difference?.after, '404 from the default rule of "Alb"');
  assert.match(difference?.why ?? '', /rule 10 did not match: source-ip `10\.8\.0\.10` ≠ `10\.9\.0\.0\/24`\.$/);
});

test('a security group that keeps the new link out is named', () => {
  const group = `  Closed:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: alb, VpcId: vpc-1, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.9.0.0/24 }] }
  NlbSubnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-1, CidrBlock: 10.9.0.0/24 } }
  LinkSubnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-1, CidrBlock: 10.8.0.0/24 } }
`;
  const before = (bridge + group)
    .replace(
      'Type: network, Scheme: internal, Subnets: [!Ref SubnetA]',
      'Type: network, Scheme: internal, Subnets: [!Ref NlbSubnet]',
    )
    .replace(
      'Properties: { Scheme: internal, Subnets: [!Ref SubnetA] }',
      'Properties: { Scheme: internal, Subnets: [!Ref SubnetA], SecurityGroups: [!Ref Closed] }',
    );
  const after = withoutBridge(before).replace('SubnetIds: [!Ref SubnetA]', 'SubnetIds: [!Ref LinkSubnet]');
  const [difference] = prove(topologyOf(before), topologyOf(after)).differences;
  assert.equal(difference?.after, '500 from nobody');
  assert.match(difference?.why ?? '', /^The link "LinkV2" stops it now: .*"Closed"/);
});

test('JSON with long intrinsics is proven like YAML', () => {
  const own = bridge.replace('http://${Nlb.DNSName}', 'http://shop.example.com');
  const proof = prove(topologyOf(own), topologyOf({ 'template.yaml': toJson(withoutBridge(own)) }));
  assert.deepEqual(proof, prove(topologyOf(toJson(own)), topologyOf(toJson(own))));
  assert.equal(proof.same, proof.requests);
});

test('weights are compared at both ends', () => {
  const forward = 'Actions: [{ Type: forward, TargetGroupArn: !Ref OrdersGroup }]';
  const weighted = (first: number, second: number): string =>
    `Actions: [{ Type: forward, ForwardConfig: { TargetGroups: [{ TargetGroupArn: !Ref OrdersGroup, Weight: ${first} }, { TargetGroupArn: !Ref Other, Weight: ${second} }] } }]`;
  const other = `  Other: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { TargetType: ip, Port: 1, Protocol: HTTP } }\n`;
  const own = bridge.replace('http://${Nlb.DNSName}', 'http://shop.example.com') + other;
  const before = own.replace(forward, weighted(9, 1));
  assert.deepEqual(summary(prove(topologyOf(before), topologyOf(withoutBridge(before)))), []);
  const after = withoutBridge(own.replace(forward, weighted(9, 0)));
  assert.deepEqual(prove(topologyOf(before), topologyOf(after)).differences, [
    {
      request: 'GET /prod/orders/1',
      before: '200 from "<targets of Other>" in "Other"',
      after: '200 from "OrdersService:8080" in "OrdersGroup"',
      why: 'The ALB "Alb" decides differently: rule 10 forwards to OrdersGroup; before, the ALB "Alb": rule 10 forwards to Other. All its conditions match (path-pattern), and no rule with a lower priority number does. The weights decide: 9 of 9.',
    },
  ]);
});

test('a path that changes is named, and so is a request that goes to another service', () => {
  const own = bridge.replace('http://${Nlb.DNSName}', 'http://shop.example.com');
  const longer = prove(
    topologyOf(own),
    topologyOf(withoutBridge(own).replace('shop.example.com/orders', 'shop.example.com/orders/prod')),
  );
  assert.equal(longer.differences[0]?.after, '200 from "OrdersService:8080" in "OrdersGroup", path /orders/prod/1');
  assert.equal(longer.differences[0]?.why, 'The target receives another path: /orders/prod/1 instead of /orders/1.');
  const lost = prove(
    topologyOf(own),
    topologyOf(withoutBridge(own).replace('shop.example.com/orders', 'shop.example.com/order')),
  );
  assert.match(lost.differences[0]?.why ?? '', /rule 10 did not match: path-pattern `\/order\/1` ≠ `\/orders\/\*`\.$/);
});

test('a condition that gets lost shows where it does not hold', () => {
  const conditional = (template: string): string =>
    template.replace('Resources:', 'Conditions:\n  HasRule: !Equals [!Ref SubnetA, a]\nResources:');
  const own = conditional(bridge.replace('http://${Nlb.DNSName}', 'http://shop.example.com'));
  const before = own.replace(
    'Type: AWS::ElasticLoadBalancingV2::ListenerRule',
    'Type: AWS::ElasticLoadBalancingV2::ListenerRule\n    Condition: HasRule',
  );
  assert.deepEqual(summary(prove(topologyOf(before), topologyOf(withoutBridge(before)))), []);
  assert.deepEqual(summary(prove(topologyOf(before), topologyOf(withoutBridge(own)))), [
    'GET /prod/orders/1 if HasRule does not hold',
  ]);
});

test('an ALB of another template that the bridge proved counts afterwards too', () => {
  const outside = bridge
    .replace('Parameters:', 'Parameters:\n  AlbArn: { Type: String }')
    .replace('http://${Nlb.DNSName}', 'http://shop.example.com')
    .replace(/ {2}Alb:\n(?: {3,}.*\n)+ {2}AlbListener:\n(?: {3,}.*\n)+ {2}OrdersRule:\n(?: {3,}.*\n)+/, '')
    .replace('Id: !Ref Alb', 'Id: !Ref AlbArn');
  const after = withoutBridge(outside).replace('IntegrationTarget: !Ref Alb', 'IntegrationTarget: !Ref AlbArn');
  const proof = prove(topologyOf(outside), topologyOf(after));
  assert.deepEqual(proof.differences, []);
});

function summary({ differences }: Proof): readonly string[] {
  return differences.map(({ request }) => request);
}
