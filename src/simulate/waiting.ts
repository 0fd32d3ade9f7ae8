import type { TargetBehaviour, TargetOutcome, TargetRequest } from './model';

/**
 * A request that has reached a target, and what remains to be done with its answer. So one run of the engine serves
 * both a pure target, which is asked at once, and a real one, whose answer takes its time.
 */
export interface Waiting<T> {
  readonly behaviour: TargetBehaviour;
  readonly request: TargetRequest;
  /** Goes on with what the target said. To be called once. */
  resume(outcome: TargetOutcome): T;
}

/** Whether a target is still to be asked. */
export function isWaiting<T extends object>(way: T | Waiting<T>): way is Waiting<T> {
  return 'resume' in way;
}

/** Does something with the end of a way, now or when the target has answered. */
export function then<T extends object, U extends object>(way: T | Waiting<T>, next: (end: T) => U): U | Waiting<U> {
  if (!isWaiting(way)) return next(way);
  return { behaviour: way.behaviour, request: way.request, resume: (outcome) => next(way.resume(outcome)) };
}

/** The end of a way; a target on it is asked now. */
export function settled<T extends object>(way: T | Waiting<T>): T {
  return isWaiting(way) ? way.resume(way.behaviour(way.request)) : way;
}
