import { identified, soleOf, stringOf, type Resource, type Topology } from '../index';
import { resourcesOfType, stringProperty } from './typed';

/** An integration of an HTTP or WebSocket API (`AWS::ApiGatewayV2::Integration`) that goes over a VPC link. */
export interface V2ApiIntegration {
  readonly resource: Resource;
  /** `HTTP` or `WEBSOCKET`; `undefined` where the API is not at hand. */
  readonly protocol: string | undefined;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html */
export function v2ApiIntegrations(topology: Topology): readonly V2ApiIntegration[] {
  return resourcesOfType(topology, 'AWS::ApiGatewayV2::Integration').flatMap((resource): V2ApiIntegration[] => {
    const connectionType = stringOf(soleOf(topology.resolve(stringProperty(resource, 'ConnectionType'))));
    if (connectionType !== 'VPC_LINK') return [];
    const owner = soleOf(topology.resolve(stringProperty(resource, 'ApiId')));
    const api = owner?.kind === 'resource' ? owner.resource : identified(owner);
    const isApi = api?.type === 'AWS::ApiGatewayV2::Api';
    const protocol = isApi ? stringOf(soleOf(topology.resolve(stringProperty(api, 'ProtocolType')))) : undefined;
    return [{ resource, protocol: api?.type === 'AWS::Serverless::HttpApi' ? 'HTTP' : protocol }];
  });
}
