import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import ruleOutOfApiReach from '../../src/rules/rule-out-of-api-reach';
import shadowedRule from '../../src/rules/shadowed-rule';
import unservedMethod from '../../src/rules/unserved-method';
import { simulate, toText, type SimRequest } from '../../src/simulate/index';
import { toWorld } from '../../src/simulate/world';
import type { Topology } from '../../src/topology/index';
import { topologyOf } from '../harness/check-rule';

/** The rules on shadowing and reach must say what the engine does, for rule sets that nobody chose. */

interface Conditions {
  readonly paths: readonly string[] | undefined;
  readonly hosts: readonly string[] | undefined;
  readonly methods: readonly string[] | undefined;
}

const path = fc.constantFrom('/*', '/a', '/a*', '/a/*', '/a/b', '/a/?', '/b/*', '/*/b', '*b*');
const host = fc.constantFrom('*.example.com', 'a.example.com', 'b.example.com', '*.*', 'A.example.com');
const some = <T>(item: fc.Arbitrary<T>) =>
  fc.option(fc.uniqueArray(item, { minLength: 1, maxLength: 2 }), { nil: undefined });
const conditions: fc.Arbitrary<Conditions> = fc
  .record({ paths: some(path), hosts: some(host), methods: some(fc.constantFrom('GET', 'POST')) })
  .filter(({ paths, hosts, methods }) => Boolean(paths ?? hosts ?? methods));
const ruleSets = fc.array(conditions, { minLength: 2, maxLength: 6 });
const backendPaths = fc.constantFrom('/', '/a', '/a/b', '/a/x', '/b/a', '/c');
const requests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  path: backendPaths,
  host: fc.constantFrom('a.example.com', 'b.example.com', 'c.example.com', 'example.com'),
});

test('the witness of a shadowed rule ends where the rule says, and no request ends at the shadowed one', () => {
  fc.assert(
    fc.property(ruleSets, fc.array(requests, { maxLength: 8 }), (rules, sent) => {
      const topology = balancer(rules);
      const findings = [...shadowedRule.check({ topology })];
      const dead = new Set(findings.map(({ logicalId }) => logicalId));
      for (const { message } of findings) {
        const [, taker, witness] =
          /: "(\w+)" at priority \d+ takes them first(?:, such as ([^;]+))?/.exec(message) ?? [];
        if (witness) assert.equal(answerOf(topology, toRequest(witness)), taker, message);
      }
      for (const { method, path: sentPath, host: sentHost } of sent) {
        const answer = answerOf(topology, toRequest(`${method} ${sentHost}${sentPath}`));
        assert.ok(!dead.has(answer), `${answer} is reached by ${method} ${sentHost}${sentPath}`);
      }
    }),
    { numRuns: 1000 },
  );
});

test('most shadowed rules come with a witness', () => {
  const findings = fc
    .sample(ruleSets, { numRuns: 300, seed: 1 })
    .flatMap((rules) => [...shadowedRule.check({ topology: balancer(rules) })]);
  const withWitness = findings.filter(({ message }) => message.includes('such as'));
  assert.ok(
    findings.length > 50 && withWitness.length > findings.length * 0.9,
    `${withWitness.length} of ${findings.length}`,
  );
});

test('an unserved method ends at the default action, and a rule out of reach is not reached', () => {
  fc.assert(
    fc.property(ruleSets, backendPaths, (rules, backendPath) => {
      const topology = balancer(rules, backendPath);
      const unserved = [...unservedMethod.check({ topology })].length > 0;
      const outOfReach = [...ruleOutOfApiReach.check({ topology })].map(({ logicalId }) => logicalId);
      const answer = answerOf(topology, { method: 'GET', path: '/prod' });
      assert.equal(unserved, answer === 'default');
      assert.ok(!outOfReach.includes(answer), answer);
    }),
    { numRuns: 300 },
  );
});

function toRequest(text: string): SimRequest {
  const [, method = '', host = '', sentPath = ''] = /^(\w+) ([^/]*)(.*)$/.exec(text) ?? [];
  return { method, path: sentPath, headers: { Host: host || 'any.example.com' }, to: { alb: 'Alb', port: 80 } };
}

/** The body of the answer: the name of the rule that gave it. */
function answerOf(topology: Topology, request: SimRequest): string {
  return toText(simulate(toWorld(topology).world, request).response.body ?? '');
}

/** An ALB whose rules answer with their own name, behind an API with one method. */
function balancer(rules: readonly Conditions[], backendPath = '/'): Topology {
  const answer = (status: string, name: string) => ({
    Type: 'fixed-response',
    FixedResponseConfig: { StatusCode: status, ContentType: 'text/plain', MessageBody: name },
  });
  const resources: Record<string, unknown> = {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } },
    Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'prod' } },
    Get: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        HttpMethod: 'GET',
        RestApiId: { Ref: 'Api' },
        ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        AuthorizationType: 'NONE',
        Integration: {
          Type: 'HTTP_PROXY',
          IntegrationHttpMethod: 'GET',
          ConnectionType: 'VPC_LINK',
          ConnectionId: { Ref: 'Link' },
          IntegrationTarget: { Ref: 'Alb' },
          Uri: `http://a.example.com${backendPath}`,
        },
      },
    },
    Link: { Type: 'AWS::ApiGatewayV2::VpcLink', Properties: { Name: 'link', SubnetIds: ['subnet-1'] } },
    Alb: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Scheme: 'internal', Subnets: ['subnet-1', 'subnet-2'] },
    },
    Web: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Alb' },
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [answer('404', 'default')],
      },
    },
  };
  rules.forEach(({ paths, hosts, methods }, index) => {
    const name = `Rule${index}`;
    resources[name] = {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: { Ref: 'Web' },
        Priority: index + 1,
        Conditions: [
          ...(paths ? [{ Field: 'path-pattern', PathPatternConfig: { Values: paths } }] : []),
          ...(hosts ? [{ Field: 'host-header', HostHeaderConfig: { Values: hosts } }] : []),
          ...(methods ? [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: methods } }] : []),
        ],
        Actions: [answer('200', name)],
      },
    };
  });
  return topologyOf({ 'test.json': JSON.stringify({ Resources: resources }) });
}
