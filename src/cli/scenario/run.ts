import * as path from 'node:path';
import { checkExpectation, type Failure, type ScenarioRequest } from '../../compare/scenario/index';
import { simulate, type SimRequest } from '../../simulate/index';
import type { PositionRange } from '../../text/index';
import { checkParameters, entryOf, startFor } from '../entry';
import { UserError, type Io } from '../io';
import { openWorkspace } from '../workspace';
import { nameOf, type Scenario } from './read';

/** What one file came to. */
export interface TestedFile {
  readonly name: string;
  readonly templates: readonly string[];
  readonly tests: readonly Tested[];
  /** What had to be taken on trust to simulate. */
  readonly assumptions: readonly string[];
}

/** What one request came to. */
export interface Tested {
  readonly name: string;
  readonly request: string;
  readonly range: PositionRange;
  /** Empty where all came true. */
  readonly failures: readonly (Failure & { readonly range: PositionRange })[];
}

/**
 * Sends every request of a scenario through its template.
 * @throws UserError when the template cannot be read, or the scenario names what it does not have.
 */
export async function runScenario(scenario: Scenario, io: Io): Promise<TestedFile> {
  const { input, file, rangeAt } = scenario;
  const folder = input.name === '-' ? '' : path.posix.dirname(input.name);
  const templates = [file.template]
    .flat()
    .map((name) => (path.posix.isAbsolute(name) ? name : path.posix.join(folder, name)));
  const lineOf = (at: readonly (string | number)[]): string => `${nameOf(input)}:${rangeAt(at).start.line + 1}`;
  const workspace = await openWorkspace('test', templates, io).catch((error: unknown) => {
    throw error instanceof UserError ? new UserError(`${lineOf(['template'])}: ${error.message}`) : error;
  });
  const { service } = workspace;
  const start = workspace.templates.find(({ uri }) => service.routes(uri).length > 0) ?? workspace.templates[0];
  if (!start) throw new UserError(`${lineOf(['template'])}: ${templates[0]} is no CloudFormation or SAM template`);
  const parameters = Object.fromEntries(
    Object.entries(file.parameters ?? {}).map(([name, value]) => [name, String(value)]),
  );
  for (const [name, value] of Object.entries(parameters))
    checkParameters({ [name]: value }, workspace, lineOf(['parameters', name]));
  const assumptions = new Set<string>();
  const tests = file.requests.map((request, index): Tested => {
    const at = ['requests', index];
    const { path: target } = toRequest(request);
    const stage = target.split('/')[1];
    const to =
      request.to === undefined
        ? undefined
        : entryOf(request.to, workspace, lineOf([...at, 'to']), { stage, parameters });
    const resolved = service.world(to?.uri ?? startFor(target, workspace, parameters) ?? start.uri, parameters);
    for (const assumption of resolved.assumptions) assumptions.add(assumption);
    const sent = { ...toRequest(request), ...(to ? { to: to.entry } : {}) };
    const trace = simulate(resolved.world, sent, file.options ?? {});
    return {
      name: request.name ?? request.request,
      request: request.request,
      range: rangeAt(at),
      failures: checkExpectation(request.expect, trace, resolved.world).map((failure) => ({
        ...failure,
        range: rangeAt([...at, 'expect', ...failure.path]),
      })),
    };
  });
  return { name: input.name, templates, tests, assumptions: [...assumptions] };
}

function toRequest({ request, headers, body, sourceIp }: ScenarioRequest): SimRequest {
  const [, method = '', target = ''] = /^(\S+) (.*)$/.exec(request) ?? [];
  const fields = Object.entries(headers ?? {}).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, String(each)] as const),
  );
  const isText = typeof body === 'string';
  const needsType = body !== undefined && !isText && !fields.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    method: method.toUpperCase(),
    path: target,
    headers: needsType ? [...fields, ['Content-Type', 'application/json']] : fields,
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    ...(sourceIp === undefined ? {} : { clientIp: sourceIp }),
  };
}
