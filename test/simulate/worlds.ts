/** Small worlds for the tests of the engine. */
import type { AlbModel, GatewayModel, MethodModel, RuleModel, TargetGroupModel, World } from '../../src/simulate/index';
import { toText, type HttpResponse } from '../../src/simulate/index';

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
