import type * as Core from './core';

/** Evaluates the core, a bundle of its own beside this one. */
export function loadCore(): Promise<typeof Core> {
  return import('./core');
}
