import fc from 'fast-check';
import { render, type Look, type Plain, type PlainMap } from './render';

/** What a generated bridge is made of. */
export interface Shape {
  readonly look: Look;
  readonly body: 'methods' | 'openapi' | 'sam';
  readonly methods: readonly MethodShape[];
  readonly stages: 'one' | 'two' | 'in-deployment' | 'none' | 'canary';
  readonly connection: 'ref' | 'get-att' | 'sub' | 'stage-variable' | 'choice';
  readonly bridges: 1 | 2;
  readonly albs: 1 | 2;
  readonly ports: readonly { readonly nlb: number; readonly alb: number }[];
  readonly portSpelling: 'number' | 'text' | 'parameter' | 'parameter-with-default';
  readonly albProtocol: 'HTTP' | 'HTTPS';
  readonly condition: boolean;
  readonly dependsOn: 'none' | 'one' | 'list' | 'with-link';
  readonly tags: boolean;
  readonly metadata: boolean;
  readonly retained: boolean;
  readonly uses: 'none' | 'output' | 'nlb-output' | 'alarm' | 'listener' | 'export';
  readonly admits: 'nothing' | 'vpc' | 'anybody' | 'nlb' | 'rule' | 'parameter' | 'two-groups';
  readonly nlbGroup: boolean;
  readonly subnets: 'parameter' | 'list' | 'mappings';
  readonly targetPort: boolean;
  readonly service: 'ecs' | 'ip' | 'fixed';
  readonly rules: boolean;
}

export interface MethodShape {
  readonly path: readonly string[];
  readonly verb: string;
  readonly proxy: boolean;
  readonly uri: 'sub' | 'join' | 'join-hole' | 'sub-list' | 'host' | 'host-sub';
  readonly leg: number;
  readonly bridge: number;
}

const look: fc.Arbitrary<Look> = fc.record({
  language: fc.constantFrom('yaml', 'yaml', 'yaml', 'json'),
  short: fc.boolean(),
  step: fc.constantFrom(2, 4),
  flowFrom: fc.constantFrom(2, 4, 6, 99, 99),
  indentless: fc.boolean(),
  quote: fc.constantFrom('plain', 'plain', 'single', 'double'),
  comments: fc.boolean(),
  blankLines: fc.boolean(),
  minified: fc.boolean(),
  crlf: fc.boolean(),
});

const paths: readonly (readonly string[])[] = [[], ['orders'], ['orders', '{id}'], ['files', '{proxy+}'], ['health']];

const method: fc.Arbitrary<MethodShape> = fc.record({
  path: fc.constantFrom(...paths),
  verb: fc.constantFrom('GET', 'POST', 'ANY'),
  proxy: fc.boolean(),
  uri: fc.constantFrom('sub', 'sub', 'join', 'join-hole', 'sub-list', 'host', 'host-sub'),
  leg: fc.nat(1),
  bridge: fc.nat(1),
});

const port = fc.constantFrom(80, 443, 8080, 3000, 9443);

