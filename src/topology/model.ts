import type { Entry, MappingNode, Node } from '../template/index';
import type { Span } from '../text/index';
import type { Assumptions, List, Value } from './value';

/** What every resource of a template has. Made from its own entry alone, so it is cached with it. */
export interface ResourceBase {
  readonly uri: string;
  readonly logicalId: string;
  /** The CloudFormation type, such as `AWS::ApiGateway::Method`. */
  readonly type: string;
  /** The whole resource: key and value. As a span it covers both. */
  readonly entry: Entry;
  /** The logical id in the text. */
  readonly at: Span;
  readonly properties: MappingNode | undefined;
  readonly condition: NamedSpan | undefined;
  readonly dependsOn: readonly NamedSpan[];
  readonly deletionPolicy: string | undefined;
  readonly updateReplacePolicy: string | undefined;
}

/** A name and where it stands. */
export interface NamedSpan {
  readonly name: string;
  readonly at: Span;
}

export type Resource =
  | RestApi
  | ApiResource
  | MethodResource
  | Deployment
  | Stage
  | VpcLinkV1
  | VpcLinkV2
  | LoadBalancer
  | Listener
  | ListenerRule
  | TargetGroup
  | SecurityGroup
  | SecurityGroupRuleResource
  | EcsService
  | NestedStack
  | HttpApi
  | HttpApiIntegration
  | HttpApiRoute
  | HttpApiStage
  | OtherResource;

export type ResourceKind = Resource['kind'];

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

/** `AWS::ApiGateway::VpcLink`. */
export interface VpcLinkV1 extends ResourceBase {
  readonly kind: 'vpc-link-v1';
  readonly targetArns: List<Value<string>> | undefined;
}

/** `AWS::ApiGatewayV2::VpcLink`. */
export interface VpcLinkV2 extends ResourceBase {
  readonly kind: 'vpc-link-v2';
  readonly subnetIds: List<Value<string>> | undefined;
  readonly securityGroupIds: List<Value<string>> | undefined;
  readonly tags: Node | undefined;
}

export interface LoadBalancer extends ResourceBase {
  readonly kind: 'load-balancer';
  /** `application` where the template does not say. */
  readonly balancerType: Value<string> | undefined;
  readonly scheme: Value<string> | undefined;
  readonly subnets: List<Value<string>> | undefined;
  readonly subnetMappings: List<Value<string>> | undefined;
  readonly securityGroups: List<Value<string>> | undefined;
  readonly enforcePrivateLink: Value<string> | undefined;
  readonly attributes: StringMap | undefined;
}

export interface Listener extends ResourceBase {
  readonly kind: 'listener';
  readonly loadBalancer: Value<string> | undefined;
  readonly port: Value<number> | undefined;
  readonly protocol: Value<string> | undefined;
  readonly certificates: List<Value<string>> | undefined;
  readonly defaultActions: List<Action> | undefined;
}

export interface ListenerRule extends ResourceBase {
  readonly kind: 'rule';
  readonly listener: Value<string> | undefined;
  readonly priority: Value<number> | undefined;
  readonly conditions: List<RuleCondition> | undefined;
  readonly actions: List<Action> | undefined;
  readonly transforms: List<Transform> | undefined;
}

export interface RuleCondition {
  readonly at: Node;
  readonly field: Value<string> | undefined;
  readonly values: List<Value<string>> | undefined;
  readonly regexValues: List<Value<string>> | undefined;
  readonly headerName: Value<string> | undefined;
  readonly queryStrings:
    List<{ readonly key: Value<string> | undefined; readonly value: Value<string> | undefined }> | undefined;
}

export interface Transform {
  readonly at: Node;
  readonly type: Value<string> | undefined;
  readonly rewrites: readonly {
    readonly regex: Value<string> | undefined;
    readonly replace: Value<string> | undefined;
  }[];
}

export interface Action {
  readonly at: Node;
  readonly type: Value<string> | undefined;
  readonly order: Value<number> | undefined;
  readonly targetGroups: List<WeightedTargetGroup> | undefined;
  readonly stickiness:
    { readonly enabled: Value<boolean> | undefined; readonly durationSeconds: Value<number> | undefined } | undefined;
  readonly redirect:
    | Readonly<Record<'protocol' | 'host' | 'port' | 'path' | 'query' | 'statusCode', Value<string> | undefined>>
    | undefined;
  readonly fixedResponse:
    Readonly<Record<'statusCode' | 'contentType' | 'messageBody', Value<string> | undefined>> | undefined;
  readonly onUnauthenticatedRequest: Value<string> | undefined;
}

export interface WeightedTargetGroup {
  readonly at: Span;
  readonly arn: Value<string>;
  readonly weight: Value<number> | undefined;
}

export interface TargetGroup extends ResourceBase {
  readonly kind: 'target-group';
  readonly targetType: Value<string> | undefined;
  readonly port: Value<number> | undefined;
  readonly protocol: Value<string> | undefined;
  readonly protocolVersion: Value<string> | undefined;
  readonly vpc: Value<string> | undefined;
  readonly targets: List<Target> | undefined;
  readonly healthCheck: Readonly<
    Record<
      'enabled' | 'protocol' | 'port' | 'path' | 'matcher' | 'interval' | 'timeout' | 'healthyCount' | 'unhealthyCount',
      Value<string> | undefined
    >
  >;
  readonly attributes: StringMap | undefined;
}

export interface Target {
  readonly at: Node;
  readonly id: Value<string> | undefined;
  readonly port: Value<number> | undefined;
}

/** One inbound or outbound rule, inline or of its own. */
export interface SecurityGroupRule {
  readonly at: Node;
  readonly direction: 'ingress' | 'egress';
  readonly protocol: Value<string> | undefined;
  readonly fromPort: Value<number> | undefined;
  readonly toPort: Value<number> | undefined;
  readonly cidr: Value<string> | undefined;
  /** The other group: the source of ingress, the destination of egress. */
  readonly group: Value<string> | undefined;
  readonly prefixList: Value<string> | undefined;
}

export interface SecurityGroup extends ResourceBase {
  readonly kind: 'security-group';
  readonly vpc: Value<string> | undefined;
  readonly ingress: List<SecurityGroupRule> | undefined;
  /** `undefined` where the property is not written, which lets all traffic out. */
  readonly egress: List<SecurityGroupRule> | undefined;
}

/** `AWS::EC2::SecurityGroupIngress` or `AWS::EC2::SecurityGroupEgress`. */
export interface SecurityGroupRuleResource extends ResourceBase {
  readonly kind: 'security-group-rule';
  readonly owner: Value<string> | undefined;
  readonly rule: SecurityGroupRule;
}

export interface EcsService extends ResourceBase {
  readonly kind: 'ecs-service';
  readonly loadBalancers:
    | List<{
        readonly targetGroup: Value<string> | undefined;
        readonly containerName: Value<string> | undefined;
        readonly containerPort: Value<number> | undefined;
      }>
    | undefined;
  readonly securityGroups: List<Value<string>> | undefined;
}

/** `AWS::CloudFormation::Stack` or `AWS::Serverless::Application`. */
export interface NestedStack extends ResourceBase {
  readonly kind: 'nested-stack';
  readonly location: Value<string> | undefined;
  readonly parameters: StringMap | undefined;
}

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

export interface OtherResource extends ResourceBase {
  readonly kind: 'other';
}
