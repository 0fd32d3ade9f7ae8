import type { Level } from '../../service-types';
import { parseData, type DataPath, type DataProblem } from '../../template/index';
import { nearest } from '../../text/index';
import { ruleTexts } from '../rule-texts';
import { noSettings, type FailOn, type ProjectSettings } from './settings';

/** Settings, and what is wrong with their text. What is wrong counts for nothing; the rest holds. */
export interface ReadSettings {
  readonly settings: ProjectSettings;
  readonly problems: readonly DataProblem[];
}

/** Reads the text of an `unbridge.yaml`. Never throws. `schemas/unbridge.schema.json` says the same to editors. */
export function readSettings(text: string): ReadSettings {
  const data = parseData(text);
  const problems: DataProblem[] = [...data.problems];
  if (problems.length > 0 || data.value === null || data.value === undefined) return { settings: noSettings, problems };

  const wrong = (path: DataPath, message: string): undefined => {
    problems.push({ message, range: data.rangeOf(path) });
    return undefined;
  };
  /** The value of a key where it fits, or `undefined`. */
  const take = <T>(
    from: Fields,
    path: DataPath,
    fits: (value: unknown) => value is T,
    wanted: string,
  ): T | undefined => {
    const value = from[String(path.at(-1))];
    if (value === undefined || fits(value)) return value;
    return wrong(path, `${subject(path)} is ${wanted}, not ${shown(value)}`);
  };
  /** The fields at a path; what is not among `known` is reported. */
  const fields = (value: unknown, path: DataPath, known: readonly string[], kind: string): Fields => {
    if (value === undefined || value === null) return {};
    if (!isFields(value)) {
      wrong(path, `${subject(path)} is a mapping, not ${shown(value)}`);
      return {};
    }
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue;
      const guess = nearest(key, known);
      const help = guess
        ? `did you mean "${guess}"?`
        : known.length > 12
          ? 'see unbridge explain'
          : `there are ${known.join(', ')}`;
      problems.push({ message: `unknown ${kind} "${key}"; ${help}`, range: data.keyRangeOf([...path, key]) });
    }
    return value;
  };

  const top = fields(data.value, [], topKeys, 'key');
  const rules = fields(top['rules'], ['rules'], ruleIds, 'rule');
  const levelsOfRules = ruleIds.flatMap((id): readonly [string, Level][] => {
    const level = take(rules, ['rules', id], isLevel, oneOf(levels));
    return level === undefined ? [] : [[id, level]];
  });
  const compare = fields(top['compare'], ['compare'], compareKeys, 'key');
  const region = take(compare, ['compare', 'region'], isRegion, 'the name of a Region, such as eu-west-1');
  const requestsPerMonth = take(compare, ['compare', 'requestsPerMonth'], isAmount, 'a number, 0 or more');
  const gbPerMonth = take(compare, ['compare', 'gbPerMonth'], isAmount, 'a number, 0 or more');
  const listed = top['ignore'] ?? [];
  if (!Array.isArray(listed)) wrong(['ignore'], `"ignore" is a list of patterns, not ${shown(listed)}`);
  const ignore = (Array.isArray(listed) ? listed : []).flatMap((pattern: unknown, index): readonly string[] => {
    if (isText(pattern)) return [pattern];
    wrong(['ignore', index], `an item of "ignore" is a pattern, such as vendor/**, not ${shown(pattern)}`);
    return [];
  });
  const settings: ProjectSettings = {
    rules: Object.fromEntries(levelsOfRules),
    ignore,
    failOn: take(top, ['failOn'], isFailOn, oneOf(failOns)),
    baseline: take(top, ['baseline'], isText, 'the path of a file'),
    compare: {
      ...(region === undefined ? {} : { region }),
      ...(requestsPerMonth === undefined ? {} : { requestsPerMonth }),
      ...(gbPerMonth === undefined ? {} : { gbPerMonth }),
    },
  };
  return { settings, problems: problems.sort((a, b) => a.range.start - b.range.start) };
}

type Fields = Readonly<Record<string, unknown>>;

const topKeys = ['rules', 'ignore', 'failOn', 'baseline', 'compare'];
const compareKeys = ['region', 'requestsPerMonth', 'gbPerMonth'];
const levels = ['off', 'hint', 'info', 'warning', 'error'] as const satisfies readonly Level[];
const failOns = ['error', 'warning', 'info', 'hint'] as const satisfies readonly FailOn[];
const ruleIds = ruleTexts.map(({ id }) => id).filter((id) => id !== 'syntax');

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isRegion(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z]{2}(-[a-z]+)+-\d+$/.test(value);
}

function isLevel(value: unknown): value is Level {
  return levels.some((level) => level === value);
}

function isFailOn(value: unknown): value is FailOn {
  return failOns.some((level) => level === value);
}

function oneOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function subject(path: DataPath): string {
  return path.length === 0 ? 'the file' : `"${path.at(-1)}"`;
}

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