/** Any bridge that can be converted, in any spelling. */
export const shape: fc.Arbitrary<Shape> = fc
  .record({
    look,
    body: fc.constantFrom('methods', 'methods', 'openapi', 'sam'),
    methods: fc.uniqueArray(method, {
      minLength: 1,
      maxLength: 3,
      selector: ({ path, verb }) => `${verb} ${path.join('/')}`,
    }),
    stages: fc.constantFrom('one', 'one', 'two', 'in-deployment', 'none', 'canary'),
    connection: fc.constantFrom('ref', 'ref', 'get-att', 'sub', 'stage-variable', 'choice'),
    bridges: fc.constantFrom(1, 1, 2),
    albs: fc.constantFrom(1, 1, 2),
    ports: fc.uniqueArray(fc.record({ nlb: port, alb: port }), {
      minLength: 1,
      maxLength: 2,
      selector: ({ nlb }) => nlb,
    }),
    portSpelling: fc.constantFrom('number', 'number', 'text', 'parameter', 'parameter-with-default'),
    albProtocol: fc.constantFrom('HTTP', 'HTTPS'),
    condition: fc.boolean(),
    dependsOn: fc.constantFrom('none', 'one', 'list', 'with-link'),
    tags: fc.boolean(),
    metadata: fc.boolean(),
    retained: fc.boolean(),
    uses: fc.constantFrom('none', 'none', 'none', 'output', 'nlb-output', 'alarm', 'listener', 'export'),
    admits: fc.constantFrom('nothing', 'vpc', 'anybody', 'nlb', 'rule', 'parameter', 'two-groups'),
    nlbGroup: fc.boolean(),
    subnets: fc.constantFrom('parameter', 'list', 'mappings'),
    targetPort: fc.boolean(),
    service: fc.constantFrom('ecs', 'ip', 'fixed'),
    rules: fc.boolean(),
  })
  // Two parameters of one value would be two listeners on one port, which no ALB takes.
  .map((drawn): Shape => {
    const [first, second] = drawn.ports;
    const bridges = drawn.bridges === 2 && new Set(drawn.methods.map(({ bridge }) => bridge)).size === 2 ? 2 : 1;
    const clash = drawn.portSpelling.startsWith('parameter') && first && second && first.alb === second.alb;
    return { ...drawn, bridges, ports: clash ? [first, { ...second, alb: second.alb + 1 }] : drawn.ports };
  });

export const ref = (name: string): Plain => ({ Ref: name });
const getAtt = (name: string, attribute: string): Plain => ({ 'Fn::GetAtt': [name, attribute] });
const noValue = ref('AWS::NoValue');

/** Writes the template of a shape. */
export function generate(shape: Shape): string {
  return render(templateOf(shape), shape.look);
}

function templateOf(shape: Shape): PlainMap {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    ...(shape.body === 'sam' ? { Transform: 'AWS::Serverless-2016-10-31' } : {}),
    Parameters: parametersOf(shape),
    ...(shape.condition || shape.connection === 'choice'
      ? { Conditions: { Private: { 'Fn::Equals': [ref('Environment'), 'prod'] } } }
      : {}),
    Resources: {
      ...apiOf(shape),
      ...bridgesOf(shape),
      ...albsOf(shape),
      ...usesOf(shape),
    },
    ...outputsOf(shape),
  };
}

function parametersOf(shape: Shape): PlainMap {
  const parameters: Record<string, Plain> = {
    Environment: { Type: 'String' },
    Vpc: { Type: 'AWS::EC2::VPC::Id' },
    Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' },
    Certificate: { Type: 'String' },
    Domain: { Type: 'String' },
    Shared: { Type: 'AWS::EC2::SecurityGroup::Id' },
  };
  if (shape.portSpelling.startsWith('parameter')) {
    for (const [index, { nlb, alb }] of shape.ports.entries()) {
      const withDefault = shape.portSpelling === 'parameter-with-default';
      parameters[`NlbPort${index}`] = { Type: 'Number', ...(withDefault ? { Default: nlb } : {}) };
      parameters[`AlbPort${index}`] = { Type: 'Number', ...(withDefault ? { Default: alb } : {}) };
    }
  }
  return parameters;
}

function written(shape: Shape, side: 'Nlb' | 'Alb', index: number): Plain {
  const port = shape.ports[index]![side === 'Nlb' ? 'nlb' : 'alb'];
  if (shape.portSpelling === 'number') return port;
  return shape.portSpelling === 'text' ? String(port) : ref(`${side}Port${index}`);
}

function when(shape: Shape): PlainMap {
  return shape.condition ? { Condition: 'Private' } : {};
}

const nlbName = (bridge: number): string => (bridge === 0 ? 'Nlb' : `Nlb${bridge + 1}`);
const linkName = (bridge: number): string => (bridge === 0 ? 'Link' : `Link${bridge + 1}`);

