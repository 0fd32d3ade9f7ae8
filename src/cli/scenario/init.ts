import * as path from 'node:path';
import { generateScenario } from '../../compare/scenario/index';
import { writeData } from '../../template/index';
import { absolute, reasonOf } from '../disk';
import { UserError, type Io } from '../io';
import { count } from '../style';
import { openWorkspace } from '../workspace';

/**
 * Writes a scenario file beside a template, with every request that tells its routes apart and its present outcome.
 * @throws UserError when the file is there already and `force` is not set, or the template has no routes.
 */
export async function initScenario(operands: readonly string[], force: boolean, io: Io): Promise<void> {
  const workspace = await openWorkspace('test', operands, io);
  const template = workspace.templates.find(({ uri }) => workspace.service.routes(uri).length > 0);
  if (!template) throw new UserError(`${workspace.operands}: no CloudFormation or SAM template with a REST API`);
  if (template.name === '-')
    throw new UserError('unbridge test: --init needs a file, for the tests are written beside it');
  const target = `${template.name.replace(/\.[^./\\]+$/, '')}.paths.yaml`;
  const { world, assumptions } = workspace.service.world(template.uri);
  const { options, requests } = generateScenario(world);
  const names = [template, ...workspace.templates.filter((other) => other !== template)].map(({ name }) =>
    path.posix.relative(path.posix.dirname(target), name),
  );
  const text = [
    '# Where requests end, as the template has it now. Run it with: unbridge test ' + target,
    writeData({
      template: names.length === 1 ? names[0] : names,
      ...(Object.keys(options).length === 0 ? {} : { options }),
      requests,
    }),
  ].join('\n');
  await write(target, text, force, io);
  io.stdout.write(`${target}: written, ${count(requests.length, 'request')}\n`);
  for (const assumption of assumptions) io.stderr.write(`assumed: ${assumption}\n`);
}

async function write(name: string, text: string, force: boolean, io: Io): Promise<void> {
  const file = absolute(io.cwd, name);
  const after = new TextEncoder().encode(text);
  try {
    if ((await io.disk.kind(file)) === undefined) return await io.disk.create(file, after);
    if (!force) throw new UserError(`${name}: is there already; --force writes it anew`);
    await io.disk.replace([{ path: file, before: await io.disk.read(file), after }]);
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(`${name}: cannot be written, ${reasonOf(error)}`);
  }
}
