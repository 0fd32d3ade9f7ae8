/**
 * How the live server uses the pure engine, which knows neither sockets nor waiting. The targets of a live world do not
 * answer; they note that they were asked. So the engine is first run to see which target it asks for what, then the
 * request really goes there, and then the engine is run again, with the same numbers, on what the target really said.
 * Both runs end before anything else happens, so that one place for notes is enough.
 */
import type { TargetBehaviour, TargetOutcome, TargetRequest } from '../simulate/index';
import type { Backend } from './backend';

/** The target that the engine wants to call, and what it wants to say to it. */
export interface Asked {
  readonly backend: Backend;
  readonly request: TargetRequest;
}

let asked: Asked | undefined;
let told: TargetOutcome | undefined;

/** An empty answer: what the engine makes of it shows what it adds to any answer. */
const notYet: TargetOutcome = { status: 200, headers: [], body: new Uint8Array(0) };

/** The behaviour of a target of a live world. */
export function probing(backend: Backend): TargetBehaviour {
  return (request) => {
    asked = { backend, request };
    return told ?? notYet;
  };
}

/** Runs the engine up to the target. `asked` is absent when the request never got that far; then `result` is final. */
export function ask<T>(run: () => T): { readonly result: T; readonly asked?: Asked } {
  asked = undefined;
  told = undefined;
  const result = run();
  const found = asked as Asked | undefined;
  asked = undefined;
  return found ? { result, asked: found } : { result };
}

/** Runs the engine to the end, with what the target said. */
export function tell<T>(outcome: TargetOutcome, run: () => T): T {
  told = outcome;
  try {
    return run();
  } finally {
    told = undefined;
    asked = undefined;
  }
}

/** Chance that can be played again: what `draw` gave first, `again` gives in the same order. */
export interface Draws {
  readonly draw: () => number;
  /** Starts anew. `replace` stands for the number drawn last. */
  again(replace?: number): () => number;
}

/** Notes the numbers that `random` gives. */
export function createDraws(random: () => number): Draws {
  const drawn: number[] = [];
  return {
    draw: () => {
      const number = random();
      drawn.push(number);
      return number;
    },
    again: (replace) => {
      if (replace !== undefined && drawn.length > 0) drawn[drawn.length - 1] = replace;
      let next = 0;
      return () => drawn[next++] ?? random();
    },
  };
}
