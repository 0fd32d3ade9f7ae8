import type { Span } from '../../text/index';
import type { Value } from '../value';
import type { ResourceBase } from './base';
import type { BodyFile, OpenApiBody } from './rest-api';

/** `AWS::ApiGatewayV2::Api`, `AWS::Serverless::HttpApi`, or a stand-alone OpenAPI file of an HTTP API, whose type is `OpenAPI`. */
export interface HttpApi extends ResourceBase {
  readonly kind: 'http-api';
  readonly name: Value<string> | undefined;
  /** `HTTP` or `WEBSOCKET`. */
  readonly protocol: Value<string> | undefined;
  readonly body: OpenApiBody | undefined;
  readonly bodyFile: BodyFile | undefined;
  readonly bodyElsewhere: Span | undefined;
  /** `AWS::Serverless::HttpApi` makes its own stage. */
  readonly stageName: Value<string> | undefined;
}

/** `AWS::ApiGatewayV2::Integration`. */
export interface HttpApiIntegration extends ResourceBase {
  readonly kind: 'http-api-integration';
  readonly api: Value<string> | undefined;
  readonly integrationType: Value<string> | undefined;
  readonly connectionType: Value<string> | undefined;
  readonly connectionId: Value<string> | undefined;
  readonly integrationUri: Value<string> | undefined;
}

/** `AWS::ApiGatewayV2::Route`. */
export interface HttpApiRoute extends ResourceBase {
  readonly kind: 'http-api-route';
  readonly api: Value<string> | undefined;
  /** Such as `GET /orders` or `$default`. */
  readonly routeKey: Value<string> | undefined;
  readonly target: Value<string> | undefined;
}

/** `AWS::ApiGatewayV2::Stage`. */
export interface HttpApiStage extends ResourceBase {
  readonly kind: 'http-api-stage';
  readonly api: Value<string> | undefined;
  readonly stageName: Value<string> | undefined;
}