function uriOf(shape: Shape, method: MethodShape): Plain {
  const { nlb, index, bridge } = place(shape, method);
  const scheme = shape.albProtocol === 'HTTPS' ? 'https' : 'http';
  const path = `/${method.path.map((part) => part.replace('+', '')).join('/')}`;
  const parameter = shape.portSpelling.startsWith('parameter') ? `NlbPort${index}` : undefined;
  const usual = (scheme === 'https' ? 443 : 80) === nlb && !parameter;
  const host = nlbName(bridge);
  const inSub = usual ? '' : parameter ? `:\${${parameter}}` : `:${nlb}`;
  switch (method.uri) {
    case 'sub':
      return { 'Fn::Sub': `${scheme}://\${${host}.DNSName}${inSub}${path}` };
    case 'sub-list':
      return { 'Fn::Sub': [`${scheme}://\${Host}${inSub}${path}`, { Host: getAtt(host, 'DNSName') }] };
    case 'join': {
      const tail: readonly Plain[] = usual ? [path] : parameter ? [':', ref(parameter), path] : [`:${nlb}${path}`];
      return { 'Fn::Join': ['', [`${scheme}://`, getAtt(host, 'DNSName'), ...tail]] };
    }
    case 'join-hole': {
      const tail: readonly Plain[] = usual ? [] : parameter ? [':', ref(parameter)] : [':', nlb];
      return { 'Fn::Join': ['', [`${scheme}://`, getAtt(host, 'DNSName'), ...tail]] };
    }
    case 'host':
      return parameter
        ? { 'Fn::Sub': `${scheme}://api.example.com${inSub}${path}` }
        : `${scheme}://api.example.com${inSub}${path}`;
    case 'host-sub':
      return { 'Fn::Sub': `${scheme}://\${Domain}${inSub}${path}` };
  }
}

function place(shape: Shape, method: MethodShape) {
  const index = method.leg % shape.ports.length;
  return { index, nlb: shape.ports[index]!.nlb, bridge: method.bridge % shape.bridges };
}

function connectionOf(shape: Shape, bridge: number): Plain {
  const link = linkName(bridge);
  switch (shape.connection) {
    case 'ref':
      return ref(link);
    case 'get-att':
      return getAtt(link, 'VpcLinkId');
    case 'sub':
      return { 'Fn::Sub': `\${${link}}` };
    case 'choice':
      return { 'Fn::If': ['Private', ref(link), noValue] };
    case 'stage-variable':
      return hasVariables(shape) ? `\${stageVariables.link${bridge}}` : ref(link);
  }
}

function hasVariables({ stages, body }: Shape): boolean {
  return body === 'sam' || stages !== 'none';
}

function variablesOf(shape: Shape): PlainMap {
  if (shape.connection !== 'stage-variable' || !hasVariables(shape)) return {};
  const names = Array.from({ length: shape.bridges }, (_, bridge) => [`link${bridge}`, ref(linkName(bridge))] as const);
  return { Variables: { color: 'blue', ...Object.fromEntries(names) } };
}

function integrationOf(shape: Shape, method: MethodShape, spelling: 'cloudformation' | 'openapi'): PlainMap {
  const { bridge } = place(shape, method);
  const variables = method.path.flatMap((part) => /^\{(\w+)\+?\}$/.exec(part)?.[1] ?? []);
  const isChoice = shape.connection === 'choice';
  const parameters = Object.fromEntries(
    variables.map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]),
  );
  const uri = uriOf(shape, method);
  const properties: PlainMap = {
    Type: method.proxy ? 'HTTP_PROXY' : 'HTTP',
    IntegrationHttpMethod: method.verb,
    ConnectionType: isChoice ? { 'Fn::If': ['Private', 'VPC_LINK', 'INTERNET'] } : 'VPC_LINK',
    ConnectionId: connectionOf(shape, bridge),
    Uri: isChoice ? { 'Fn::If': ['Private', uri, 'https://public.example.com/'] } : uri,
    ...(variables.length > 0 ? { RequestParameters: parameters } : {}),
    ...(method.proxy
      ? {}
      : spelling === 'openapi'
        ? { responses: { default: { statusCode: '200' } } }
        : { IntegrationResponses: [{ StatusCode: 200 }] }),
  };
  if (spelling === 'cloudformation') return properties;
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key === 'IntegrationHttpMethod' ? 'httpMethod' : key.charAt(0).toLowerCase() + key.slice(1),
      value,
    ]),
  );
}

