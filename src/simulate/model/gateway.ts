import type { HttpRequest } from '../message';
import type { Placed, Resource, SourceSpan } from './placed';

export interface GatewayModel extends Resource {
  /** Appears in `Host`, `User-Agent` and `X-Amzn-Apigateway-Api-Id`. Default: derived from the logical id. */
  readonly apiId?: string;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Default `123456789012`. */
  readonly accountId?: string;
  readonly endpointType?: 'REGIONAL' | 'EDGE' | 'PRIVATE';
  readonly stages: readonly StageModel[];
  readonly resources: readonly ResourceModel[];
  /** JSON Schemas by model name. */
  readonly models?: Readonly<Record<string, ModelSchema>>;
  /** By response type, e.g. `DEFAULT_4XX`. */
  readonly gatewayResponses?: Readonly<Record<string, GatewayResponseModel>>;
  readonly binaryMediaTypes?: readonly string[];
  readonly apiKeySource?: 'HEADER' | 'AUTHORIZER';
  readonly usagePlans?: readonly UsagePlanModel[];
  readonly authorizers?: Readonly<Record<string, AuthorizerModel>>;
}

export interface StageModel extends Placed {
  readonly logicalId?: string;
  readonly name: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** The snapshot this stage serves; default: the resources of the API. */
  readonly resources?: readonly ResourceModel[];
  readonly canary?: CanaryModel;
}

export interface CanaryModel extends Placed {
  /** 0 to 100. */
  readonly percentTraffic: number;
  readonly variableOverrides?: Readonly<Record<string, string>>;
  readonly resources?: readonly ResourceModel[];
}

export interface ResourceModel extends Placed {
  readonly logicalId?: string;
  /** Full path with braces, e.g. `/users/{id}` or `/{proxy+}`. */
  readonly path: string;
  /** By HTTP method in upper case, or `ANY`. */
  readonly methods: Readonly<Record<string, MethodModel>>;
}

export interface MethodModel extends Placed {
  readonly logicalId?: string;
  readonly apiKeyRequired?: boolean;
  /** `NONE`, `AWS_IAM`, `CUSTOM` or `COGNITO_USER_POOLS`. */
  readonly authorizationType?: string;
  /** Key into `authorizers`. */
  readonly authorizer?: string;
  readonly authorizationScopes?: readonly string[];
  /** `method.request.{path|querystring|header}.NAME` to required or not. */
  readonly requestParameters?: Readonly<Record<string, boolean>>;
  readonly requestValidator?: { readonly body: boolean; readonly parameters: boolean; readonly at?: SourceSpan };
  /** Model name or schema by content type. */
  readonly requestModels?: Readonly<Record<string, string | ModelSchema>>;
  readonly operationName?: string;
  /** Absent: the method exists but was never given an integration. */
  readonly integration?: IntegrationModel;
  /** Method responses by status: which headers a mapping may set. Absent means not checked. */
  readonly responses?: Readonly<Record<string, MethodResponseModel>>;
}

export interface MethodResponseModel extends Placed {
  readonly parameters?: Readonly<Record<string, boolean>>;
  readonly models?: Readonly<Record<string, string>>;
}

export type ModelSchema = Readonly<Record<string, unknown>>;

export type IntegrationType = 'HTTP' | 'HTTP_PROXY' | 'MOCK' | 'AWS' | 'AWS_PROXY';

export interface IntegrationModel extends Placed {
  readonly type: IntegrationType;
  readonly httpMethod?: string;
  /** With `${stageVariables.x}` and `{name}` still in it. */
  readonly uri?: string;
  readonly connectionType?: 'INTERNET' | 'VPC_LINK';
  /** Key or alias of a link, possibly through `${stageVariables.x}`. */
  readonly connectionId?: string;
  /** Key or alias of a load balancer or of one of its listeners. */
  readonly integrationTarget?: string;
  readonly passthroughBehavior?: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly contentHandling?: ContentHandling;
  readonly requestParameters?: Readonly<Record<string, string>>;
  readonly requestTemplates?: Readonly<Record<string, string>>;
  readonly responses?: readonly IntegrationResponseModel[];
  /** Milliseconds; default 29000. */
  readonly timeoutInMillis?: number;
}

export type ContentHandling = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';

export interface IntegrationResponseModel extends Placed {
  readonly statusCode: string;
  /** Regular expression over the whole status of the backend; empty, absent or `default` makes this the default. */
  readonly selectionPattern?: string;
  readonly responseParameters?: Readonly<Record<string, string>>;
  readonly responseTemplates?: Readonly<Record<string, string>>;
  readonly contentHandling?: ContentHandling;
}

export interface GatewayResponseModel extends Placed {
  readonly logicalId?: string;
  readonly statusCode?: string;
  /** `gatewayresponse.header.NAME` to expression. */
  readonly responseParameters?: Readonly<Record<string, string>>;
  readonly responseTemplates?: Readonly<Record<string, string>>;
}

export interface UsagePlanModel extends Placed {
  readonly logicalId?: string;
  /** Stage names of this API the plan covers; absent: all. */
  readonly stages?: readonly string[];
  readonly keys: readonly ApiKeyModel[];
}

export interface ApiKeyModel extends Placed {
  readonly logicalId?: string;
  readonly id?: string;
  /** Absent: a generated value that the template does not show, so no request can present it. */
  readonly value?: string;
  readonly enabled?: boolean;
}

export interface AuthorizerModel extends Resource {
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  readonly name?: string;
  /** e.g. `method.request.header.Authorization`, several separated by commas. */
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  /** What the authorizer says to a request; absent: it is declared only, and the options decide. */
  readonly behaviour?: (request: HttpRequest) => AuthorizerVerdict;
}

export type AuthorizerVerdict =
  | {
      readonly verdict: 'allow';
      readonly principalId?: string;
      readonly context?: Readonly<Record<string, string | number | boolean>>;
      readonly claims?: Readonly<Record<string, string>>;
      readonly usageIdentifierKey?: string;
    }
  | { readonly verdict: 'deny' | 'unauthorized' | 'failure' };
