/** The contents of a `*.paths.yaml` file, as `schemas/paths.schema.json` describes it. */
export interface ScenarioFile {
  readonly template: string | readonly string[];
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  readonly options?: ScenarioOptions;
  readonly requests: readonly ScenarioRequest[];
}

/** A subset of the options of a simulation, with the same meaning. */
export interface ScenarioOptions {
  readonly authorization?: 'enforce' | 'let-pass';
  readonly apiKeys?: 'enforce' | 'let-pass';
  readonly securityGroups?: 'enforce' | 'ignore';
  readonly stageInPath?: 'as-recorded' | 'as-documented';
  readonly integrationFailure?: 'as-recorded' | 'as-documented';
}

/** One request and where it is expected to end. */
export interface ScenarioRequest {
  readonly name?: string;
  /** `METHOD /stage/path?query`. */
  readonly request: string;
  readonly headers?: Readonly<Record<string, string | number | readonly string[]>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly sourceIp?: string;
  /** `ID` or `ID:PORT`. */
  readonly to?: string;
  readonly expect: Expectation;
}

/** What is not named is not checked; null means that there must be none. */
export interface Expectation {
  readonly status?: number;
  readonly targetGroup?: string | null;
  readonly target?: string | null;
  /** Priority, logical id or `default`. */
  readonly rule?: number | string | null;
  readonly gatewayResponse?: string | null;
  readonly headers?: ExpectedHeaders;
  readonly body?: string | ExpectedBody;
  readonly received?: ExpectedMessage;
}

export type ExpectedHeaders = Readonly<Record<string, string | number | null>>;

export interface ExpectedBody {
  readonly exact?: string;
  readonly contains?: string | readonly string[];
  readonly json?: unknown;
}

/** What the target gets. */
export interface ExpectedMessage {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: ExpectedHeaders;
  readonly body?: string;
}

/** One expectation that did not come true. */
export interface Failure {
  /** Keys below `expect`: `['headers', 'Location']`. */
  readonly path: readonly string[];
  /** For people: `target group "Orders"`. */
  readonly expected: string;
  readonly actual: string;
  /** The hop that decided, and its reason. */
  readonly why: string;
}
