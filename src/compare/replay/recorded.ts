import type { HeaderField } from '../../simulate/index';

/** Requests as some other tool wrote them down. */
export interface Recording {
  /** What `at` counts. */
  readonly unit: 'line' | 'entry';
  readonly requests: readonly Recorded[];
  /** What could not be read; the rest counts all the same. */
  readonly skipped: readonly Skipped[];
  /** What had to be taken on trust, with its place: a host that the file leaves open. */
  readonly assumed?: readonly Skipped[];
}

/** One request, not yet brought to an API or load balancer. */
export interface Recorded {
  /** One-based number of the line, or of the entry of a HAR file. */
  readonly at: number;
  readonly name?: string;
  readonly method: string;
  /** An absolute URL, or a path with or without its stage. */
  readonly url: string;
  readonly headers?: readonly HeaderField[];
  readonly body?: string | Uint8Array;
  /** A file, relative to the recording, that holds the body. */
  readonly bodyFile?: string;
  readonly clientIp?: string;
  /** The stage, where the recording tells it apart from the path. */
  readonly stage?: string;
  /** `url` is the path of a resource (`/orders/{id}`), below the stage. */
  readonly isResource?: boolean;
  /** The file holds whatever a browser asked for: requests to other hosts are left out. */
  readonly mayBeForeign?: boolean;
  /** The status of the recorded response. */
  readonly status?: number;
}

/** Something that was left out, and the reason. */
export interface Skipped {
  readonly at: number;
  readonly reason: string;
}
