import type { ErrorObject } from 'ajv';
import schema from '../../../schemas/paths.schema.json';
import type { ScenarioFile } from '../../compare/scenario/index';
import { detect, parseData, type Data, type DataPath } from '../../template/index';
import { createLineIndex, nearest, type PositionRange } from '../../text/index';
import type { Input } from '../inputs';
import { UserError } from '../io';

/** A `*.paths.yaml` file that fits its schema. */
export interface Scenario {
  readonly input: Input;
  readonly file: ScenarioFile;
  /** Where the value at a path stands. */
  rangeAt(path: DataPath): PositionRange;
}

/**
 * Reads and validates a scenario file, YAML or JSON.
 * @throws UserError with file, line and what was expected; it names the first mistake and counts the others.
 */
export async function readScenario(input: Input): Promise<Scenario> {
  const data = parseData(input.text);
  const lines = createLineIndex(input.text);
  const fail = (offset: number, message: string, others: number): never => {
    const more = others > 0 ? ` (and ${others} more)` : '';
    throw new UserError(`${nameOf(input)}:${lines.positionAt(offset).line + 1}: ${message}${more}`);
  };
  if (detect(input.text) !== 'none')
    throw new UserError(
      `${nameOf(input)}: is a template; unbridge test --init ${nameOf(input)} writes the file with its request paths`,
    );
  const [problem] = data.problems;
  if (problem) return fail(problem.range.start, problem.message, data.problems.length - 1);
  const mistakes = await mistakesIn(data);
  const [mistake] = mistakes;
  if (mistake) return fail(mistake.offset, mistake.message, mistakes.length - 1);
  return {
    input,
    file: data.value as ScenarioFile,
    rangeAt: (path) => lines.rangeAt(data.rangeOf(path)),
  };
}

/** How messages call an input. */
export function nameOf({ name }: Pick<Input, 'name'>): string {
  return name === '-' ? 'stdin' : name;
}

interface Mistake {
  readonly offset: number;
  readonly message: string;
  /** A misspelled key explains the one that is missing, so it comes first. */
  readonly rank: number;
}

async function mistakesIn(data: Data): Promise<readonly Mistake[]> {
  const { default: Ajv } = await import('ajv');
  const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(schema);
  if (validate(data.value)) return [];
  return (validate.errors ?? [])
    .map((error) => toMistake(error, data))
    .sort((left, right) => left.rank - right.rank || left.offset - right.offset);
}

function toMistake(error: ErrorObject, data: Data): Mistake {
  const path = pathOf(error.instancePath, data.value);
  const params = error.params as Readonly<Record<string, unknown>>;
  if (error.keyword === 'additionalProperties') {
    const key = String(params['additionalProperty']);
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
    const guess = nearest(key, known);
    return {
      offset: data.keyRangeOf([...path, key]).start,
      rank: 0,
      message: `unknown key "${key}"; ${guess ? `did you mean "${guess}"?` : `there are ${known.join(', ')}`}`,
    };
  }
  if (error.keyword === 'required')
    return {
      offset: data.rangeOf(path).start,
      rank: 1,
      message: `${subject(path)} lacks "${String(params['missingProperty'])}"`,
    };
  return { offset: data.rangeOf(path).start, rank: 1, message: `${subject(path)} ${demand(error, params)}` };
}

function demand(
  { keyword, data, message, instancePath }: ErrorObject,
  params: Readonly<Record<string, unknown>>,
): string {
  const got = data === undefined || data === null ? 'nothing' : JSON.stringify(data);
  const instead = `, not ${got.length <= 60 ? got : `${got.slice(0, 57)}...`}`;
  switch (keyword) {
    case 'type':
      return `is ${[params['type']]
        .flat()
        .map((type) => typeNames[String(type)] ?? String(type))
        .join(' or ')}${instead}`;
    case 'enum':
      return `is ${(params['allowedValues'] as readonly unknown[]).join(' or ')}${instead}`;
    case 'pattern':
      return instancePath.endsWith('/request')
        ? `is a method and a path, such as GET /prod/orders${instead}`
        : `does not fit${instead}`;
    case 'minimum':
    case 'maximum':
      return `is a number from 100 to 599${instead}`;
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return 'is empty';
    default:
      return message ?? 'is not as expected';
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  null: 'null',
};

function subject(path: DataPath): string {
  const last = path.findLast((step) => typeof step === 'string');
  if (last === undefined) return 'the file';
  return typeof path.at(-1) === 'number' ? `an item of "${last}"` : `"${last}"`;
}

/** A JSON pointer as keys and indexes. https://www.rfc-editor.org/rfc/rfc6901 */
function pathOf(pointer: string, value: unknown): DataPath {
  let current = value;
  return pointer
    .split('/')
    .slice(1)
    .map((text) => {
      const key = text.replaceAll('~1', '/').replaceAll('~0', '~');
      const isIndex = Array.isArray(current);
      current = (current as Readonly<Record<string, unknown>> | undefined)?.[key];
      return isIndex ? Number(key) : key;
    });
}
