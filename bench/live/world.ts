import type { MethodModel, World } from '../../src/simulate/index';

/** What the target answers. */
export const answer = Buffer.from(JSON.stringify({ id: 7, name: 'a user', roles: ['reader', 'writer'] }));

const method: MethodModel = {
  integration: {
    type: 'HTTP_PROXY',
    httpMethod: 'ANY',
    uri: 'http://internal.example.com/{proxy}',
    connectionType: 'VPC_LINK',
    connectionId: 'Link',
    integrationTarget: 'Alb',
    requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
  },
};

/** One greedy route, ten rules, one target; over the bridge or direct. */
export function worldOf(withNlb: boolean): World {
  const rules = Array.from({ length: 10 }, (_, index) => ({
    priority: index + 1,
    conditions: [{ field: 'path-pattern' as const, values: [index === 9 ? '/users/*' : `/other${index}/*`] }],
    actions: [{ type: 'forward' as const, targetGroups: [{ targetGroup: 'Users' }] }],
  }));
  return {
    gateways: {
      Api: {
        logicalId: 'Api',
        stages: [{ name: 'prod' }],
        resources: [{ path: '/{proxy+}', methods: { ANY: method } }],
      },
    },
    links: {
      Link: withNlb ? { logicalId: 'Link', version: 'V1', targets: ['Nlb'] } : { logicalId: 'Link', version: 'V2' },
    },
    nlbs: withNlb
      ? {
          Nlb: {
            logicalId: 'Nlb',
            listeners: [{ logicalId: 'L', port: 80, protocol: 'TCP', targetGroups: [{ targetGroup: 'Bridge' }] }],
          },
        }
      : {},
    albs: {
      Alb: {
        logicalId: 'Alb',
        listeners: [
          {
            logicalId: 'A',
            port: 80,
            protocol: 'HTTP',
            rules,
            defaultActions: [{ type: 'fixed-response', statusCode: '404' }],
          },
        ],
      },
    },
    targetGroups: {
      Bridge: {
        logicalId: 'Bridge',
        type: 'alb',
        protocol: 'TCP',
        port: 80,
        targets: [{ id: 'Alb', port: 80, health: 'healthy' }],
      },
      Users: {
        logicalId: 'Users',
        type: 'ip',
        protocol: 'HTTP',
        port: 80,
        targets: [
          {
            id: '10.0.1.1',
            behaviour: () => ({ status: 200, headers: [['Content-Type', 'application/json']], body: answer }),
          },
        ],
      },
    },
    securityGroups: {},
    subnets: {},
  };
}
