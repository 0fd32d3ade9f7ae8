import { find } from '../simulate/lookup';
import { toWorld } from '../simulate/world';
import { registeredElsewhere } from '../simulate/world/target-groups';
import type { SourceSpan, World } from '../simulate/index';
import { parse, type TemplateDocument } from '../template/index';
import { buildTopology, type ChosenParameters } from '../topology/index';
import { refusedValue } from '../topology/query/allowed-values';
import { ServeError } from './settings';

/** A template as it was read. */
export interface TemplateText {
  readonly uri: string;
  /** What messages call it. */
  readonly name: string;
  readonly text: string;
}

/** A world to serve, made of templates. */
export interface LoadedTemplate {
  readonly world: World;
  /** What had to be taken on trust, one sentence each. */
  readonly assumptions: readonly string[];
  /** The template as `name:line`, for the control page. */
  placeOf(at: SourceSpan): string | undefined;
}

/**
 * Makes a world of templates that belong together. `standIns` are target groups for which the user names a process: of
 * them nothing has to be assumed.
 * @throws ServeError with the first mistake that keeps it from being served.
 */
export function loadTemplate(
  texts: readonly TemplateText[],
  parameters: ChosenParameters,
  standIns: readonly string[] = [],
): LoadedTemplate {
  const names = new Map(texts.map(({ uri, name }) => [uri, name]));
  const documents = texts.map(({ uri, text }) => parse(uri, text, uri.endsWith('.json') ? { language: 'json' } : {}));
  for (const document of documents) refuseBroken(document, names.get(document.uri) ?? document.uri);
  const templates = documents.filter(({ dialect }) => dialect !== 'none');
  const all = texts.map(({ name }) => name).join(', ');
  if (templates.length === 0) throw new ServeError(`${all}: no CloudFormation or SAM template`);
  refuseUnknown(Object.keys(parameters), templates);
  refuseValues(parameters, templates);

  const topology = buildTopology(templates, parameters);
  const { world, assumptions } = toWorld(topology);
  if (Object.keys({ ...world.gateways, ...world.albs, ...world.nlbs }).length === 0) {
    throw new ServeError(`${all}: nothing to serve; there is no REST API and no load balancer`);
  }
  const settled = new Set(
    standIns.map((group) => registeredElsewhere(find(world.targetGroups, group)?.logicalId ?? group)),
  );
  return {
    world,
    assumptions: assumptions.filter((sentence) => !settled.has(sentence)),
    placeOf: (at) => {
      const document = templates.find(({ uri }) => uri === at.section.uri);
      // A trace may still speak of a part that a later version of the template has no more.
      if (!document?.sections.some((section) => section === at.section)) return undefined;
      return `${names.get(document.uri) ?? document.uri}:${document.lines.positionAt(document.locate(at).start).line + 1}`;
    },
  };
}

function refuseBroken(document: TemplateDocument, name: string): void {
  const problem = document.problems[0];
  if (!problem) return;
  const { line, character } = position(document, document.locate(problem).start);
  throw new ServeError(`${name}:${line}:${character}: ${problem.message}`);
}

function position(document: TemplateDocument, offset: number): { line: number; character: number } {
  const at = document.lines.positionAt(offset);
  return { line: at.line + 1, character: at.column + 1 };
}

function refuseUnknown(names: readonly string[], templates: readonly TemplateDocument[]): void {
  const known = templates.flatMap((document) => document.entries('Parameters').map(({ key }) => String(key.value)));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const hint = known.length > 0 ? `there are ${[...new Set(known)].join(', ')}` : 'the template has none';
  throw new ServeError(`--param: no parameter "${unknown}"; ${hint}`);
}

function refuseValues(parameters: ChosenParameters, templates: readonly TemplateDocument[]): void {
  const refused = refusedValue(templates, parameters);
  if (!refused) return;
  const { parameter, value, allowed } = refused;
  throw new ServeError(`--param: "${value}" is no allowed value of ${parameter}; there are ${allowed.join(', ')}`);
}
