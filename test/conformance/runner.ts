import { Mismatch } from './expect';
import { Fields, UnknownField } from './fields';
import { runClassification, runDistribution } from './kinds/balancer';
import { runBinary, runTemplateChoice } from './kinds/choice';
import { runParse, runTestInvoke } from './kinds/parse';
import { runRequest } from './kinds/request';
import { runMapping, runMock, runTransform, runUri } from './kinds/steps';
import { runFunction, runTemplate } from './kinds/template';
import { fill } from './placeholders';

/** A case as it stands in a file; only what the runner itself looks at is typed. */
export interface Case {
  readonly id: string;
  readonly area: string;
  readonly kind: string;
  readonly mechanical: boolean;
  readonly disputed?: boolean;
  readonly setup?: unknown;
  readonly request?: unknown;
  readonly expect?: unknown;
}

export interface CaseResult {
  readonly id: string;
  readonly area: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  /** Empty when passed. */
  readonly message: string;
}

type Run = (setup: Fields, request: Fields, expect: Fields) => void;

const kinds: Readonly<Record<string, Run>> = {
  request: runRequest,
  template: runTemplate,
  function: runFunction,
  mapping: runMapping,
  'template-choice': runTemplateChoice,
  uri: runUri,
  transform: runTransform,
  mock: runMock,
  binary: runBinary,
  distribution: runDistribution,
  classification: runClassification,
  parse: runParse,
  'test-invoke': runTestInvoke,
};

/** Runs one case by its kind. Knows the format, never the case; throws only for a bug of the runner or the engine. */
export function runCase(one: Case): CaseResult {
  const { id, area } = one;
  if (!one.mechanical) return { id, area, result: 'skipped', message: skipReason(one) };
  const run = kinds[one.kind];
  if (!run) return { id, area, result: 'failed', message: `kind = ${one.kind}` };
  for (const variant of variants(one)) {
    const message = attempt(run, variant);
    if (message !== '') return { id, area, result: 'failed', message };
  }
  return { id, area, result: 'passed', message: '' };
}

function skipReason(one: Case): string {
  return `${one.disputed ? 'disputed, ' : ''}kind ${one.kind}: not mechanical, covered by a named test or a stated reason`;
}

function attempt(run: Run, one: Case): string {
  try {
    run(
      new Fields(fill(one.setup ?? {}), 'setup'),
      new Fields(fill(one.request ?? {}), 'request'),
      new Fields(one.expect ?? {}, 'expect'),
    );
    return '';
  } catch (error) {
    if (error instanceof UnknownField) return `unknown field or form: ${error.message}`;
    if (error instanceof Mismatch) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** A value written as `each of A, B, C` stands for one case per value. */
function variants(one: Case): Case[] {
  const text = JSON.stringify(one.setup ?? {});
  const list = /"each of ([^"]+)"/.exec(text);
  if (!list) return [one];
  return (list[1] as string)
    .split(/, | and /)
    .flatMap((value) =>
      variants({ ...one, setup: JSON.parse(text.replace(list[0], JSON.stringify(value.trim()))) as unknown }),
    );
}
