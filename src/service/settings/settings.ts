import type { Level } from '../../service-types';

/** What `unbridge.yaml` says. Everything is optional there; what is missing is `undefined` or empty here. */
export interface ProjectSettings {
  /** Severities by rule. */
  readonly rules: Readonly<Record<string, Level>>;
  /** Patterns of files that are not checked, relative to the folder of the file. */
  readonly ignore: readonly string[];
  /** The mildest severity that fails `unbridge check`. */
  readonly failOn: FailOn | undefined;
  /** The file with the findings that are known, relative to the folder of the file. */
  readonly baseline: string | undefined;
  /** What `unbridge compare` reckons with. */
  readonly compare: CompareSettings;
}

export interface CompareSettings {
  readonly region?: string;
  readonly requestsPerMonth?: number;
  readonly gbPerMonth?: number;
}

export type FailOn = 'error' | 'warning' | 'info' | 'hint';

/** The names that the file may have, the first one first. */
export const settingsFiles = ['unbridge.yaml', 'unbridge.yml'] as const;

export const noSettings: ProjectSettings = {
  rules: {},
  ignore: [],
  failOn: undefined,
  baseline: undefined,
  compare: {},
};
