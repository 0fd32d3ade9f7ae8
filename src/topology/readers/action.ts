import { property, type Node } from '../../template/index';
import type { Action, WeightedTargetGroup } from '../model';
import { readList } from '../read-list';
import { readBoolean, readNumber, readString } from '../read-value';
import type { List } from '../value';

/** Reads the actions of a listener or of a rule, which have one shape. */
export function readActions(node: Node | undefined): List<Action> | undefined {
  return readList(node, readAction);
}

function readAction(node: Node): Action {
  const at = (...path: string[]) => property(node, ...path);
  return {
    at: node,
    type: readString(at('Type')),
    order: readNumber(at('Order')),
    targetGroups: readTargetGroups(node),
    stickiness: at('ForwardConfig', 'TargetGroupStickinessConfig') && {
      enabled: readBoolean(at('ForwardConfig', 'TargetGroupStickinessConfig', 'Enabled')),
      durationSeconds: readNumber(at('ForwardConfig', 'TargetGroupStickinessConfig', 'DurationSeconds')),
    },
    redirect: at('RedirectConfig') && {
      protocol: readString(at('RedirectConfig', 'Protocol')),
      host: readString(at('RedirectConfig', 'Host')),
      port: readString(at('RedirectConfig', 'Port')),
      path: readString(at('RedirectConfig', 'Path')),
      query: readString(at('RedirectConfig', 'Query')),
      statusCode: readString(at('RedirectConfig', 'StatusCode')),
    },
    fixedResponse: at('FixedResponseConfig') && {
      statusCode: readString(at('FixedResponseConfig', 'StatusCode')),
      contentType: readString(at('FixedResponseConfig', 'ContentType')),
      messageBody: readString(at('FixedResponseConfig', 'MessageBody')),
    },
    onUnauthenticatedRequest: readString(
      at('AuthenticateOidcConfig', 'OnUnauthenticatedRequest') ??
        at('AuthenticateCognitoConfig', 'OnUnauthenticatedRequest'),
    ),
  };
}

/** `TargetGroupArn`, or the groups of `ForwardConfig`, which wins where both are written. */
function readTargetGroups(node: Node): List<WeightedTargetGroup> | undefined {
  const weighted = property(node, 'ForwardConfig', 'TargetGroups');
  if (weighted) {
    return readList(weighted, (item) => ({
      at: item,
      arn: readString(property(item, 'TargetGroupArn')) ?? {
        kind: 'unknown',
        because: 'TargetGroupArn is missing',
        at: item,
      },
      weight: readNumber(property(item, 'Weight')),
    }));
  }
  const arn = property(node, 'TargetGroupArn');
  const value = readString(arn);
  if (!arn || !value) return undefined;
  return { items: [{ value: { at: arn, arn: value, weight: undefined }, when: [] }], at: arn };
}
