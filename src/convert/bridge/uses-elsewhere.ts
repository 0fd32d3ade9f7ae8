import type { Span } from '../../text/index';
import type { Resource, Topology } from '../../topology/index';
import { usesOf, within, type Use } from './uses';

/** Uses of a resource outside the parts that go with it and outside what the conversion replaces. */
export function usesElsewhere(
  topology: Topology,
  resource: Resource,
  together: ReadonlySet<Resource>,
  replaced: readonly Span[],
): readonly Use[] {
  const { uri } = resource;
  const owners = new Set([...together].filter((part) => part.uri === uri).map((part) => part.logicalId));
  return usesOf(topology, resource).filter(
    (use) =>
      use.kind !== 'DependsOn' &&
      !(use.section === 'Resources' && owners.has(use.owner)) &&
      !replaced.some((span) => within(use.at, span) || changesWith(use, span)),
  );
}

/** What is replaced inside an anchored value changes for its aliases, too; a value that is replaced as a whole does not. */
function changesWith({ shared }: Use, span: Span): boolean {
  return shared !== undefined && within(shared.at, span) && within(span, shared.target) && !within(shared.target, span);
}

/** `"Dns" and Outputs "Name" use it`. */
export function usedBy(uses: readonly Use[]): string {
  const names = [
    ...new Set(uses.map((use) => (use.section === 'Resources' ? `"${use.owner}"` : `${use.section} "${use.owner}"`))),
  ];
  return `${names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')} ${names.length > 1 ? 'use' : 'uses'} it`;
}
