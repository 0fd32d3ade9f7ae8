import type { HeaderInput } from './headers';
import type { HttpRequest, HttpResponse } from './message';
import type { SourceSpan } from './model';

/** A request as the client sends it. */
export interface SimRequest {
  readonly method: string;
  /** As on the wire, the stage included for API Gateway; may carry `?query` when `query` is absent. */
  readonly path: string;
  /** Raw, without `?`. */
  readonly query?: string;
  readonly headers?: HeaderInput;
  readonly body?: string | Uint8Array;
  /** Default `203.0.113.10`, an address kept for documentation (RFC 5737). */
  readonly clientIp?: string;
  readonly clientPort?: number;
  /** Default `1.1`. */
  readonly httpVersion?: string;
  /** Where the client knocks. Default: the API that owns the `Host` or the stage, else the only API, else the only ALB or NLB. */
  readonly to?: Entry;
}

export type Entry =
  | { readonly gateway: string }
  | { readonly alb: string; readonly port?: number }
  | { readonly nlb: string; readonly port?: number };

export interface SimOptions {
  /** Whether the backend sees the stage in the path of a private integration. Default `as-recorded`: it does not. */
  readonly stageInPath?: 'as-recorded' | 'as-documented';
  /** Status when an integration cannot be reached. Default `as-recorded` (500); the documentation says 504. */
  readonly integrationFailure?: 'as-recorded' | 'as-documented';
  /** `let-pass` skips authorizers, IAM, JWT and ALB authentication. Default `enforce`. */
  readonly authorization?: 'enforce' | 'let-pass';
  /** `let-pass` skips API keys. Default `enforce`. */
  readonly apiKeys?: 'enforce' | 'let-pass';
  /** `ignore` lets every hop connect whatever the security groups say. Default `enforce`. */
  readonly securityGroups?: 'enforce' | 'ignore';
  /** Numbers in [0, 1) for weights, canaries and ids. Default: a fixed sequence that starts anew with each call. */
  readonly random?: () => number;
  /** Time of the request in milliseconds since 1970. Default a fixed moment. */
  readonly now?: number;
}

export interface Trace {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly hops: readonly Hop[];
}

export type HopKind = 'gateway' | 'link' | 'nlb' | 'alb' | 'target-group' | 'target' | 'internet';

export interface Hop {
  readonly kind: HopKind;
  /** Logical id of the resource; for a target its id, for the internet the host. */
  readonly logicalId: string;
  /** A short phrase: `rule 10 forwards to UsersTargetGroup`. */
  readonly decision: string;
  /** One plain sentence with the reason. */
  readonly why: string;
  /** The property that decided. */
  readonly at?: SourceSpan;
  /** What this hop received. */
  readonly request: HttpRequest;
  /** What it sent on; absent when it answered itself. */
  readonly forwarded?: HttpRequest;
  /** What it answered; absent when the connection never came about. */
  readonly response?: HttpResponse;
  readonly alternatives: readonly Alternative[];
  /** Default `ok`. `blocked`: a security group or a missing listener stops it. `error`: an AWS error answer. */
  readonly level?: 'ok' | 'blocked' | 'error';
  /** What it did with the answer that came back, where that was a decision of its own. */
  readonly returned?: Step;
  /** What was chosen, for machines. */
  readonly facts?: Facts;
}

/** A decision with its reason. */
export interface Step {
  readonly decision: string;
  readonly why: string;
  readonly at?: SourceSpan;
}

/** A possibility that lost, and the reason. */
export interface Alternative {
  readonly what: string;
  readonly why: string;
  readonly at?: SourceSpan;
}

/** The outcome of a hop in a form that needs no reading of sentences. */
export interface Facts {
  /** Gateway: path of the resource and method key (`ANY` or a method); null when none matched. */
  readonly matched?: { readonly resource: string; readonly method: string } | null;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly stage?: string;
  /** Gateway: type of the gateway response, e.g. `MISSING_AUTHENTICATION_TOKEN`. */
  readonly gatewayResponse?: string;
  readonly listenerPort?: number;
  /** ALB: priority or `default`. */
  readonly rule?: number | 'default';
  readonly action?: string;
  /** ALB, NLB: logical id of the chosen target group. */
  readonly targetGroup?: string;
  readonly target?: string;
  readonly failOpen?: boolean;
  /** The security group rule whose absence blocks the hop. */
  readonly missingRule?: MissingRule;
}

export interface MissingRule {
  readonly direction: 'ingress' | 'egress';
  /** Logical id of the group that lacks it. */
  readonly group: string;
  readonly protocol: 'tcp';
  readonly port: number;
  /** The other side: a security group, an address or a block. */
  readonly peer: string;
}
