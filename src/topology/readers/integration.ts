import { property, type Node } from '../../template/index';
import type { Integration, IntegrationBranch } from '../model';
import { withPlaceholders } from '../placeholder';
import { readBranches, type NodeBranch } from '../read-branches';
import { readNumber, readString } from '../read-value';
import { readStringMap } from './header';

/** Reads `Integration` of a method, each branch of it where it is one of several. */
export function readIntegrations(node: Node | undefined): readonly IntegrationBranch[] {
  return readBranches(node).map((branch) => ({ integration: readIntegration(branch), when: branch.when }));
}

/**
 * Reads `x-amazon-apigateway-integration` of an OpenAPI operation. `integration-target`, as one AWS sample spells it,
 * is read too: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 * `inFile` tells that the document is a file of its own, in which another tool may fill in `${name}`.
 */
export function readOpenApiIntegrations(node: Node | undefined, inFile: boolean): readonly IntegrationBranch[] {
  return readBranches(node).map((branch) => ({
    integration: readOpenApiIntegration(branch, inFile),
    when: branch.when,
  }));
}

function readIntegration({ node: mapping, written }: NodeBranch): Integration | undefined {
  if (mapping?.kind !== 'mapping' || !written) return undefined;
  const at = (key: string) => property(mapping, key);
  return {
    node: mapping,
    written,
    spelling: 'cloudformation',
    type: readString(at('Type')),
    connectionType: readString(at('ConnectionType')),
    connectionId: readString(at('ConnectionId')),
    integrationTarget: readString(at('IntegrationTarget')),
    uri: readString(at('Uri')),
    httpMethod: readString(at('IntegrationHttpMethod')),
    timeoutInMillis: readNumber(at('TimeoutInMillis')),
    passthroughBehavior: readString(at('PassthroughBehavior')),
    contentHandling: readString(at('ContentHandling')),
    responseTransferMode: readString(at('ResponseTransferMode')),
    requestParameters: readStringMap(at('RequestParameters')),
    requestTemplates: readStringMap(at('RequestTemplates')),
    responses: at('IntegrationResponses'),
  };
}

function readOpenApiIntegration({ node: mapping, written }: NodeBranch, inFile: boolean): Integration | undefined {
  if (mapping?.kind !== 'mapping' || !written) return undefined;
  const at = (key: string) => property(mapping, key);
  const text = (written: Node | undefined) => (inFile ? withPlaceholders(readString(written)) : readString(written));
  return {
    node: mapping,
    written,
    spelling: 'openapi',
    type: text(at('type')),
    connectionType: text(at('connectionType')),
    connectionId: text(at('connectionId')),
    integrationTarget: text(at('integrationTarget') ?? at('integration-target')),
    uri: text(at('uri')),
    httpMethod: text(at('httpMethod')),
    timeoutInMillis: readNumber(at('timeoutInMillis')),
    passthroughBehavior: readString(at('passthroughBehavior')),
    contentHandling: readString(at('contentHandling')),
    responseTransferMode: readString(at('responseTransferMode')),
    requestParameters: readStringMap(at('requestParameters')),
    requestTemplates: readStringMap(at('requestTemplates')),
    responses: at('responses'),
  };
}
