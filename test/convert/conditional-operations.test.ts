import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createService } from '../../src/service';
import { bridge, part } from './file-sets';

const operation = (verb: string, path: string, indent: string): string =>
  [
    'x-amazon-apigateway-integration:',
    '  type: http_proxy',
    `  httpMethod: ${verb}`,
    '  connectionType: VPC_LINK',
    '  connectionId: !Ref Link',
    `  uri: !Sub 'http://\${Nlb.DNSName}${path}'`,
  ].join(`\n${indent}`);

const api = `  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Name: orders
      Body:
        openapi: 3.0.1
        info: { title: orders, version: '1' }
        paths:
          /orders:
            get: !If
              - IsProd
              - ${operation('GET', '/orders', '                ')}
              - x-amazon-apigateway-integration: { type: mock }
          /users: !If
            - IsProd
            - post:
                ${operation('POST', '/users', '                ')}
            - !Ref AWS::NoValue
  Deployment:
    Type: AWS::ApiGateway::Deployment
    Properties: { RestApiId: !Ref Api, StageName: prod }
`;

const template =
  bridge
    .slice(0, bridge.indexOf('Resources:'))
    .replace('Parameters:\n', 'Parameters:\n  Env: { Type: String }\n')
    .concat('Conditions:\n  IsProd: !Equals [!Ref Env, prod]\nResources:\n') +
  api +
  part('Link');

test('operations and paths in Fn::If are converted where they stand, and the other branch stays', () => {
  const service = createService();
  service.setDocument('/t.yaml', template);
  const [file] = service.convert(['/t.yaml']).files;
  assert.deepEqual([file!.blocked, file!.proof!.differences], [[], []]);
  assert.ok(file!.proof!.requests > 0);
  assert.equal([...file!.newText.matchAll(/connectionId: !Ref LinkV2\n *integrationTarget: !Ref Alb\n/g)].length, 2);
  assert.match(file!.newText, /- x-amazon-apigateway-integration: \{ type: mock \}\n/);
  assert.match(file!.newText, / {12}- !Ref AWS::NoValue\n/);
  assert.doesNotMatch(file!.newText, /Type: network|\bNlb\b/);
  const again = createService();
  again.setDocument('/t.yaml', file!.newText);
  assert.equal(again.convert(['/t.yaml']).files[0]!.changed, false);
  assert.deepEqual(again.check('/t.yaml').findings, []);
});