function apiOf(shape: Shape): PlainMap {
  if (shape.body === 'sam') {
    return {
      Api: {
        Type: 'AWS::Serverless::Api',
        ...when(shape),
        Properties: { StageName: 'prod', ...variablesOf(shape), DefinitionBody: bodyOf(shape) },
      },
    };
  }
  const api: PlainMap = {
    Type: 'AWS::ApiGateway::RestApi',
    ...when(shape),
    Properties: { Name: 'orders', ...(shape.body === 'openapi' ? { Body: bodyOf(shape) } : {}) },
  };
  return {
    Api: api,
    ...(shape.body === 'methods' ? methodsOf(shape) : {}),
    ...deploymentsOf(shape),
  };
}

function bodyOf(shape: Shape): PlainMap {
  const routes: Record<string, Record<string, Plain>> = {};
  for (const method of shape.methods) {
    const verb = method.verb === 'ANY' ? 'x-amazon-apigateway-any-method' : method.verb.toLowerCase();
    const names = method.path.flatMap((part) => /^\{(\w+)\+?\}$/.exec(part)?.[1] ?? []);
    (routes[`/${method.path.join('/')}`] ??= {})[verb] = {
      ...(names.length > 0
        ? { parameters: names.map((name) => ({ name, in: 'path', required: true, type: 'string' })) }
        : {}),
      responses: { '200': { description: 'fine' } },
      'x-amazon-apigateway-integration': integrationOf(shape, method, 'openapi'),
    };
  }
  return { swagger: '2.0', info: { title: 'orders' }, paths: routes };
}

function methodsOf(shape: Shape): PlainMap {
  const resources: Record<string, Plain> = {};
  const idOf = (path: readonly string[]): Plain => {
    if (path.length === 0) return getAtt('Api', 'RootResourceId');
    const name = `Path${path.map((part) => part.replace(/\W/g, '')).join('')}`;
    resources[name] ??= {
      Type: 'AWS::ApiGateway::Resource',
      ...when(shape),
      Properties: { RestApiId: ref('Api'), ParentId: idOf(path.slice(0, -1)), PathPart: path.at(-1)! },
    };
    return ref(name);
  };
  for (const [index, method] of shape.methods.entries()) {
    const names = method.path.flatMap((part) => /^\{(\w+)\+?\}$/.exec(part)?.[1] ?? []);
    resources[`Method${index}`] = {
      Type: 'AWS::ApiGateway::Method',
      ...when(shape),
      Properties: {
        RestApiId: ref('Api'),
        ResourceId: idOf(method.path),
        HttpMethod: method.verb,
        AuthorizationType: 'NONE',
        ...(names.length > 0
          ? { RequestParameters: Object.fromEntries(names.map((name) => [`method.request.path.${name}`, true])) }
          : {}),
        Integration: integrationOf(shape, method, 'cloudformation'),
        ...(method.proxy ? {} : { MethodResponses: [{ StatusCode: 200 }] }),
      },
    };
  }
  return resources;
}

function deploymentsOf(shape: Shape): PlainMap {
  const methods = shape.body === 'methods' ? shape.methods.map((_, index) => `Method${index}`) : [];
  const dependsOn: Plain | undefined = {
    none: undefined,
    one: methods[0],
    list: methods.length > 0 ? methods : undefined,
    'with-link': [...methods, 'Link'],
  }[shape.dependsOn];
  const deployment = (properties: PlainMap): PlainMap => ({
    Type: 'AWS::ApiGateway::Deployment',
    ...when(shape),
    ...(dependsOn === undefined ? {} : { DependsOn: dependsOn }),
    Properties: { RestApiId: ref('Api'), ...properties },
  });
  const stage = (name: string, properties: PlainMap = {}): PlainMap => ({
    Type: 'AWS::ApiGateway::Stage',
    ...when(shape),
    Properties: {
      RestApiId: ref('Api'),
      StageName: name,
      DeploymentId: ref('Deployment'),
      ...variablesOf(shape),
      ...properties,
    },
  });
  switch (shape.stages) {
    case 'none':
      return { Deployment: deployment({}) };
    case 'one':
      return { Deployment: deployment({}), Stage: stage('prod') };
    case 'two':
      return { Deployment: deployment({ Description: 'first' }), Stage: stage('prod'), Test: stage('test') };
    case 'in-deployment': {
      const variables = variablesOf(shape);
      const description = Object.keys(variables).length > 0 ? { StageDescription: variables } : {};
      return { Deployment: deployment({ StageName: 'prod', ...description }) };
    }
    case 'canary':
      return {
        Deployment: deployment({}),
        Canary: deployment({ Description: 'canary' }),
        Stage: stage('prod', { CanarySetting: { DeploymentId: ref('Canary'), PercentTraffic: 10 } }),
      };
  }
}

