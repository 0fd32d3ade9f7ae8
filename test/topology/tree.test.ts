import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toTree, type TreeNode } from '../../src/topology/tree';
import { bridgeYaml, directJson, topologyOf } from './graph-samples';

test('the tree runs from the API to the target, along the port that the integration names', () => {
  assert.equal(
    print(toTree(topologyOf(bridgeYaml))),
    `
rest-api shop
  stage prod
  method GET /
  resource /orders/{id}
    method GET /orders/{id}
      vpc-link-v1 Link
        nlb Nlb
          listener TCP :8081
            target-group ToAlb
              alb Alb
                listener HTTP :80
                  rule 10 /orders/*
                    target-group Services
                      target Service
                  rule 20 /*
                    target-group Addresses
                      target 10.0.0.1:8080
`,
  );
});

test('behind a V2 link the tree follows IntegrationTarget', () => {
  assert.equal(
    print(toTree(topologyOf(directJson))),
    `
rest-api Api
  stage v1
  resource /orders
    method GET /orders
      vpc-link-v2 Link
        external parameter "AlbArn"
          listener HTTP :80
            target-group Functions
              target Handler
`,
  );
});

test('links and balancers that no API reaches are roots of their own', () => {
  const roots = toTree(
    topologyOf(`AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Unused: { Type: AWS::ApiGatewayV2::VpcLink, Properties: { Name: unused } }
  Web: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {} }
  Http:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Web, Port: 80, Protocol: HTTP, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }] }
`),
  );
  assert.equal(
    print(roots),
    `
vpc-link-v2 Unused
alb Web
  listener HTTP :80
`,
  );
  assert.deepEqual(
    roots.map(({ description }) => description),
    ['not used by an API', 'not used by an API'],
  );
  assert.equal(roots[1]!.children[0]!.description, 'else fixed response 404');
});

test('keys are unique, and a circle ends', () => {
  const roots = toTree(
    topologyOf(`AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {} }
  Http:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Alb, Port: 80, Protocol: HTTP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Self }] }
  Self:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, Targets: [{ Id: !Ref Alb }] }
`),
  );
  const all = [...flatten(roots), ...flatten(toTree(topologyOf(bridgeYaml)))].map(({ key }) => key);
  assert.equal(new Set(all).size, all.length);
  assert.equal(
    print(roots),
    `
alb Alb
  listener HTTP :80
    target-group Self
`,
  );
});

function print(trees: readonly TreeNode[], indent = ''): string {
  const lines = trees.map(
    ({ node, children }) => `${indent}${node.kind} ${node.label}\n${print(children, `${indent}  `)}`,
  );
  return (indent === '' ? '\n' : '') + lines.join('');
}

function flatten(trees: readonly TreeNode[]): TreeNode[] {
  return trees.flatMap((tree) => [tree, ...flatten(tree.children)]);
}
