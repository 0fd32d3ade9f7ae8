import type { Placed, Resource } from './placed';

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
