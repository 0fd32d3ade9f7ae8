/** A LocalStack on this machine. */
export interface RunningLocalStack {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one on a free port of the loopback, installing it first where it is missing. Rejects with the reason. */
export function startLocalStack(log: (line: string) => void): Promise<RunningLocalStack>;
