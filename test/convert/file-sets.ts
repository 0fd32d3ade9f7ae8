import { before as example } from '../../src/convert/bridge/example';

/** The texts of a set of templates by file name. */
export type FileSet = Readonly<Record<string, string>>;

/** The example, with the NLB's addresses let in, so that requests get through before as well as after. */
export const bridge = example.replace(
  '{ GroupDescription: ALB, VpcId: !Ref Vpc }',
  '{ GroupDescription: ALB, VpcId: !Ref Vpc, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 10.0.0.0/8 }] }',
);

/** The resources of the example from one logical id up to another. */
export function part(from: string, to?: string): string {
  const start = bridge.indexOf(`  ${from}:\n`);
  return bridge.slice(start, to === undefined ? undefined : bridge.indexOf(`  ${to}:\n`));
}

/** The parameters of the example, with the key. */
export const parameters = bridge.slice(bridge.indexOf('Parameters:'), bridge.indexOf('Resources:'));

const stackParameter = 'Parameters:\n  NetworkStack: { Type: String }\n';
const imported = (name: string): string => `{ Fn::ImportValue: !Sub '\${NetworkStack}-${name}' }`;
const exported = (id: string, value: string, name = id): string =>
  `  ${id}:\n    Value: ${value}\n    Export: { Name: !Sub '\${AWS::StackName}-${name}' }\n`;
const uriOver = (host: string): string => `!Join ["", ["http://", ${host}, "/orders"]]`;
const uri = '!Sub http://${Nlb.DNSName}/orders';

const apiOver = (link: string, host: string): string =>
  part('Api', 'Link').replace('!Ref Link', link).replace(uri, uriOver(host));

const root = (stacks: string): string => `${parameters}Resources:
  Net:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: net.yaml
      Parameters: { Vpc: !Ref Vpc, Subnets: !Join [",", !Ref Subnets] }
${stacks}`;

const network = `${parameters}Resources:
${part('Link')}Outputs:
  LinkId: { Value: !Ref Link }
  NlbName: { Value: !GetAtt Nlb.DNSName }
`;

const platform = `${parameters}Resources:\n${part('Link')}Outputs:\n${exported('Link', '!Ref Link', 'LinkId')}${exported('NlbName', '!GetAtt Nlb.DNSName')}`;

