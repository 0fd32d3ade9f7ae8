import { identityOf, type Settled } from '../index';

/**
 * The identity of what a value stands for, or `undefined` where it is not known. An empty text, the usual default of an
 * optional parameter, identifies nothing.
 */
export function knownIdentity(value: Settled<unknown> | undefined): string | undefined {
  if (value?.kind === 'literal' && String(value.value).trim() === '') return undefined;
  return identityOf(value);
}
