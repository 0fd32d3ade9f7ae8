import { property, type Node } from '../../template/index';
import type { Listener, ListenerRule, ResourceBase, RuleCondition, Transform } from '../model';
import { readList, readStringList } from '../read-list';
import { readNumber, readString } from '../read-value';
import { readActions } from './action';
import { propertyOf } from './header';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html */
export function readListener(base: ResourceBase): Listener {
  const at = (key: string) => propertyOf(base.properties, key);
  return {
    ...base,
    kind: 'listener',
    loadBalancer: readString(at('LoadBalancerArn')),
    port: readNumber(at('Port')),
    protocol: readString(at('Protocol')),
    certificates: readList(
      at('Certificates'),
      (item) =>
        readString(property(item, 'CertificateArn')) ?? {
          kind: 'unknown',
          because: 'CertificateArn is missing',
          at: item,
        },
    ),
    defaultActions: readActions(at('DefaultActions')),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenerrule.html */
export function readListenerRule(base: ResourceBase): ListenerRule {
  const at = (key: string) => propertyOf(base.properties, key);
  return {
    ...base,
    kind: 'rule',
    listener: readString(at('ListenerArn')),
    priority: readNumber(at('Priority')),
    conditions: readList(at('Conditions'), readCondition),
    actions: readActions(at('Actions')),
    transforms: readList(at('Transforms'), readTransform),
  };
}

/** The old form keeps its values in `Values`, the new one in a config named after the field. */
const configOfField: Record<string, string> = {
  'host-header': 'HostHeaderConfig',
  'path-pattern': 'PathPatternConfig',
  'http-header': 'HttpHeaderConfig',
  'http-request-method': 'HttpRequestMethodConfig',
  'query-string': 'QueryStringConfig',
  'source-ip': 'SourceIpConfig',
};

function readCondition(node: Node): RuleCondition {
  const field = readString(property(node, 'Field'));
  const config = property(node, (field?.kind === 'literal' && configOfField[field.value]) || 'Values');
  const inConfig = config?.kind === 'mapping' ? config : undefined;
  const values = (inConfig && property(inConfig, 'Values')) ?? property(node, 'Values');
  const isQuery = field?.kind === 'literal' && field.value === 'query-string';
  return {
    at: node,
    field,
    values: isQuery ? undefined : readStringList(values),
    regexValues: readStringList((inConfig && property(inConfig, 'RegexValues')) ?? property(node, 'RegexValues')),
    headerName: readString(inConfig && property(inConfig, 'HttpHeaderName')),
    queryStrings: isQuery
      ? readList(values, (item) => ({
          key: readString(property(item, 'Key')),
          value: readString(property(item, 'Value')),
        }))
      : undefined,
  };
}

function readTransform(node: Node): Transform {
  const rewrites =
    property(node, 'UrlRewriteConfig', 'Rewrites') ?? property(node, 'HostHeaderRewriteConfig', 'Rewrites');
  return {
    at: node,
    type: readString(property(node, 'Type')),
    rewrites: (
      readList(rewrites, (item) => ({
        regex: readString(property(item, 'Regex')),
        replace: readString(property(item, 'Replace')),
      }))?.items ?? []
    ).map((item) => item.value),
  };
}
