import { piecesWords, stackName, type ImportTie, type Topology } from '../../topology/index';
import { importedNames } from '../../topology/imported-names';
import { fileNameIn } from '../../topology/query/file-name';
import type { Note } from '../step';
import { ownGroups } from './network';
import type { BridgePlan } from './plan-bridge';

/**
 * What was taken for granted where templates among `uris` import from each other by names that are not known to be the
 * same: each parameter, or name of a stack that is written out, once.
 */
export function tieNotes(topology: Topology, uris: Iterable<string>): readonly Note[] {
  const wanted = new Set([...uris].map((uri) => topology.templateOf(uri) ?? uri));
  return [...wanted].flatMap((uri) => {
    const told = new Set<string>();
    const documents = [topology.document(uri)!, ...topology.filesOf(uri)];
    return documents.flatMap(importedNames).flatMap(({ name, at }): readonly Note[] => {
      const tie = topology.tieOf(name, uri);
      if (tie?.kind !== 'tie' || tie.isSure || !wanted.has(tie.uri)) return [];
      return assumptionsOf(topology, tie).flatMap((text) => {
        if (told.has(text)) return [];
        told.add(text);
        return [{ at, text }];
      });
    });
  });
}

/** The files in which parts of a bridge stand, the APIs over it and the security groups of its ALBs included. */
export function filesOf(topology: Topology, { bridge, links, integrations, targets }: BridgePlan): readonly string[] {
  return [
    ...integrations.flatMap(({ uri, mentions }) => [uri, ...mentions.map(({ node }) => node.section.uri)]),
    ...links.flatMap(({ link, others, home }) => [link.uri, ...others.map(({ uri }) => uri), home.document.uri]),
    ...(bridge.nlb ? [bridge.nlb.uri] : []),
    ...bridge.legs.flatMap(({ listener, group, alb }) => [listener.uri, group.uri, ...(alb ? [alb.uri] : [])]),
    ...targets.flatMap(({ alb }) => ownGroups(topology, alb.resource).map(({ uri }) => uri)),
  ];
}

function assumptionsOf(topology: Topology, { uri, slots }: ImportTie): readonly string[] {
  const file = fileNameIn(topology, uri);
  return [...slots].flatMap(([name, span]) => {
    const text = piecesWords(span);
    if (text === `"${name}"`) return [];
    const meaning = name === stackName ? `the stack of ${file}` : `"${name}" of ${file}`;
    return [`${text} is taken to be ${meaning}, as it alone exports a name of this shape.`];
  });
}
