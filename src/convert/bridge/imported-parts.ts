import {
  findBridges,
  identityOf,
  keyOf,
  possiblePrivateIntegrations,
  type External,
  type Outcome,
  type Topology,
} from '../../topology/index';
import { fileNameIn } from '../../topology/query/file-name';
import type { Blocked } from '../step';
import { nameOf } from './plan-integrations';

/**
 * The private integrations without an `IntegrationTarget` that go over an imported VPC link, or over a link to an imported
 * NLB, where the templates at hand do not export it: nobody can tell what is behind it. One for each import of a file.
 */
export function importedParts(topology: Topology): readonly Blocked[] {
  const bridges = findBridges(topology);
  const bridged = new Set(bridges.flatMap(({ integrations }) => integrations.map(({ integration }) => integration)));
  const found = new Map<string, Blocked>();
  for (const integration of possiblePrivateIntegrations(topology)) {
    if (bridged.has(integration) || integration.integration.integrationTarget) continue;
    const uri = integration.integration.node.section.uri;
    const owner = nameOf(integration);
    const block = (imported: External, what: string, at: Blocked['at'], logicalId: string): void => {
      const key = `${uri} ${imported.key}`;
      const reason = `${what}: ${whyImported(topology, imported)}`;
      if (!found.has(key)) found.set(key, { kind: 'blocked', at, logicalId, reason });
    };
    const link = importIn(integration.links);
    if (link) {
      block(link, 'its VPC link is imported', integration.at, owner);
      continue;
    }
    const keys = new Set(integration.links.flatMap(({ value }) => identityOf(value) ?? []));
    for (const own of topology.ofKind('vpc-link-v1').filter((one) => keys.has(keyOf(one)))) {
      const nlb = importIn(topology.resolveList(own.targetArns).items);
      if (nlb) block(nlb, 'its NLB is imported', own.at, own.logicalId);
    }
  }
  return [...found.values()];
}

/** The import among what a value may stand for that no template at hand is known to answer. */
export function importIn(outcomes: readonly Outcome<string>[]): External | undefined {
  return outcomes
    .map(({ value }) => value)
    .find((value): value is External => value.kind === 'external' && value.from === 'export');
}

/** What to do about an import that is not tied to an export: the end of a sentence. */
export function whyImported(topology: Topology, { name, untied }: External): string {
  if (!untied) return `give the file that exports "${name}" too`;
  const [file, ...more] = untied.uris.map((uri) => fileNameIn(topology, uri));
  const { because, stacks } = untied;
  if (because === 'repeated')
    return `${stacks.join(' and ')} would both be the stack of ${file}, so there are several stacks of it, and which of them it is nobody can tell`;
  if (because === 'scattered')
    return `${stacks[0] ?? `"${name}"`} would be the stack of ${[file, ...more].join(' or ')}, which does not export all that is imported by it: give the file that does`;
  const files = more.length > 0 ? `${[file, ...more.slice(0, -1)].join(', ')} and ${more.at(-1)}` : `${file} twice`;
  return `"${name}" may be an export of ${files}, and which of them is only known at deployment: give the one that it is deployed with alone`;
}