/** Sets as organisations have them, each with a bridge that goes through several files. */
export const fileSets: Readonly<Record<string, FileSet>> = {
  'exports of names that are written out': {
    'platform.yaml': platform.replaceAll("!Sub '${AWS::StackName}-", "'net-"),
    'api.yaml': `Resources:\n${apiOver('!ImportValue net-LinkId', '!ImportValue net-NlbName')}`,
  },
  'a link and a name that a stack exports': {
    'platform.yaml': platform,
    'api.yaml': `${stackParameter}Resources:\n${apiOver(imported('LinkId'), imported('NlbName'))}`,
  },
  'an NLB that a stack exports': {
    'platform.yaml': `${parameters}Resources:\n${part('Nlb')}Outputs:\n${exported('NlbArn', '!Ref Nlb')}${exported('NlbName', '!GetAtt Nlb.DNSName')}`,
    'api.yaml': `${stackParameter}Resources:\n${apiOver('!Ref Link', imported('NlbName'))}${part('Link', 'Nlb').replace('!Ref Nlb', imported('NlbArn'))}`,
  },
  'two APIs with a link each to the NLB of a platform': {
    'platform.yaml': `${parameters}Resources:\n${part('Nlb')}Outputs:\n${exported('NlbArn', '!Ref Nlb')}${exported('NlbName', '!GetAtt Nlb.DNSName')}`,
    'orders.yaml': `${stackParameter}Resources:\n${apiOver('!Ref Link', imported('NlbName'))}${part('Link', 'Nlb').replace('!Ref Nlb', imported('NlbArn'))}`,
    'users.yaml': `${stackParameter}Resources:\n${apiOver('!Ref Link', imported('NlbName'))}${part('Link', 'Nlb').replace('!Ref Nlb', imported('NlbArn'))}`,
  },
  'two APIs on one platform': {
    'platform.yaml': platform,
    'orders.yaml': `${stackParameter}Resources:\n${apiOver(imported('LinkId'), imported('NlbName'))}`,
    'users.yaml': `Parameters:\n  Platform: { Type: String, Default: shared }\nResources:\n${apiOver(
      "!ImportValue { 'Fn::Sub': '${Platform}-LinkId' }"
        .replace('!ImportValue {', '{ Fn::ImportValue: {')
        .replace(/\}$/, '} }'),
      "{ Fn::ImportValue: !Join ['-', [!Ref Platform, NlbName]] }",
    )}`,
  },
  'outputs of a nested stack': {
    'root.yaml': root(apiOver('!GetAtt Net.Outputs.LinkId', '!GetAtt [Net, Outputs.NlbName]')),
    'net.yaml': network,
  },
  'outputs of one nested stack as parameters of another': {
    'root.yaml': root(
      `  Orders:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: api.yaml
      Parameters:
        LinkId: !GetAtt Net.Outputs.LinkId
        NlbName: !GetAtt Net.Outputs.NlbName
`,
    ),
    'net.yaml': network,
    'api.yaml': `Parameters:\n  LinkId: { Type: String }\n  NlbName: { Type: String }\nResources:\n${apiOver('!Ref LinkId', '!Ref NlbName')}`,
  },
  'outputs of a nested stack that its parent exports': {
    'root.yaml': `${root('')}Outputs:\n${exported('Link', '!GetAtt Net.Outputs.LinkId', 'LinkId')}${exported('NlbName', '!GetAtt Net.Outputs.NlbName')}`,
    'net.yaml': network,
    'api.yaml': `${stackParameter}Resources:\n${apiOver(imported('LinkId'), imported('NlbName'))}`,
  },
  'parameters of a nested stack': {
    'root.yaml': `${parameters}Resources:
  Orders:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: api.yaml
      Parameters: { LinkId: !Ref Link, NlbName: !GetAtt Nlb.DNSName }
${part('Link')}`,
    'api.yaml': `Parameters:\n  LinkId: { Type: String }\n  NlbName: { Type: String }\nResources:\n${apiOver('!Ref LinkId', '!Ref NlbName')}`,
  },
  'an OpenAPI file that imports': {
    'platform.yaml': platform,
    'api.yaml': `${stackParameter}Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Name: orders
      Body: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./body.yaml } } }
  Deployment:
    Type: AWS::ApiGateway::Deployment
    Properties: { RestApiId: !Ref Api, StageName: prod }
`,
    'body.yaml': `openapi: 3.0.1
info: { title: orders, version: '1' }
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        connectionType: VPC_LINK
        connectionId: { Fn::ImportValue: { Fn::Sub: '\${NetworkStack}-LinkId' } }
        uri: { Fn::Sub: ['http://\${Host}/orders', { Host: { Fn::ImportValue: { Fn::Sub: '\${NetworkStack}-NlbName' } } }] }
`,
  },
  'parts under conditions': {
    'platform.yaml': platform
      .replace('Resources:\n', 'Conditions:\n  Tagged: !Not [!Equals [!Ref Vpc, none]]\nResources:\n')
      .replace('      Name: orders\n', '      Name: !If [Tagged, orders, other]\n')
      .replace(/^ {2}NlbName:\n/m, '$&    Condition: Tagged\n'),
    'api.yaml': `${stackParameter}  Stage: { Type: String }\nConditions:\n  Live: !Equals [!Ref Stage, live]\nResources:\n${apiOver(
      imported('LinkId'),
      imported('NlbName'),
    ).replace(/^ {4}Type: AWS::.*\n/gm, '$&    Condition: Live\n')}`,
  },
};

const guest = (port: number): string =>
  `${parameters}  NetworkStack: { Type: String }\nResources:\n${part('Api', 'Link')
    .replace('!Ref Link', imported('LinkId'))
    .replace(uri, `!Join ["", ["http://", ${imported('NlbName')}, ":${port}/orders"]]`)}${part('NlbListener')
    .replace('LoadBalancerArn: !Ref Nlb\n', `LoadBalancerArn: ${imported('NlbArn')}\n`)
    .replace('Port: 80\n', `Port: ${port}\n`)}`;

/** A platform that owns link and NLB for listeners of others: what is theirs stays, whoever has moved. */
export const sharedPlatform: FileSet = {
  'platform.yaml': `${parameters}Resources:\n${part('Link', 'NlbListener')}Outputs:\n${exported('Link', '!Ref Link', 'LinkId')}${exported('NlbArn', '!Ref Nlb')}${exported('NlbName', '!GetAtt Nlb.DNSName')}`,
  'api.yaml': guest(8001),
  'other.yaml': guest(8002),
};
