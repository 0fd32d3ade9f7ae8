import { getAtt, linkName, nlbName, noValue, ref, when, written } from './parts';
import type { Plain, PlainMap } from './render';
import type { MethodShape, Shape } from './shape';

function uriOf(shape: Shape, method: MethodShape): Plain {
  const { nlb, index, bridge } = place(shape, method);
  const scheme = shape.albProtocol === 'HTTPS' ? 'https' : 'http';
  const path = `/${method.path.map((part) => part.replace('+', '')).join('/')}`;
  const port = written(shape, 'Nlb', index);
  const isCall = typeof port === 'object';
  const usual = (scheme === 'https' ? 443 : 80) === nlb && !isCall;
  const host = nlbName(bridge);
  const isMapped = shape.portSpelling === 'mapping';
  const inSub = usual ? '' : isMapped ? ':${Port}' : isCall ? `:\${NlbPort${index}}` : `:${nlb}`;
  const variables: PlainMap = { Host: getAtt(host, 'DNSName'), ...(isMapped ? { Port: port } : {}) };
  const substitute = (text: string): Plain => ({ 'Fn::Sub': isMapped ? [text, { Port: port }] : text });
  switch (method.uri) {
    case 'sub':
      return substitute(`${scheme}://\${${host}.DNSName}${inSub}${path}`);
    case 'sub-list':
      return { 'Fn::Sub': [`${scheme}://\${Host}${inSub}${path}`, variables] };
    case 'join': {
      const tail: readonly Plain[] = usual ? [path] : isCall ? [':', port, path] : [`:${nlb}${path}`];
      return { 'Fn::Join': ['', [`${scheme}://`, getAtt(host, 'DNSName'), ...tail]] };
    }
    case 'join-hole': {
      const tail: readonly Plain[] = usual ? [] : isCall ? [':', port] : [':', nlb];
      return { 'Fn::Join': ['', [`${scheme}://`, getAtt(host, 'DNSName'), ...tail]] };
    }
    case 'host':
      return isCall
        ? substitute(`${scheme}://api.example.com${inSub}${path}`)
        : `${scheme}://api.example.com${inSub}${path}`;
    case 'host-sub':
      return substitute(`${scheme}://\${Domain}${inSub}${path}`);
  }
}

function place(shape: Shape, method: MethodShape) {
  const index = method.leg % shape.ports.length;
  return { index, nlb: shape.ports[index]!.nlb, bridge: method.bridge % shape.bridges };
}

/** The link of a method: the first NLB may have two. */
function linkOf(shape: Shape, method: MethodShape): string {
  const { bridge } = place(shape, method);
  return bridge === 0 && shape.secondLink && method.link === 1 ? 'LinkB' : linkName(bridge);
}

function connectionOf(shape: Shape, method: MethodShape): Plain {
  const link = linkOf(shape, method);
  switch (shape.connection) {
    case 'ref':
    case 'whole':
    case 'whole-both':
      return ref(link);
    case 'get-att':
      return getAtt(link, 'VpcLinkId');
    case 'sub':
      return { 'Fn::Sub': `\${${link}}` };
    case 'choice':
      return { 'Fn::If': ['Private', ref(link), noValue] };
    case 'stage-variable':
      return hasVariables(shape) ? `\${stageVariables.${variableOf(link)}}` : ref(link);
  }
}

function hasVariables({ stages, body }: Shape): boolean {
  return body === 'sam' || stages !== 'none';
}

const variableOf = (link: string): string => `the${link}`;

function variablesOf(shape: Shape): PlainMap {
  if (shape.connection !== 'stage-variable' || !hasVariables(shape)) return {};
  const links = new Set(shape.methods.map((method) => linkOf(shape, method)));
  const names = [...links].map((link) => [variableOf(link), ref(link)] as const);
  return { Variables: { color: 'blue', ...Object.fromEntries(names) } };
}

function integrationOf(shape: Shape, method: MethodShape, spelling: 'cloudformation' | 'openapi'): Plain {
  const block = blockOf(shape, method, spelling);
  if (!shape.connection.startsWith('whole')) return block;
  const isOpenApi = spelling === 'openapi';
  const mock: PlainMap = isOpenApi
    ? {
        type: 'mock',
        requestTemplates: { 'application/json': '{ "statusCode": 200 }' },
        responses: { default: { statusCode: '200' } },
      }
    : {
        Type: 'MOCK',
        RequestTemplates: { 'application/json': '{ "statusCode": 200 }' },
        IntegrationResponses: [{ StatusCode: 200 }],
      };
  const other =
    shape.connection === 'whole'
      ? mock
      : blockOf(shape, { ...method, uri: method.uri === 'sub' ? 'join' : 'sub' }, spelling);
  return { 'Fn::If': ['Private', block, other] };
}

