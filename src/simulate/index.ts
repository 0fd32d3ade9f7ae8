/**
 * The pure engine: a resolved `World` and a request in, the path of the request with all its reasons out.
 * Knows no template, no clock and no socket. `simulate` runs the whole way; the live server drives the same
 * functions hop by hop.
 */
export { simulate } from './simulate';
export type {
  Alternative,
  Entry,
  Facts,
  Hop,
  HopKind,
  MissingRule,
  Step,
  SimOptions,
  SimRequest,
  Trace,
} from './trace';
export type * from './model';
export type { HeaderField, HeaderList, HttpRequest, HttpResponse, Peer } from './message';
export { toBytes, toText } from './message';
export { hasHeader, header, headerList, headerValues, withHeader, withoutHeader, type HeaderInput } from './headers';

// The same decisions, hop by hop, for the live server.
export { gatewayRequest, type GatewayAnswer, type GatewayCall, type GatewayDecision } from './gateway/request';
export { gatewayResponse, type CallFailure, type ReturnedAnswer } from './gateway/response';
export type { Exchange, GatewayOptions } from './gateway/exchange';
export { gatewayHost } from './gateway/exchange';
export type { IntegrationCall } from './gateway/call';
export { linkDecide, type LinkDecision } from './link/decide';
export { nlbDecide, type NlbDecision } from './nlb/decide';
export { albDecide, type AlbAnswer, type AlbDecision, type AlbForward, type AlbOptions } from './alb/decide';
export { albForwardHeaders } from './alb/forward-headers';
export { chooseTarget, targetName, type TargetChoice } from './target/choose';
export { echo } from './target/echo';
export { sequence } from './random';
