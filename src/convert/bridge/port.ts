import { copyOf, type Fragment } from '../../template/index';
import { numberOf, portKeyOf, soleOf, type Topology, type Value } from '../../topology/index';
import { isNode } from './branches';

/** A port that has to be written somewhere else, as a number or as the look-up that the template uses for it. */
export interface WrittenPort {
  /** Equal for equal ports. */
  readonly key: string;
  /** The number, where it is known; a parameter's default counts. */
  readonly number: number | undefined;
  readonly isLiteral: boolean;
  /** As the value of a property. */
  readonly fragment: Fragment;
  /** As characters of `Fn::Sub`; `undefined` where it takes a variable of its own. */
  readonly inSub: string | undefined;
  /** The document in whose words it is written. */
  readonly uri: string;
  readonly words: string;
}

/**
 * How to write the ALB's port. A parameter stays a parameter: its default is not the value that a stack was deployed
 * with. `undefined` where the port is not known.
 */
export function writtenPort(topology: Topology, value: Value<number> | undefined): WrittenPort | undefined {
  const settled = soleOf(topology.resolve(value));
  const key = portKeyOf(settled);
  if (!value || key === undefined) return undefined;
  const number = numberOf(settled);
  const { uri } = value.at.section;
  if (value.kind === 'literal') {
    const text = String(value.value);
    return { key, number, isLiteral: true, fragment: value.value, inSub: text, uri, words: text };
  }
  if (!isNode(value.at)) return undefined;
  const { target } = value.kind === 'reference' ? value : { target: undefined };
  const name = target?.to === 'name' ? target.name : undefined;
  return {
    key,
    number,
    isLiteral: false,
    fragment: copyOf(value.at),
    inSub: name === undefined ? undefined : `\${${name}}`,
    uri,
    words: name === undefined ? String(number ?? key) : `\${${name}}`,
  };
}
