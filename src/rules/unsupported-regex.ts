import { soleOf, stringOf } from '../topology/index';
import { defineRule } from './rule';
import { unsupportedFeature } from './shared/regex-features';

export default defineRule({
  id: 'unsupported-regex',
  severity: 'error',
  summary: 'A transform whose regular expression uses what ELB does not support',
  why: 'ELB knows no look-around, backreferences, atomic groups, possessive quantifiers, subroutines, recursion or Unicode classes, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html',
  fixes: [],
  bad: [
    `
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/v1/*] }]
      Transforms:
        - Type: url-rewrite
          UrlRewriteConfig: { Rewrites: [{ Regex: [|'^/v1(?=/orders)'|](A transform of "Orders" uses look-around, which ELB does not support: write the expression without it), Replace: '' }] }
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
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
      Conditions: [{ Field: path-pattern, Values: [/v1/*] }]
      Transforms: [{ Type: url-rewrite, UrlRewriteConfig: { Rewrites: [{ Regex: ^/v1(?:/)(.*)$, Replace: /$1 }] } }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const rule of topology.ofKind('rule')) {
      for (const { value: transform } of rule.transforms?.items ?? []) {
        for (const { regex } of transform.rewrites) {
          const feature = unsupportedFeature(stringOf(soleOf(topology.resolve(regex))) ?? '');
          if (!feature || !regex) continue;
          yield {
            at: regex.at,
            message: `A transform of "${rule.logicalId}" uses ${feature}, which ELB does not support: write the expression without it`,
            logicalId: rule.logicalId,
          };
        }
      }
    }
  },
});
