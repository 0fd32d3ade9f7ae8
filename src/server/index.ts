/**
 * The live simulator: a world on loopback sockets, with the decisions of the pure engine at every hop.
 * Everything binds to 127.0.0.1 and calls nothing but what the user named.
 */
export { startServer, type LiveServer, type ServedStage } from './server';
export type { ServedListener } from './listeners';
export type { TargetState } from './health';
export type { ServedTarget } from './served-targets';
export type { Difference, LiveTrace, SecondAnswer, Traces } from './traces';
export { requestLines } from './request-line';
export { PortTaken } from './sockets';
export { isServeError, ServeError, type ServeOptions } from './settings';
export type { OpenSecondEngine } from './second-engine';
export type { UserTarget } from './live-world';
export { loadTemplate, type LoadedTemplate, type TemplateText } from './template';
export { watchFiles } from './watch';
