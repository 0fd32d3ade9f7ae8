import type { Action, List, Resource } from '../topology/index';
import { knownActions, terminalTypes } from '../topology/query/actions';
import { propertyKey } from '../topology/query/property-key';
import { defineRule } from './rule';

export default defineRule({
  id: 'no-terminal-action',
  severity: 'error',
  summary: 'Actions that do not end in exactly one of forward, redirect and fixed-response',
  why: 'A list of actions takes exactly one of them, as the last one, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html',
  fixes: [],
  bad: [
    `
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      [|Actions|]("Orders" has 2 actions of type forward, redirect or fixed-response, but exactly one must end the list):
        - { Type: redirect, RedirectConfig: { Path: /new, StatusCode: HTTP_302 } }
        - { Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }
`,
  ],
  good: [
    `
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions:
        - { Type: jwt-validation, Order: 1, JwtValidationConfig: { JwksEndpoint: https://a.example.com/jwks, Issuer: https://a.example.com } }
        - { Type: fixed-response, Order: 2, FixedResponseConfig: { StatusCode: '200' } }
`,
  ],

  *check({ topology }) {
    const places: { owner: Resource; property: string; actions: List<Action> | undefined }[] = [
      ...topology
        .ofKind('listener')
        .map((owner) => ({ owner, property: 'DefaultActions', actions: owner.defaultActions })),
      ...topology.ofKind('rule').map((owner) => ({ owner, property: 'Actions', actions: owner.actions })),
    ];
    for (const { owner, property, actions } of places) {
      const known = knownActions(topology, actions);
      const terminal = known?.filter(({ type }) => terminalTypes.includes(type)).length;
      if (!known || known.length === 0 || terminal === 1) continue;
      const count = terminal === 0 ? 'no action' : `${terminal} actions`;
      yield {
        at: propertyKey(owner, property),
        message: `"${owner.logicalId}" has ${count} of type forward, redirect or fixed-response, but exactly one must end the list`,
        logicalId: owner.logicalId,
      };
    }
  },
});
