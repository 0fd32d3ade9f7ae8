/** Small worlds for the tests of the engine. */
import {
  header,
  toText,
  type AlbModel,
  type GatewayModel,
  type HttpRequest,
  type HttpResponse,
  type MethodModel,
  type RuleModel,
  type TargetGroupModel,
  type Trace,
  type World,
} from '../../src/simulate/index';

export const emptyWorld: World = {
  gateways: {},
  links: {},
  nlbs: {},
  albs: {},
  targetGroups: {},
  securityGroups: {},
  subnets: {},
};

/** A private HTTP_PROXY method over the link `Link`. */
export function privateMethod(uri: string, mapping: Record<string, string> = {}): MethodModel {
  return {
    integration: {
      type: 'HTTP_PROXY',
      httpMethod: 'ANY',
      uri,
      connectionType: 'VPC_LINK',
      connectionId: 'Link',
      integrationTarget: 'Alb',
      requestParameters: mapping,
    },
  };
}

export function pathRule(priority: number, pattern: string, targetGroup: string): RuleModel {
  return {
    priority,
    conditions: [{ field: 'path-pattern', values: [pattern] }],
    actions: [{ type: 'forward', targetGroups: [{ targetGroup }] }],
  };
}

export const gateway: GatewayModel = {
  logicalId: 'Api',
  apiId: 'abcde12345',
  stages: [{ name: 'prod' }],
  resources: [
    {
      path: '/users/{id}',
      methods: {
        GET: privateMethod('http://internal.example.com/users/{id}', {
          'integration.request.path.id': 'method.request.path.id',
        }),
      },
    },
    {
      path: '/{proxy+}',
      methods: {
        ANY: privateMethod('http://internal.example.com/{proxy}', {
          'integration.request.path.proxy': 'method.request.path.proxy',
        }),
      },
    },
  ],
};

export const alb: AlbModel = {
  logicalId: 'Alb',
  listeners: [
    {
      logicalId: 'AlbListener',
      port: 80,
      protocol: 'HTTP',
      rules: [pathRule(10, '/users/*', 'Users'), pathRule(20, '/orders/*', 'Orders')],
      defaultActions: [{ type: 'fixed-response', statusCode: '404' }],
    },
  ],
};

export function group(logicalId: string): TargetGroupModel {
  return { logicalId, type: 'ip', protocol: 'HTTP', port: 8080, targets: [{ id: `${logicalId}-1` }] };
}

const common: World = {
  ...emptyWorld,
  gateways: { Api: gateway },
  albs: { Alb: alb },
  targetGroups: { Users: group('Users'), Orders: group('Orders') },
};

/** API Gateway → V2 link → ALB. */
export const directWorld: World = { ...common, links: { Link: { logicalId: 'Link', version: 'V2' } } };

/** API Gateway → V1 link → NLB → ALB. */
export const bridgeWorld: World = {
  ...common,
  links: { Link: { logicalId: 'Link', version: 'V1', targets: ['Nlb'] } },
  nlbs: {
    Nlb: {
      logicalId: 'Nlb',
      listeners: [{ logicalId: 'NlbListener', port: 80, protocol: 'TCP', targetGroups: [{ targetGroup: 'Bridge' }] }],
    },
  },
  targetGroups: {
    ...common.targetGroups,
    Bridge: { logicalId: 'Bridge', type: 'alb', protocol: 'TCP', port: 80, targets: [{ id: 'Alb', port: 80 }] },
  },
};

/** The JSON body of an answer. */
export function json(response: HttpResponse): Record<string, unknown> {
  return JSON.parse(toText(response.body)) as Record<string, unknown>;
}

/** A world with one API whose only resource serves `ANY` with this method, in front of an echo. */
export function apiWorld(path: string, method: MethodModel, more: Partial<GatewayModel> = {}): World {
  return {
    ...emptyWorld,
    gateways: {
      Api: {
        logicalId: 'Api',
        apiId: 'abcde12345',
        stages: [{ name: 'test' }],
        resources: [{ path, methods: { ANY: method } }],
        ...more,
      },
    },
  };
}

/** A world with one ALB listener on port 80 that has these rules, groups `one` and `two`, and a 404 as default. */
export function albWorld(rules: readonly RuleModel[], more: Partial<AlbModel> = {}): World {
  return {
    ...emptyWorld,
    albs: {
      Alb: {
        logicalId: 'Alb',
        listeners: [
          {
            logicalId: 'Listener',
            port: 80,
            protocol: 'HTTP',
            rules,
            defaultActions: [{ type: 'fixed-response', statusCode: '404' }],
          },
        ],
        ...more,
      },
    },
    targetGroups: { one: group('one'), two: group('two') },
  };
}

/** The request that reached the last target or host. */
export function upstream(trace: Trace): HttpRequest {
  const hop = trace.hops.findLast(({ kind }) => kind === 'target' || kind === 'internet');
  if (!hop)
    throw new Error(
      `No target was reached: ${trace.hops.map(({ decision, why }) => `${decision}: ${why}`).join(' | ')}`,
    );
  return hop.request;
}

/** Values of a header of the request that reached the target. */
export function upstreamHeader(trace: Trace, name: string): string | undefined {
  return header(upstream(trace).headers, name);
}
