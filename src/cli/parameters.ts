import { parseData } from '../template/index';
import { createLineIndex } from '../text/index';
import { absolute, reasonOf } from './disk';
import { decode } from './inputs';
import { UserError, type Io } from './io';
import { readParameters } from './request';

/** The options by which a command is told the values of template parameters. */
export const parameterOptions = {
  param: {
    type: 'string',
    short: 'p',
    multiple: true,
    value: 'Key=Value',
    help: 'the value of a template parameter',
  },
  parameters: {
    type: 'string',
    value: 'FILE',
    help: 'the values of parameters, from a parameter file of CloudFormation',
  },
} as const;

/**
 * The values of a parameter file, and those of `--param`, which count more.
 * @throws UserError that says which file and line, and what was expected.
 */
export async function chosenParameters(
  command: string,
  { param, parameters }: { readonly param: readonly string[]; readonly parameters: string | undefined },
  io: Io,
): Promise<Readonly<Record<string, string>>> {
  const fromFile = parameters === undefined ? {} : await readParameterFile(parameters, io);
  return { ...fromFile, ...readParameters(param, `unbridge ${command}`) };
}

const expected =
  'expected [{ "ParameterKey": …, "ParameterValue": … }], { "Parameters": { Key: value } } or ["Key=value"]';

/**
 * Reads a parameter file in the forms that the AWS CLI takes: of `create-stack`, of CodePipeline, and of
 * `deploy --parameter-overrides`. https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy/
 */
async function readParameterFile(file: string, io: Io): Promise<Readonly<Record<string, string>>> {
  const text = await read(file, io);
  const { value, problems, rangeOf } = parseData(text);
  const complain = (at: { readonly start: number }, what: string): never => {
    throw new UserError(`${file}:${createLineIndex(text).positionAt(at.start).line + 1}: ${what}`);
  };
  const [problem] = problems;
  if (problem) complain(problem.range, problem.message);
  const chosen = new Map<string, string>();
  const put = (key: unknown, given: unknown, path: readonly (string | number)[]): void => {
    const isPlain = typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean';
    if (typeof key === 'string' && isPlain) chosen.set(key, String(given));
    else complain(rangeOf(path), expected);
  };
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly unknown[]).entries()) {
      if (typeof item === 'string' && item.includes('='))
        put(item.slice(0, item.indexOf('=')), item.slice(item.indexOf('=') + 1), [index]);
      else if (!isRecord(item)) complain(rangeOf([index]), expected);
      // What the stack has now is not known here.
      else if (item['UsePreviousValue'] !== true) put(item['ParameterKey'], item['ParameterValue'], [index]);
    }
  } else if (isRecord(value) && isRecord(value['Parameters'])) {
    for (const [key, given] of Object.entries(value['Parameters'])) put(key, given, ['Parameters', key]);
  } else complain({ start: 0 }, expected);
  return Object.fromEntries(chosen);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function read(file: string, io: Io): Promise<string> {
  try {
    return decode(await io.disk.read(absolute(io.cwd, file))).text;
  } catch (error) {
    throw new UserError(`${file}: cannot be read, ${reasonOf(error)}`);
  }
}
