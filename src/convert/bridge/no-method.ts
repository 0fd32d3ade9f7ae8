import type { Span } from '../../text/index';
import {
  exportsOf,
  possiblePrivateIntegrations,
  type Bridge,
  type External,
  type Topology,
  type VpcLinkV1,
} from '../../topology/index';
import { fileNameIn } from '../../topology/query/file-name';
import { v2ApiIntegrationOver } from '../../topology/query/http-api';
import { whyImported } from './imported-parts';
import { nameOf } from './plan-integrations';
import { usesIn, usesOf, within } from './uses';

/** Why no method in sight goes over the link of a bridge: they are elsewhere, or their tie to it is not understood. */
export function whyNoMethod(topology: Topology, { links }: Bridge): string {
  const [link] = links;
  const { logicalId } = link!;
  const uses = usesOf(topology, link!);
  const user = uses.find(
    ({ section, kind }) => (section === 'Resources' || section === 'paths') && kind !== 'DependsOn',
  );
  const shared = user && inSharedFile(topology, user.at.section.uri);
  if (shared) return shared;
  const v2Api = v2ApiIntegrationOver(topology, links);
  if (v2Api)
    return v2Api.protocol === 'HTTP'
      ? `${v2Api.name} belongs to an HTTP API, which cannot use the V1 link "${logicalId}": give it a VPC link V2 and the listener's ARN by hand`
      : `${v2Api.name} belongs to a WebSocket API, for which AWS shows links V1 only: "${logicalId}" and its NLB have to stay`;
  const isOther = topology.find(link!.uri, user?.owner ?? '')?.kind === 'other';
  if (user && isOther)
    return `no method in the files at hand goes over "${logicalId}", and "${user.owner}" hands it on to somebody else: who calls through it must move to a V2 link first`;
  if (user)
    return `"${user.owner}" uses "${logicalId}" in a way that is not understood: look at its ConnectionId and ConnectionType`;
  const hidden = uses.find(({ section }) => section === 'the file of');
  if (hidden)
    return `the methods of "${hidden.owner}" are in a file that is not at hand, and may go over "${logicalId}": convert that file together with this one`;
  return (
    byUnknownName(topology, link!) ??
    `no method in the files at hand goes over "${logicalId}": its APIs are in other templates, which must move to a V2 link first`
  );
}

/** Names in a file that several templates include are another link in each of them. */
function inSharedFile(topology: Topology, file: string): string | undefined {
  const templates = topology.documents.filter(({ uri }) => topology.filesOf(uri).some((one) => one.uri === file));
  if (templates.length < 2) return undefined;
  const [first, ...more] = templates.map(({ uri }) => fileNameIn(topology, uri));
  return `${fileNameIn(topology, file)} names it, which ${[first, ...more.slice(0, -1)].join(', ')} and ${more.at(-1)} include, and in each of them its names may be other parts: give each template a file of its own`;
}

/** The link is exported, and an integration imports a link, but whether the names are the same nobody can tell. */
function byUnknownName(topology: Topology, { uri, logicalId }: VpcLinkV1): string | undefined {
  const document = topology.document(uri)!;
  const uses = usesIn(document).get(logicalId) ?? [];
  const exported = exportsOf(document).find(({ value }) => uses.some(({ at }) => within(at, value)));
  if (!exported) return undefined;
  for (const integration of possiblePrivateIntegrations(topology)) {
    const imported = integration.links.find(
      (one): one is typeof one & { value: External } =>
        one.value.kind === 'external' && one.value.from === 'export' && one.value.name.includes('${'),
    );
    if (!imported || integration.integration.node.section.uri === uri) continue;
    const name = words(exported.name.value);
    if (imported.value.untied?.uris.includes(uri))
      return `"${nameOf(integration)}" goes over an import, and ${whyImported(topology, imported.value)}`;
    return `"${nameOf(integration)}" goes over the import "${imported.value.name}", and only at deployment is it known whether that is the export "${name}" of "${logicalId}": put both names together from parameters of the same name, or write them out`;
  }
  return undefined;
}

/** A name as it is written, without function and quotes. */
function words({ section, start, end }: Span): string {
  return section.text.slice(start, end).replace(/^(?:!Sub\s+)?["']?|["']$/g, '');
}
