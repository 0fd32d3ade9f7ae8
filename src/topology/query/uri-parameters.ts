import type { IntegrationUri } from '../index';

/** A `{name}` in the path or query of a `Uri`. */
export interface UriParameter {
  readonly name: string;
  /** As it is written, braces included. */
  readonly text: string;
}

/** The parameters of a `Uri`. `${…}` is a stage variable or something that is not known, and no parameter. */
export function uriParameters(uri: IntegrationUri): readonly UriParameter[] {
  const found = new Map<string, UriParameter>();
  for (const [text, name] of uri.path.matchAll(/(?<!\$)\{([^{}$]+)\}/g)) {
    found.set(text, { text, name: name!.replace(/\+$/, '') });
  }
  return [...found.values()];
}
