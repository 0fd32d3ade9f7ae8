import assert from 'node:assert/strict';
import test from 'node:test';
import { detect, type Dialect, type Language } from '../../src/template/index';

const cases: [what: string, dialect: Dialect, text: string, language?: Language][] = [
  ['a version', 'cloudformation', "AWSTemplateFormatVersion: '2010-09-09'\n"],
  ['a version without its value', 'cloudformation', 'AWSTemplateFormatVersion:\n'],
  ['a half-typed version', 'none', 'AWSTemplateFormatVersio'],
  ['resources alone', 'cloudformation', 'Resources:\n  A:\n    Type: AWS::EC2::VPC\n'],
  ['resources with a type in quotes', 'cloudformation', 'Resources:\n  A:\n    "Type": "AWS::EC2::VPC"\n'],
  ['a custom resource', 'cloudformation', 'Resources:\n  A:\n    Type: Custom::Thing\n'],
  ['resources in braces', 'cloudformation', '{Resources: {A: {Type: AWS::EC2::VPC}}}'],
  ['resources with a value in braces', 'cloudformation', 'Resources: {A: {Type: AWS::EC2::VPC}}'],
  ['resources indented as a whole', 'cloudformation', '  Resources:\n    A:\n      Type: AWS::EC2::VPC\n'],
  ['a lost quote', 'cloudformation', 'Resources:\n  A:\n    Name: "x\n    Type: AWS::EC2::VPC\n'],
  ['SAM', 'sam', 'Transform: AWS::Serverless-2016-10-31\nResources: {}\n'],
  ['SAM among transforms', 'sam', 'Transform:\n- AWS::LanguageExtensions\n- AWS::Serverless-2016-10-31\n'],
  ['another transform', 'none', 'Transform: AWS::LanguageExtensions\n'],
  ['JSON', 'cloudformation', '{"Resources": {"A": {"Type": "AWS::EC2::VPC"}}}'],
  ['JSON with a version', 'cloudformation', '\n{ "AWSTemplateFormatVersion": "2010-09-09" }'],
  ['SAM in JSON', 'sam', '{"Transform": ["AWS::Serverless-2016-10-31"]}'],
  ['half-typed JSON', 'cloudformation', '{\n  "Resources": {\n    "A": {\n      "Type": "AWS::EC2::VPC",\n      "Prop'],
  ['JSON after a byte order mark', 'cloudformation', '\uFEFF{"AWSTemplateFormatVersion": ""}'],
  ['nothing', 'none', ''],
  ['an empty object', 'none', '{}'],
  ['a scalar', 'none', 'Resources'],
  ['a list', 'none', '- Resources\n'],
  ['binary content', 'none', 'AWSTemplateFormatVersion: x\0'],
  [
    'Kubernetes',
    'none',
    'apiVersion: v1\nkind: Service\nspec:\n  Resources:\n    A:\n      Type: AWS::EC2::VPC\n---\nkind: Pod\n',
  ],
  ['a GitHub workflow', 'none', 'on: push\njobs:\n  build:\n    steps:\n    - run: aws cloudformation deploy\n'],
  ['docker compose', 'none', 'services:\n  web:\n    image: nginx\n'],
  ['serverless.yml', 'none', 'service: x\nresources:\n  Resources:\n    A:\n      Type: AWS::EC2::VPC\n'],
  ['OpenAPI', 'openapi', 'openapi: 3.0.0\npaths:\n  /a:\n    get:\n      x-amazon-apigateway-integration: {}\n'],
  [
    'Swagger in JSON',
    'openapi',
    '{"swagger": "2.0", "paths": {"/a": {"get": {"x-amazon-apigateway-integration": {}}}}}',
  ],
  ['OpenAPI in braces', 'openapi', '{openapi: 3.0.0, paths: {/a: {get: {x-amazon-apigateway-integration: {}}}}}'],
  ['OpenAPI without API Gateway', 'none', 'openapi: 3.0.0\npaths:\n  /a:\n    get: {}\n'],
  [
    'a template with a body',
    'cloudformation',
    "AWSTemplateFormatVersion: '2010-09-09'\nopenapi: 3.0.0\npaths: {}\nx: x-amazon-apigateway-integration\n",
  ],
  ['package.json', 'none', '{"name": "x", "scripts": {"a": "Resources"}}'],
  ['tsconfig.json with comments', 'none', '// x\n{\n  "compilerOptions": {} // y\n}'],
  ['a CDK manifest', 'none', '{"version": "1", "artifacts": {"Resources": {"Type": "AWS::EC2::VPC"}}}'],
  ['a template in a string', 'none', '{"body": "{\\"AWSTemplateFormatVersion\\": 1}"}'],
  ['resources of something else', 'none', 'Resources:\n  - name: x\n    Kind: y\n'],
];

for (const [what, dialect, text, language] of cases) {
  test(`${what}: ${dialect}`, () => assert.equal(detect(text, language), dialect));
}
