import type { HeaderList, HttpRequest, Peer } from '../message';
import type { GatewayModel, ResourceModel, StageModel } from '../model';
import type { QueryParameter } from '../query';
import type { SimOptions } from '../trace';
import type { RouteMatch } from './router';

/** The settings of a simulation that matter to the gateway, all filled in. */
export type GatewayOptions = Required<
  Pick<SimOptions, 'stageInPath' | 'integrationFailure' | 'authorization' | 'apiKeys' | 'random' | 'now'>
>;

/** What the gateway knows about one request while it travels; made by `gatewayRequest`, handed to `gatewayResponse`. */
export interface Exchange {
  readonly model: GatewayModel;
  readonly options: GatewayOptions;
  /** The client's request. */
  readonly request: HttpRequest;
  readonly peer: Peer;
  /** The client's method, or what `X-HTTP-Method-Override` makes of it. */
  readonly method: string;
  /** Absent when the path names no stage of the API. */
  readonly stage?: StageModel;
  readonly resources: readonly ResourceModel[];
  readonly isCanary: boolean;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** Path below the stage, percent-encoding kept, slashes at the start counted as one. */
  readonly path: string;
  /** Client headers without those that never enter the method request. */
  readonly headers: HeaderList;
  readonly query: readonly QueryParameter[];
  readonly match?: RouteMatch;
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** Value of `X-Amzn-Trace-Id` towards the backend. */
  readonly traceId: string;
  /** `$context`; templates may write to its overrides. */
  readonly context: GatewayContext;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
export type GatewayContext = Record<string, unknown> & {
  requestOverride: {
    header: Record<string, unknown>;
    path: Record<string, unknown>;
    querystring: Record<string, unknown>;
  };
  responseOverride: { status?: unknown; header: Record<string, unknown> };
};

const apiIds = new WeakMap<GatewayModel, string>();

/** The API's id; where only AWS knows it, ten letters and digits made from the logical id. */
export function apiIdOf(model: GatewayModel): string {
  if (model.apiId !== undefined) return model.apiId;
  let id = apiIds.get(model);
  if (id === undefined) apiIds.set(model, (id = idFrom(model.logicalId, 10)));
  return id;
}

/** A text that looks like an id of API Gateway and is always the same for the same name. */
export function idFrom(name: string, length: number): string {
  let hash = 2166136261;
  let id = '';
  for (let round = 0; id.length < length; round++) {
    for (const character of `${name}${round}`) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
    }
    id += hash.toString(36);
  }
  return id.slice(0, length);
}

/** Host name of the default endpoint. https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html */
export function gatewayHost(model: GatewayModel): string {
  return `${apiIdOf(model)}.execute-api.${model.region ?? 'us-east-1'}.amazonaws.com`;
}
