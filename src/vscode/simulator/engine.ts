/**
 * The parts of the engine that the live simulator takes from the core's bundle, so that the extension holds them once
 * (scripts/simulator-bundle.js).
 */
export * from '../../simulate/index';
export * from '../../simulate/alb/attributes';
export * from '../../simulate/alb/pages';
export * from '../../simulate/alb/walk';
export * from '../../simulate/gateway/content';
export * from '../../simulate/headers';
export * from '../../simulate/internet';
export * from '../../simulate/journey';
export * from '../../simulate/link/walk';
export * from '../../simulate/lookup';
export * from '../../simulate/nlb/health';
export * from '../../simulate/nlb/walk';
export * from '../../simulate/time';
export * from '../../simulate/waiting';
