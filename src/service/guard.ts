/** Runs one part of the work, so that a bug in it does not take the others down. Failures are collected by id. */
export interface Guard {
  run<T>(id: string, work: () => T): T | undefined;
  /** Ids of what failed, each once. */
  readonly failures: readonly string[];
}

/** Makes a guard. `onFailure` gets every error, for a log. */
export function createGuard(onFailure: (id: string, error: unknown) => void): Guard {
  const failures = new Set<string>();
  return {
    run: (id, work) => {
      try {
        return work();
      } catch (error) {
        failures.add(id);
        onFailure(id, error);
        return undefined;
      }
    },
    get failures() {
      return [...failures];
    },
  };
}
