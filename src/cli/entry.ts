import type { Entry } from '../simulate/index';
import { UserError } from './io';
import { nearest } from '../text/index';
import type { Workspace } from './workspace';

/**
 * Refuses parameters that no template has. `where` starts the message.
 * @throws UserError with the nearest name, or all that there are.
 */
export function checkParameters(names: readonly string[], { templates, document }: Workspace, where: string): void {
  const known = templates.flatMap((input) =>
    document(input)
      .entries('Parameters')
      .map(({ key }) => String(key.value)),
  );
  for (const name of names) {
    if (known.includes(name)) continue;
    const guess = nearest(name, known);
    const hint = guess
      ? `did you mean ${guess}?`
      : known.length > 0
        ? `there are ${[...new Set(known)].join(', ')}`
        : 'the template has none';
    throw new UserError(`${where}: no parameter "${name}"; ${hint}`);
  }
}

/**
 * The API or load balancer that `ID` or `ID:PORT` names, with the document that it stands in. `where` starts the message.
 * @throws UserError when there is none of that name.
 */
export function entryOf(
  to: string,
  { templates, service }: Workspace,
  where: string,
): { readonly entry: Entry; readonly uri: string } {
  const [, id = to, digits] = /^(.*?)(?::(\d+))?$/.exec(to) ?? [];
  const port = digits === undefined ? {} : { port: Number(digits) };
  const candidates = templates.flatMap(({ uri }) =>
    service.topology(uri).nodes.map((node) => ({ node, uri: node.location?.uri ?? uri })),
  );
  for (const { node, uri } of candidates) {
    if (node.logicalId !== id) continue;
    if (node.kind === 'rest-api') return { entry: { gateway: id }, uri };
    if (node.kind === 'alb') return { entry: { alb: id, ...port }, uri };
    if (node.kind === 'nlb') return { entry: { nlb: id, ...port }, uri };
  }
  const doors = candidates
    .filter(({ node }) => ['rest-api', 'alb', 'nlb'].includes(node.kind))
    .map(({ node }) => node.logicalId);
  throw new UserError(
    `${where}: no API or load balancer "${id}"; ${doors.length > 0 ? `there are ${[...new Set(doors)].join(', ')}` : 'the template has none'}`,
  );
}
