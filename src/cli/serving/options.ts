import type { UserTarget } from '../../server/index';
import { UserError } from '../io';

/** `GROUP=URL` of `--target`. @throws UserError */
export function readTarget(pair: string): UserTarget {
  const [group, address] = split('--target', 'GROUP=URL', pair);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new UserError(
      `unbridge serve: --target: the URL is like http://127.0.0.1:3000, without a path, not "${address}"`,
    );
  }
  return { group, url };
}

function split(option: string, form: string, pair: string): readonly [string, string] {
  const index = pair.indexOf('=');
  if (index < 1) throw new UserError(`unbridge serve: ${option} is ${form}, not "${pair}"`);
  return [pair.slice(0, index), pair.slice(index + 1)];
}

/** The number that an option says, from `low` to `high`. @throws UserError */
export function readNumber(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  const isWhole = option !== '--health-scale';
  if (
    text.trim() === '' ||
    !Number.isFinite(value) ||
    value < low ||
    value > high ||
    (isWhole && !Number.isInteger(value))
  ) {
    throw new UserError(`unbridge serve: ${option} is a number from ${low} to ${high}, not "${text}"`);
  }
  return value;
}

/** The address of a LocalStack that runs already. @throws UserError */
export function readLocalStackUrl(values: {
  readonly engine: string;
  readonly 'localstack-url': string | undefined;
}): URL | undefined {
  const address = values['localstack-url'];
  if (address === undefined) return undefined;
  if (values.engine !== 'localstack') {
    throw new UserError('unbridge serve: --localstack-url goes with --engine localstack');
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    throw new UserError(`unbridge serve: --localstack-url is like http://127.0.0.1:4566, not "${address}"`);
  }
  return url;
}