function blockOf(shape: Shape, method: MethodShape, spelling: 'cloudformation' | 'openapi'): PlainMap {
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
    ConnectionId: connectionOf(shape, method),
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

const apiName = (api: number): string => (api === 0 ? 'Api' : `Api${api + 1}`);

/** The APIs with their methods, deployments and stages. */
export function apiOf(shape: Shape): PlainMap {
  const apis = Array.from({ length: shape.apis }, (_, api) => api);
  return Object.assign({}, ...apis.map((api) => oneApi(shape, api))) as PlainMap;
}

function methodsIn(shape: Shape, api: number): readonly (readonly [string, MethodShape])[] {
  return shape.methods
    .map((method, index) => [`Method${index}`, method] as const)
    .filter(([, method]) => method.api % shape.apis === api);
}

function oneApi(shape: Shape, api: number): PlainMap {
  if (shape.body === 'sam') {
    return {
      [apiName(api)]: {
        Type: 'AWS::Serverless::Api',
        ...when(shape, 'api'),
        Properties: { StageName: 'prod', ...variablesOf(shape), DefinitionBody: bodyOf(shape, api) },
      },
    };
  }
  return {
    [apiName(api)]: {
      Type: 'AWS::ApiGateway::RestApi',
      ...when(shape, 'api'),
      Properties: { Name: 'orders', ...(shape.body === 'openapi' ? { Body: bodyOf(shape, api) } : {}) },
    },
    ...(shape.body === 'methods' ? methodsOf(shape, api) : {}),
    ...deploymentsOf(shape, api),
  };
}

function bodyOf(shape: Shape, api: number): PlainMap {
  const routes: Record<string, Record<string, Plain>> = {};
  for (const [, method] of methodsIn(shape, api)) {
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

function methodsOf(shape: Shape, api: number): PlainMap {
  const resources: Record<string, Plain> = {};
  const idOf = (path: readonly string[]): Plain => {
    if (path.length === 0) return getAtt(apiName(api), 'RootResourceId');
    const name = `Path${api === 0 ? '' : api + 1}${path.map((part) => part.replace(/\W/g, '')).join('')}`;
    resources[name] ??= {
      Type: 'AWS::ApiGateway::Resource',
      ...when(shape, 'api'),
      Properties: { RestApiId: ref(apiName(api)), ParentId: idOf(path.slice(0, -1)), PathPart: path.at(-1)! },
    };
    return ref(name);
  };
  for (const [name, method] of methodsIn(shape, api)) {
    const names = method.path.flatMap((part) => /^\{(\w+)\+?\}$/.exec(part)?.[1] ?? []);
    resources[name] = {
      Type: 'AWS::ApiGateway::Method',
      ...when(shape, 'api'),
      Properties: {
        RestApiId: ref(apiName(api)),
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

function deploymentsOf(shape: Shape, api: number): PlainMap {
  const suffix = api === 0 ? '' : String(api + 1);
  const methods = shape.body === 'methods' ? methodsIn(shape, api).map(([name]) => name) : [];
  const dependsOn: Plain | undefined = {
    none: undefined,
    one: methods[0],
    list: methods.length > 0 ? methods : undefined,
    'with-link': [...methods, 'Link'],
  }[shape.dependsOn];
  const deployment = (properties: PlainMap): PlainMap => ({
    Type: 'AWS::ApiGateway::Deployment',
    ...when(shape, 'api'),
    ...(dependsOn === undefined ? {} : { DependsOn: dependsOn }),
    Properties: { RestApiId: ref(apiName(api)), ...properties },
  });
  const stage = (name: string, properties: PlainMap = {}): PlainMap => ({
    Type: 'AWS::ApiGateway::Stage',
    ...when(shape, 'api'),
    Properties: {
      RestApiId: ref(apiName(api)),
      StageName: name,
      DeploymentId: ref(`Deployment${suffix}`),
      ...variablesOf(shape),
      ...properties,
    },
  });
  switch (shape.stages) {
    case 'none':
      return { [`Deployment${suffix}`]: deployment({}) };
    case 'one':
      return { [`Deployment${suffix}`]: deployment({}), [`Stage${suffix}`]: stage('prod') };
    case 'two':
      return {
        [`Deployment${suffix}`]: deployment({ Description: 'first' }),
        [`Stage${suffix}`]: stage('prod'),
        [`Test${suffix}`]: stage('test'),
      };
    case 'in-deployment': {
      const variables = variablesOf(shape);
      const description = Object.keys(variables).length > 0 ? { StageDescription: variables } : {};
      return { [`Deployment${suffix}`]: deployment({ StageName: 'prod', ...description }) };
    }
    case 'canary':
      return {
        [`Deployment${suffix}`]: deployment({}),
        [`Canary${suffix}`]: deployment({ Description: 'canary' }),
        [`Stage${suffix}`]: stage('prod', {
          CanarySetting: { DeploymentId: ref(`Canary${suffix}`), PercentTraffic: 10 },
        }),
      };
  }
}
