import type { Measured } from '../compare/table/index';
import { absolute, reasonOf } from './disk';
import { decode } from './inputs';
import { UserError, type Io } from './io';

/**
 * Reads what `autocannon --json` printed: https://github.com/mcollina/autocannon#autocannonopts-cb
 * @throws UserError when the file cannot be read or is something else.
 */
export async function readMeasured(name: string, io: Io): Promise<Measured> {
  let text: string;
  try {
    text = decode(await io.disk.read(absolute(io.cwd, name))).text;
  } catch (error) {
    throw new UserError(`${name}: cannot be read, ${reasonOf(error)}`);
  }
  const { latency, requests } = parse(text) ?? {};
  const [p50, p99, total] = [latency?.['p50'], latency?.['p99'], requests?.['total']];
  if (typeof p50 !== 'number' || typeof p99 !== 'number' || typeof total !== 'number' || total === 0)
    throw new UserError(
      `${name}: is no result of autocannon --json, which has latency.p50, latency.p99 and requests.total`,
    );
  return { p50, p99, requests: total, from: name };
}

interface Result {
  readonly latency?: Readonly<Record<string, unknown>>;
  readonly requests?: Readonly<Record<string, unknown>>;
}

function parse(text: string): Result | undefined {
  try {
    return (JSON.parse(text) as Result | null) ?? undefined;
  } catch {
    return undefined;
  }
}
