/** A Docker engine that has an image of LocalStack. */
export interface DockerEngine {
  /** As in `DOCKER_HOST`; undefined for Docker's own default. */
  readonly host: string | undefined;
  readonly image: string;
  /** Ids of all containers, running or not. */
  containers(): readonly string[];
  stop(): Promise<void>;
}

/** Finds or starts one. Rejects with the reason where that is impossible. */
export function startDocker(log: (line: string) => void): Promise<DockerEngine>;
