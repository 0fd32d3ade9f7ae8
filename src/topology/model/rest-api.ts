import type { MappingNode, Node } from '../../template/index';
import type { Span } from '../../text/index';
import type { Assumptions, List, Value } from '../value';
import type { NamedSpan, ResourceBase } from './base';

/** `AWS::ApiGateway::RestApi`, `AWS::Serverless::Api`, or a stand-alone OpenAPI file, whose type is `OpenAPI`. */
export interface RestApi extends ResourceBase {
  readonly kind: 'rest-api';
  readonly serverless: boolean;
  readonly name: Value<string> | undefined;
  readonly endpointTypes: List<Value<string>> | undefined;
  readonly binaryMediaTypes: List<Value<string>> | undefined;
  readonly apiKeySourceType: Value<string> | undefined;
  /** `Body` or `DefinitionBody`, in the template or in a file that is at hand. */
  readonly body: OpenApiBody | undefined;
  /** `BodyS3Location`, `DefinitionUri` or `AWS::Include`, where the body is in a file. */
  readonly bodyFile: BodyFile | undefined;
  /** The same, where that file is not at hand. */
  readonly bodyElsewhere: Span | undefined;
  /** Routes that events of functions add to a SAM API, which its body does not have. */
  readonly events: readonly Operation[];
  /** `AWS::Serverless::Api` makes its own stage. */
  readonly stageName: Value<string> | undefined;
  readonly stageVariables: StringMap | undefined;
  /** What a canary sets variables to instead. */
  readonly canaryVariables: StringMap | undefined;
}

/** A file that the body of an API is written in. */
export interface BodyFile {
  /** The text that names it. */
  readonly at: Span;
  /** Where it may be, as paths relative to the template's folder, the likeliest first. Empty where it is not told. */
  readonly paths: readonly string[];
  /** True for a path on the author's disk, where the file has to be: it is uploaded when the template is packaged. */
  readonly isLocal: boolean;
  /** True for `AWS::Include`: functions in the file are worked out as if they stood in the template. */
  readonly functions: boolean;
}

/** An OpenAPI 3 or Swagger 2 document as far as routes and integrations go. */
export interface OpenApiBody {
  readonly at: Node;
  readonly operations: readonly Operation[];
  /** Set where the body is made by a transform such as `AWS::Include`, so that the operations are not all known. */
  readonly unknown: string | undefined;
}

export interface Operation {
  readonly path: string;
  /** Upper case; `ANY` for `x-amazon-apigateway-any-method`. */
  readonly httpMethod: string;
  /** The method's key in the body. */
  readonly at: Span;
  readonly node: Node;
  readonly integrations: readonly IntegrationBranch[];
  /** The names of declared path, query and header parameters, as `method.request.path.id`. */
  readonly requestParameters: readonly NamedSpan[];
  readonly apiKeyRequired: boolean;
  /** Names of the security schemes that guard the operation. */
  readonly security: readonly string[];
}

/** `AWS::ApiGateway::Resource`: one segment of a path. */
export interface ApiResource extends ResourceBase {
  readonly kind: 'resource';
  readonly restApi: Value<string> | undefined;
  readonly parent: Value<string> | undefined;
  readonly pathPart: Value<string> | undefined;
}

export interface MethodResource extends ResourceBase {
  readonly kind: 'method';
  readonly restApi: Value<string> | undefined;
  readonly resource: Value<string> | undefined;
  readonly httpMethod: Value<string> | undefined;
  readonly authorizationType: Value<string> | undefined;
  readonly apiKeyRequired: Value<boolean> | undefined;
  readonly requestParameters: readonly NamedSpan[];
  readonly integrations: readonly IntegrationBranch[];
}

/** One of the integrations that a method may have: several only where `Fn::If` stands around the whole block. */
export interface IntegrationBranch {
  /** `undefined` where there is none, or where it cannot be read. */
  readonly integration: Integration | undefined;
  readonly when: Assumptions;
}

/** The integration of a method, from `Integration` or from `x-amazon-apigateway-integration`. */
export interface Integration {
  /** The mapping that holds the properties. */
  readonly node: MappingNode;
  /** What stands in the text: the mapping, or an alias of one that several methods share. */
  readonly written: Node;
  /** Which spelling the keys have: `ConnectionId` or `connectionId`. */
  readonly spelling: 'cloudformation' | 'openapi';
  readonly type: Value<string> | undefined;
  readonly connectionType: Value<string> | undefined;
  readonly connectionId: Value<string> | undefined;
  readonly integrationTarget: Value<string> | undefined;
  readonly uri: Value<string> | undefined;
  readonly httpMethod: Value<string> | undefined;
  readonly timeoutInMillis: Value<number> | undefined;
  readonly passthroughBehavior: Value<string> | undefined;
  readonly contentHandling: Value<string> | undefined;
  readonly responseTransferMode: Value<string> | undefined;
  readonly requestParameters: StringMap | undefined;
  readonly requestTemplates: StringMap | undefined;
  readonly responses: Node | undefined;
}

/** A mapping from names to strings, such as `RequestParameters` or stage `Variables`. */
export interface StringMap {
  readonly at: Span;
  readonly entries: readonly { readonly key: string; readonly keyAt: Span; readonly value: Value<string> }[];
}

export interface Deployment extends ResourceBase {
  readonly kind: 'deployment';
  readonly restApi: Value<string> | undefined;
  readonly stageName: Value<string> | undefined;
  readonly stageVariables: StringMap | undefined;
  /** What a canary sets variables to instead. */
  readonly canaryVariables: StringMap | undefined;
  readonly canary: boolean;
}

export interface Stage extends ResourceBase {
  readonly kind: 'stage';
  readonly restApi: Value<string> | undefined;
  readonly deployment: Value<string> | undefined;
  readonly stageName: Value<string> | undefined;
  readonly stageVariables: StringMap | undefined;
  /** What a canary sets variables to instead. */
  readonly canaryVariables: StringMap | undefined;
  readonly canaryDeployment: Value<string> | undefined;
}
