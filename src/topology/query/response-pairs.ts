import { asString, entryOf, itemsOf, property, resolveAlias, type Node } from '../../template/index';
import type { Method, Topology } from '../index';
import { httpIntegrations } from './http-integrations';

/** An integration response with the method response of the same status, as a method resource writes them. */
export interface ResponsePair {
  readonly method: Method;
  readonly status: string;
  /** The `StatusCode` of the integration response. */
  readonly at: Node;
  readonly integrationResponse: Node;
  /** `undefined` where the method declares no response of that status. */
  readonly methodResponse: Node | undefined;
}

/**
 * What integrations of type `HTTP` answer, as far as it is written out. What a function gives on either side may be
 * anything, so such methods are left out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integrationresponse.html
 * What API Gateway says where the two do not fit is only recorded by those who met it:
 * https://github.com/awslabs/aws-solutions-constructs/issues/1130 (header),
 * https://github.com/amazon-archives/aws-apigateway-importer/issues/121 (response).
 */
export function responsePairs(topology: Topology): readonly ResponsePair[] {
  return httpIntegrations(topology).flatMap(({ method, integration, type }): readonly ResponsePair[] => {
    const { owner } = method;
    if (type !== 'HTTP' || owner.kind !== 'method' || integration.spelling !== 'cloudformation') return [];
    const declared = owner.properties && writtenOut(entryOf(owner.properties, 'MethodResponses')?.value);
    const given = writtenOut(entryOf(integration.node, 'IntegrationResponses')?.value);
    if (!declared || !given) return [];
    return given.map(({ item, at, status }) => ({
      method,
      status,
      at,
      integrationResponse: item,
      methodResponse: declared.find((one) => one.status === status)?.item,
    }));
  });
}

interface Response {
  readonly item: Node;
  readonly at: Node;
  readonly status: string;
}

/** The responses of a list; none where there is no list, `undefined` where one of them is not written out. */
function writtenOut(list: Node | undefined): readonly Response[] | undefined {
  const node = resolveAlias(list);
  if (!node) return [];
  if (node.kind !== 'sequence') return undefined;
  const found = itemsOf(node).map((item): Response | undefined => {
    const at = property(item, 'StatusCode');
    const status = at && asString(at);
    return at && status !== undefined ? { item, at, status } : undefined;
  });
  return found.every((one) => one !== undefined) ? found : undefined;
}