function bridgesOf(shape: Shape): PlainMap {
  const resources: Record<string, Plain> = {};
  const policies: PlainMap = shape.retained ? { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Delete' } : {};
  for (let bridge = 0; bridge < shape.bridges; bridge++) {
    resources[linkName(bridge)] = {
      Type: 'AWS::ApiGateway::VpcLink',
      ...when(shape),
      ...policies,
      ...(shape.metadata ? { Metadata: { owner: 'platform' } } : {}),
      Properties: {
        Name: 'orders',
        ...(shape.tags ? { Tags: [{ Key: 'team', Value: ref('Environment') }] } : {}),
        TargetArns: [ref(nlbName(bridge))],
      },
    };
    resources[nlbName(bridge)] = {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      ...when(shape),
      Properties: {
        Type: 'network',
        Scheme: 'internal',
        ...subnetsOf(shape),
        ...(shape.nlbGroup ? { SecurityGroups: [getAtt('NlbGroup', 'GroupId')] } : {}),
      },
    };
    for (const [index] of shape.ports.entries()) {
      const suffix = `${bridge}${index}`;
      resources[`NlbListener${suffix}`] = {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        ...when(shape),
        Properties: {
          LoadBalancerArn: ref(nlbName(bridge)),
          Port: written(shape, 'Nlb', index),
          Protocol: 'TCP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: ref(`ToAlb${suffix}`) }],
        },
      };
      const alb = albName(index % shape.albs);
      resources[`ToAlb${suffix}`] = {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        ...when(shape),
        DependsOn: listenerName(shape, index),
        Properties: {
          TargetType: 'alb',
          Protocol: 'TCP',
          Port: written(shape, 'Alb', index),
          VpcId: ref('Vpc'),
          Targets: [{ Id: ref(alb), ...(shape.targetPort ? { Port: written(shape, 'Alb', index) } : {}) }],
        },
      };
    }
  }
  if (shape.nlbGroup) {
    resources['NlbGroup'] = {
      Type: 'AWS::EC2::SecurityGroup',
      ...when(shape),
      Properties: { GroupDescription: 'NLB', VpcId: ref('Vpc') },
    };
  }
  return resources;
}

const albName = (index: number): string => (index === 0 ? 'Alb' : `Alb${index + 1}`);

/** Legs that lead to one port of one ALB share its listener. */
function listenerName(shape: Shape, index: number): string {
  const same = (other: number): boolean =>
    other % shape.albs === index % shape.albs &&
    JSON.stringify(written(shape, 'Alb', other)) === JSON.stringify(written(shape, 'Alb', index));
  return `AlbListener${shape.ports.findIndex((_, other) => same(other))}`;
}

function subnetsOf({ subnets }: Shape): PlainMap {
  if (subnets === 'parameter') return { Subnets: ref('Subnets') };
  const ids: readonly Plain[] = [{ 'Fn::Select': [0, ref('Subnets')] }, { 'Fn::Select': [1, ref('Subnets')] }];
  return subnets === 'list' ? { Subnets: ids } : { SubnetMappings: ids.map((id) => ({ SubnetId: id })) };
}

function albsOf(shape: Shape): PlainMap {
  const resources: Record<string, Plain> = {};
  const groups: readonly Plain[] = {
    parameter: [ref('Shared')],
    'two-groups': [getAtt('AlbGroup', 'GroupId'), ref('Shared')],
  }[shape.admits as string] ?? [getAtt('AlbGroup', 'GroupId')];
  for (let index = 0; index < shape.albs; index++) {
    resources[albName(index)] = {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      ...when(shape),
      Properties: { Scheme: 'internal', ...subnetsOf(shape), SecurityGroups: groups },
    };
  }
  if (shape.admits !== 'parameter') {
    const port = written(shape, 'Alb', 0);
    const ingress: Plain | undefined = {
      vpc: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIp: '10.0.0.0/16' }],
      anybody: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }],
      nlb: shape.nlbGroup
        ? [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, SourceSecurityGroupId: getAtt('NlbGroup', 'GroupId') }]
        : undefined,
    }[shape.admits as string];
    resources['AlbGroup'] = {
      Type: 'AWS::EC2::SecurityGroup',
      ...when(shape),
      Properties: {
        GroupDescription: 'ALB',
        VpcId: ref('Vpc'),
        ...(ingress ? { SecurityGroupIngress: ingress } : {}),
      },
    };
  }
  if (shape.admits === 'rule') {
    resources['AlbRule'] = {
      Type: 'AWS::EC2::SecurityGroupIngress',
      ...when(shape),
      Properties: {
        GroupId: getAtt('AlbGroup', 'GroupId'),
        IpProtocol: 'tcp',
        FromPort: 0,
        ToPort: 65535,
        CidrIp: '10.0.0.0/8',
      },
    };
  }
  for (const [index] of shape.ports.entries()) {
    const name = listenerName(shape, index);
    if (resources[name]) continue;
    const action: Plain =
      shape.service === 'fixed'
        ? { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody: `leg ${index}` } }
        : { Type: 'forward', TargetGroupArn: ref(`Service${index}`) };
    resources[name] = {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      ...when(shape),
      Properties: {
        LoadBalancerArn: ref(albName(index % shape.albs)),
        Port: written(shape, 'Alb', index),
        Protocol: shape.albProtocol,
        ...(shape.albProtocol === 'HTTPS' ? { Certificates: [{ CertificateArn: ref('Certificate') }] } : {}),
        DefaultActions: [action],
      },
    };
    if (shape.rules) {
      resources[`Rule${index}`] = {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        ...when(shape),
        Properties: {
          ListenerArn: ref(name),
          Priority: 10,
          Conditions: [{ Field: 'path-pattern', Values: ['/orders*'] }],
          Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '201' } }],
        },
      };
    }
    if (shape.service === 'fixed') continue;
    resources[`Service${index}`] = {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      ...when(shape),
      Properties: { TargetType: 'ip', Protocol: 'HTTP', Port: 3000, VpcId: ref('Vpc') },
    };
    if (shape.service === 'ecs') {
      resources[`Tasks${index}`] = {
        Type: 'AWS::ECS::Service',
        ...when(shape),
        DependsOn: [name],
        Properties: {
          TaskDefinition: 'orders',
          LoadBalancers: [{ ContainerName: 'web', ContainerPort: 3000, TargetGroupArn: ref(`Service${index}`) }],
        },
      };
    }
  }
  return resources;
}

