import type { MethodModel, StageModel } from '../../simulate/index';

/** The path that a backend sees: literal texts and parameters of the client's path, in turn. */
export interface PathTemplate {
  readonly parts: readonly PathPart[];
  /** Matches every path that the template can become; one group for each parameter. */
  readonly pattern: RegExp;
  /** The path of the plain request. */
  readonly sample: string;
}

export type PathPart = { readonly text: string } | { readonly parameter: string };

/**
 * The backend path of a method in a stage. `{x}` in the `Uri` is filled only where `integration.request.path.x` is mapped.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 */
export function backendPath(method: MethodModel, stage: StageModel, path: string): PathTemplate | undefined {
  const { integration } = method;
  const uri = integration?.uri?.replace(
    /\$\{stageVariables\.([^}]*)\}/g,
    (_, name: string) => stage.variables?.[name] ?? '',
  );
  const found = uri === undefined ? undefined : /^https?:\/\/[^/?#]*([^?#]*)/i.exec(uri);
  if (!found) return undefined;
  const parts = (found[1] || '/').split(/(\{[^{}]+\})/).flatMap((piece): PathPart[] => {
    if (piece === '') return [];
    const name = /^\{(.+)\}$/.exec(piece)?.[1];
    const source =
      name === undefined ? undefined : integration?.requestParameters?.[`integration.request.path.${name}`];
    const parameter = /^method\.request\.path\.(.+)$/.exec(source ?? '')?.[1];
    return [parameter === undefined ? { text: piece } : { parameter }];
  });
  const sample = parts.map((part) => ('text' in part ? part.text : sampleOfParameter(part.parameter, path))).join('');
  return { parts, pattern: patternOf(parts, path), sample };
}

/** What a plain request has for a parameter of the client's path. */
export function sampleOfParameter(name: string, path: string): string {
  return path.includes(`{${name}+}`) ? 'sample' : '1';
}

/** Values of the client's path parameters that give this backend path; `undefined` where no values do. */
export function parametersFor(template: PathTemplate, backend: string): Readonly<Record<string, string>> | undefined {
  const match = template.pattern.exec(backend);
  if (!match) return undefined;
  const values: Record<string, string> = {};
  const names = template.parts.flatMap((part) => ('parameter' in part ? [part.parameter] : []));
  for (const [index, name] of names.entries()) {
    const value = match[index + 1] ?? '';
    if (values[name] !== undefined && values[name] !== value) return undefined;
    values[name] = value;
  }
  return values;
}

function patternOf(parts: readonly PathPart[], path: string): RegExp {
  const source = parts.map((part) => {
    if ('text' in part) return part.text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    return path.includes(`{${part.parameter}+}`) ? '(.+?)' : '([^/]+?)';
  });
  return new RegExp(`^${source.join('')}$`);
}
