import type * as http from 'node:http';

/** How many requests still travel through a world, so that nothing they need is closed under them. */
export interface Usage {
  /** Requests under way. */
  readonly count: number;
  /** Counts a request until its response is closed. */
  hold(response: http.ServerResponse): void;
  /** Resolves when no request is left, at once if there is none. */
  idle(): Promise<void>;
}

/** Nobody yet. */
export function createUsage(): Usage {
  let running = 0;
  let waiting: (() => void)[] = [];
  return {
    get count() {
      return running;
    },
    hold(response) {
      running += 1;
      response.once('close', () => {
        running -= 1;
        if (running > 0) return;
        for (const resolve of waiting) resolve();
        waiting = [];
      });
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