function usesOf(shape: Shape): PlainMap {
  if (shape.uses === 'alarm') {
    return {
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        ...when(shape),
        Properties: {
          Namespace: 'AWS/NetworkELB',
          MetricName: 'UnHealthyHostCount',
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: 1,
          Dimensions: [{ Name: 'LoadBalancer', Value: getAtt('Nlb', 'LoadBalancerFullName') }],
        },
      },
    };
  }
  if (shape.uses === 'listener') {
    return {
      Tcp: {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        ...when(shape),
        Properties: { TargetType: 'ip', Protocol: 'TCP', Port: 5432, VpcId: ref('Vpc') },
      },
      TcpListener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        ...when(shape),
        Properties: {
          LoadBalancerArn: ref('Nlb'),
          Port: 5432,
          Protocol: 'TCP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Tcp') }],
        },
      },
    };
  }
  return {};
}

function outputsOf(shape: Shape): PlainMap {
  const output = (value: Plain, more: PlainMap = {}): PlainMap => ({
    Outputs: { Kept: { ...when(shape), Value: value, ...more } },
  });
  switch (shape.uses) {
    case 'output':
      return output(ref('Link'));
    case 'nlb-output':
      return output(getAtt('Nlb', 'DNSName'));
    case 'export':
      return output(ref('Link'), { Export: { Name: 'orders-link' } });
    default:
      return {};
  }
}
