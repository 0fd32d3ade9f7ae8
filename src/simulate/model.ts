/**
 * The resolved world that a request travels through: plain data, every value a literal.
 * Keys: each record of `World` is keyed by whatever references to the resource resolve to (usually the logical id).
 * `aliases` are further texts that mean the same resource, such as its ARN, its physical id or its DNS name.
 */
import type { Span } from '../text/index';
import type { HttpRequest, HttpResponse } from './message';

/** Where in a template a value stands. The engine only hands it back. */
export type SourceSpan = Span;

/** Something that stands in a template: a whole resource or block (`at`) and, by property name, its values (`spans`). */
export interface Placed {
  readonly at?: SourceSpan;
  readonly spans?: Readonly<Record<string, SourceSpan>>;
}

interface Resource extends Placed {
  readonly logicalId: string;
  readonly aliases?: readonly string[];
}

export interface World {
  readonly gateways: Readonly<Record<string, GatewayModel>>;
  readonly links: Readonly<Record<string, LinkModel>>;
  readonly nlbs: Readonly<Record<string, NlbModel>>;
  readonly albs: Readonly<Record<string, AlbModel>>;
  readonly targetGroups: Readonly<Record<string, TargetGroupModel>>;
  readonly securityGroups: Readonly<Record<string, SecurityGroupModel>>;
  readonly subnets: Readonly<Record<string, SubnetModel>>;
  /** What hosts answer that are no load balancer of this world, by host name in lower case; `*` for all others. Default: an echo. */
  readonly internet?: Readonly<Record<string, TargetBehaviour>>;
}

// --- API Gateway -----------------------------------------------------------------------------------------------------

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

// --- Links -----------------------------------------------------------------------------------------------------------

export type LinkModel = LinkV1Model | LinkV2Model;

/** `AWS::ApiGateway::VpcLink`. */
export interface LinkV1Model extends Resource {
  readonly version: 'V1';
  /** Key or alias of the NLB; AWS takes exactly one. */
  readonly targets: readonly string[];
  readonly status?: 'AVAILABLE' | 'PENDING' | 'DELETING' | 'FAILED';
}

/** `AWS::ApiGatewayV2::VpcLink`. */
export interface LinkV2Model extends Resource {
  readonly version: 'V2';
  /** Keys of security groups; absent: unknown or left to the default group, so its rules are not checked. */
  readonly securityGroups?: readonly string[];
  readonly subnets?: readonly string[];
  readonly status?: 'AVAILABLE' | 'PENDING' | 'DELETING' | 'FAILED' | 'INACTIVE';
}

// --- Load balancers --------------------------------------------------------------------------------------------------

interface LoadBalancer extends Resource {
  /** Default: derived from the logical id. */
  readonly dnsName?: string;
  readonly scheme?: 'internal' | 'internet-facing';
  /** By attribute key as in CloudFormation, e.g. `idle_timeout.timeout_seconds`; values are texts. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Keys of security groups; absent: unknown, so not checked. Empty: an NLB without groups. */
  readonly securityGroups?: readonly string[];
  readonly subnets?: readonly string[];
}

export interface NlbModel extends LoadBalancer {
  readonly listeners: readonly NlbListenerModel[];
  /** Default `on`; matters only when the NLB has security groups. */
  readonly enforceInboundRulesOnPrivateLink?: 'on' | 'off';
}

export interface NlbListenerModel extends Resource {
  readonly port: number;
  readonly protocol: 'TCP' | 'TLS' | 'UDP' | 'TCP_UDP' | 'QUIC' | 'TCP_QUIC';
  readonly targetGroups: readonly WeightedTargetGroup[];
  /** Names on the certificate of a TLS listener; absent: unknown, not checked. */
  readonly certificateNames?: readonly string[];
}

export interface AlbModel extends LoadBalancer {
  readonly listeners: readonly AlbListenerModel[];
}

export interface AlbListenerModel extends Resource {
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  /** In any order; the engine sorts by priority. */
  readonly rules: readonly RuleModel[];
  readonly defaultActions: readonly ActionModel[];
  /** Names on the certificates, wildcards included; absent: unknown, not checked. */
  readonly certificateNames?: readonly string[];
}

export interface RuleModel extends Placed {
  readonly logicalId?: string;
  readonly priority: number;
  readonly conditions: readonly ConditionModel[];
  readonly transforms?: readonly TransformModel[];
  readonly actions: readonly ActionModel[];
}

export type ConditionModel =
  | (Placed & {
      readonly field: 'host-header' | 'path-pattern';
      readonly values: readonly string[];
      readonly regexValues?: readonly string[];
    })
  | (Placed & { readonly field: 'http-request-method' | 'source-ip'; readonly values: readonly string[] })
  | (Placed & {
      readonly field: 'http-header';
      readonly name: string;
      readonly values: readonly string[];
      readonly regexValues?: readonly string[];
    })
  | (Placed & {
      readonly field: 'query-string';
      readonly values: readonly { readonly key?: string; readonly value: string }[];
    });

export interface TransformModel extends Placed {
  readonly type: 'url-rewrite' | 'host-header-rewrite';
  readonly rewrites: readonly { readonly regex: string; readonly replace: string }[];
}

export type ActionModel = ForwardAction | RedirectAction | FixedResponseAction | AuthenticateAction | JwtAction;

export interface ForwardAction extends Placed {
  readonly type: 'forward';
  readonly order?: number;
  readonly targetGroups: readonly WeightedTargetGroup[];
  readonly stickiness?: { readonly enabled: boolean; readonly durationSeconds?: number };
}

