import type { Entry, SourceSpan, World } from '../simulate/index';
import { nearest } from '../text/index';
import type { ChosenParameters } from '../topology/index';
import { refusedValue } from '../topology/query/allowed-values';
import { UserError } from './io';
import type { Workspace } from './workspace';

/**
 * Refuses parameters that no template has, and values that a template does not allow. `where` starts the message.
 * @throws UserError with the nearest name, or all that there are; or with the allowed values.
 */
export function checkParameters(parameters: ChosenParameters, { templates, document }: Workspace, where: string): void {
  const documents = templates.map((input) => document(input));
  const known = documents.flatMap((one) => one.entries('Parameters').map(({ key }) => String(key.value)));
  for (const name of Object.keys(parameters)) {
    if (known.includes(name)) continue;
    const guess = nearest(name, known);
    const hint = guess
      ? `did you mean ${guess}?`
      : known.length > 0
        ? `there are ${[...new Set(known)].join(', ')}`
        : 'the template has none';
    throw new UserError(`${where}: no parameter "${name}"; ${hint}`);
  }
  const refused = refusedValue(documents, parameters);
  if (refused)
    throw new UserError(
      `${where}: "${refused.value}" is no allowed value of ${refused.parameter}; there are ${refused.allowed.join(', ')}`,
    );
}

/** A door of a workspace: an API or a load balancer. */
interface Door {
  readonly kind: 'gateway' | 'alb' | 'nlb';
  /** Its name in the world that it belongs to. */
  readonly key: string;
  readonly logicalId: string;
  /** The document that it stands in. */
  readonly uri: string;
}

/**
 * The API or load balancer that `ID`, `ID:PORT` or `FILE#ID` names, with the document that it stands in. `where` starts
 * the message, `stage` chooses among APIs of one name.
 * @throws UserError when there is none of that name, or several.
 */
export function entryOf(
  to: string,
  workspace: Workspace,
  where: string,
  { stage, parameters }: { readonly stage?: string | undefined; readonly parameters?: ChosenParameters } = {},
): { readonly entry: Entry; readonly uri: string } {
  const [, name = to, digits] = /^(.*?)(?::(\d+))?$/.exec(to) ?? [];
  const port = digits === undefined ? {} : { port: Number(digits) };
  const doors = doorsOf(workspace);
  const nameIn = ({ logicalId, uri }: Door): string => `${workspace.nameOf(uri)}#${logicalId}`;
  const named = doors.filter(
    (door) => door.logicalId === name || nameIn(door) === name || nameIn(door).endsWith(`/${name}`),
  );
  const found = named.length > 0 ? named : doors.filter(({ key }) => key === name);
  const [first] = found;
  const chosen =
    found.length < 2
      ? first
      : found.find((door) => door.kind === 'gateway' && hasStage(workspace, door, stage, parameters));
  if (chosen) {
    const { kind, key, uri } = chosen;
    if (kind === 'gateway') return { entry: { gateway: key }, uri };
    return { entry: kind === 'alb' ? { alb: key, ...port } : { nlb: key, ...port }, uri };
  }
  if (first)
    throw new UserError(`${where}: "${name}" is in several templates; choose one of ${found.map(nameIn).join(', ')}`);
  const ids = doors.map(({ logicalId }) => logicalId);
  const isSole = (id: string): boolean => ids.indexOf(id) === ids.lastIndexOf(id);
  const texts = doors.map((door) => (isSole(door.logicalId) ? door.logicalId : nameIn(door)));
  throw new UserError(
    `${where}: no API or load balancer "${name}"; ${texts.length > 0 ? `there are ${texts.join(', ')}` : 'the template has none'}`,
  );
}

/**
 * The document whose API has the stage that a path starts with, else the first with an API, else the first template.
 * Undefined where there is no template.
 */
export function startFor(
  path: string,
  { templates, service }: Workspace,
  parameters: ChosenParameters,
): string | undefined {
  const stage = path.split(/[/?]/)[1] ?? '';
  const uris = templates.map(({ uri }) => uri);
  const stagesOf = (uri: string): readonly string[] =>
    Object.values(service.world(uri, parameters).world.gateways).flatMap(({ stages }) =>
      stages.map(({ name }) => name),
    );
  return (
    uris.find((uri) => stagesOf(uri).includes(stage)) ?? uris.find((uri) => service.routes(uri).length > 0) ?? uris[0]
  );
}

function hasStage(
  { service }: Workspace,
  { key, uri }: Door,
  stage: string | undefined,
  parameters?: ChosenParameters,
): boolean {
  const stages = service.world(uri, parameters).world.gateways[key]?.stages ?? [];
  return stages.some(({ name }) => name === stage);
}

/** Every door once, though templates that belong together share them. */
function doorsOf({ templates, service }: Workspace): readonly Door[] {
  const doors = new Map<string, Door>();
  for (const { uri: start } of templates) {
    const { world } = service.world(start);
    for (const { kind, logicalId, location } of service.topology(start).nodes) {
      const uri = location?.uri ?? start;
      if (kind !== 'rest-api' && kind !== 'alb' && kind !== 'nlb') continue;
      const [door, models] = doorKinds(world)[kind];
      const key = keyIn(models, logicalId, uri);
      if (!doors.has(`${uri}#${logicalId}`)) doors.set(`${uri}#${logicalId}`, { kind: door, key, logicalId, uri });
    }
  }
  return [...doors.values()];
}

type Models = Readonly<Record<string, { readonly at?: SourceSpan }>>;

function doorKinds(world: World): Readonly<Record<'rest-api' | 'alb' | 'nlb', readonly [Door['kind'], Models]>> {
  return { 'rest-api': ['gateway', world.gateways], alb: ['alb', world.albs], nlb: ['nlb', world.nlbs] };
}

/** A world has the file's name in the key where two templates use one logical id. */
function keyIn(models: Models, logicalId: string, uri: string): string {
  const isIt = ([key, { at }]: [string, Models[string]]): boolean =>
    (key === logicalId || key.startsWith(`${logicalId}@`)) && at?.section.uri === uri;
  return Object.entries(models).find(isIt)?.[0] ?? logicalId;
}
