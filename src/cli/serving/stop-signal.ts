/** The wish of the user, or of the system, that a command ends. */
export interface StopSignal {
  readonly signal: AbortSignal;
  readonly received: Promise<void>;
  /** Leaves signals to the system again. */
  forget(): void;
}

/** Waits for the first SIGINT or SIGTERM; a second one ends the process at once. */
export function stopSignal(): StopSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(2);
    controller.abort();
  };
  // They stay until the end: a library that finds no other listener than its own would end the process.
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const received = new Promise<void>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const forget = (): void => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
  return { signal: controller.signal, received, forget };
}