export interface WeightedTargetGroup extends Placed {
  /** Key or alias of a target group. */
  readonly targetGroup: string;
  /** 0 to 999; default 1. */
  readonly weight?: number;
}

export interface RedirectAction extends Placed {
  readonly type: 'redirect';
  readonly order?: number;
  readonly statusCode: 'HTTP_301' | 'HTTP_302';
  /** Absent parts keep their documented defaults `#{protocol}`, `#{host}`, `#{port}`, `/#{path}`, `#{query}`. */
  readonly protocol?: string;
  readonly host?: string;
  readonly port?: string;
  readonly path?: string;
  readonly query?: string;
}

export interface FixedResponseAction extends Placed {
  readonly type: 'fixed-response';
  readonly order?: number;
  readonly statusCode: string;
  readonly contentType?: string;
  readonly messageBody?: string;
}

export interface AuthenticateAction extends Placed {
  readonly type: 'authenticate-cognito' | 'authenticate-oidc';
  readonly order?: number;
  /** Default `authenticate`. */
  readonly onUnauthenticatedRequest?: 'deny' | 'allow' | 'authenticate';
  /** Where a browser is sent; for Cognito built from the user pool domain. */
  readonly authorizationEndpoint?: string;
  readonly clientId?: string;
  /** Default `openid`. */
  readonly scope?: string;
  /** Default `AWSELBAuthSessionCookie`. */
  readonly sessionCookieName?: string;
  readonly extraParameters?: Readonly<Record<string, string>>;
}

export interface JwtAction extends Placed {
  readonly type: 'jwt-validation';
  readonly order?: number;
  readonly jwksEndpoint?: string;
  readonly issuer?: string;
  readonly additionalClaims?: readonly {
    readonly name: string;
    readonly format: 'single-string' | 'string-array' | 'space-separated-values';
    readonly values: readonly string[];
  }[];
}

// --- Target groups ---------------------------------------------------------------------------------------------------

export interface TargetGroupModel extends Resource {
  readonly name?: string;
  readonly type: 'instance' | 'ip' | 'lambda' | 'alb';
  /** `HTTP`, `HTTPS`, `TCP`, `TLS`, …; a lambda group has none. */
  readonly protocol?: string;
  readonly port?: number;
  readonly protocolVersion?: 'HTTP1' | 'HTTP2' | 'GRPC';
  readonly targets: readonly TargetModel[];
  readonly healthCheck?: HealthCheckModel;
  /** By attribute key as in CloudFormation, e.g. `stickiness.enabled`; values are texts. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface HealthCheckModel extends Placed {
  readonly enabled?: boolean;
  readonly protocol?: string;
  /** A number as text, or `traffic-port`. */
  readonly port?: string;
  readonly path?: string;
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly healthyThreshold?: number;
  readonly unhealthyThreshold?: number;
  /** HTTP codes, e.g. `200-399` or `200,202`. */
  readonly matcher?: string;
}

/**
 * One registered target. A group filled at run time (an ECS service, an Auto Scaling group) gets one such entry from
 * the adapter, named after what fills it: a group without targets answers 503.
 */
export interface TargetModel extends Placed {
  /** Instance id, address, function, or for type `alb` the key or alias of the ALB. */
  readonly id: string;
  readonly port?: number;
  /**
   * As the health checks see it. Absent: `healthy`, except for an `alb` target, whose answer to the health check
   * is worked out from its rules.
   */
  readonly health?: TargetHealth;
  /** Default: `echo`. */
  readonly behaviour?: TargetBehaviour;
  /** Keys of security groups; absent: unknown, not checked. */
  readonly securityGroups?: readonly string[];
}

export type TargetHealth = 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining' | 'unavailable';

/** What a target sees: the request after the last load balancer, and who it is. */
export interface TargetRequest extends HttpRequest {
  readonly targetGroup?: string;
  readonly target?: string;
}

/** A pure function that stands for the user's own service. */
export type TargetBehaviour = (request: TargetRequest) => TargetOutcome;

export type TargetOutcome = TargetAnswer | TargetFailure;

export interface TargetAnswer extends HttpResponse {
  /** Milliseconds until the first byte; compared with the timeouts on the way. Default 0. */
  readonly delayMs?: number;
}

/** The target did not give a usable answer. */
export interface TargetFailure {
  readonly failure: 'refused' | 'connect-timeout' | 'no-answer' | 'reset' | 'malformed' | 'headers-too-large' | 'tls';
}

// --- Network ---------------------------------------------------------------------------------------------------------

export interface SecurityGroupModel extends Resource {
  readonly ingress: readonly SecurityRuleModel[];
  /** A group declared without egress rules allows all traffic out; the adapter writes that rule out. */
  readonly egress: readonly SecurityRuleModel[];
}

export interface SecurityRuleModel extends Placed {
  /** `tcp`, `udp`, `icmp`, `-1` for all, or a protocol number as text. */
  readonly protocol: string;
  /** Absent with protocol `-1`. */
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidr?: string;
  /** Key of a security group. */
  readonly securityGroup?: string;
  /** The other side is something the template does not resolve (a prefix list, an import): counts as a possible match. */
  readonly unresolved?: string;
}

export interface SubnetModel extends Resource {
  readonly cidr?: string;
  readonly vpc?: string;
  readonly availabilityZone?: string;
}
