import type { HttpRequest, HttpResponse } from '../message';
import type { Placed, Resource } from './placed';

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
