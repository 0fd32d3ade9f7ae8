import type { Topology } from '../../topology/index';

/** Makes a source of logical ids that are not taken in a document: `base`, else `base2`, `base3`, … Ids are alphanumeric. */
export function createNames(topology: Topology): (uri: string, base: string) => string {
  const given = new Map<string, Set<string>>();
  return (uri, base) => {
    const document = topology.document(uri)!;
    const taken = given.get(uri) ?? new Set<string>();
    given.set(uri, taken);
    const isTaken = (name: string): boolean =>
      taken.has(name) ||
      ['Resources', 'Parameters', 'Conditions', 'Outputs'].some((top) => document.entry(top, name) !== undefined);
    const clean = base.replace(/[^A-Za-z0-9]/g, '') || 'Resource';
    let name = clean;
    for (let number = 2; isTaken(name); number++) name = `${clean}${number}`;
    taken.add(name);
    return name;
  };
}
