import { namePieces, piecesText, soleOf, textOf, type Topology, type Value } from '../../topology/index';
import { importedNames } from '../../topology/imported-names';

/** True where a template at hand imports anything of this one. */
export function importsFrom(topology: Topology, exporting: string): boolean {
  return importsOf(topology, exporting).some(({ tie }) => tie?.kind === 'tie' && tie.uri === exporting);
}

/** True where a template at hand imports, or may import, what another one exports under this name. */
export function isImported(topology: Topology, exporting: string, name: Value<string>): boolean {
  const pieces = namePieces(name, (part) => topology.resolve(part));
  const text = pieces && piecesText(pieces);
  return importsOf(topology, exporting).some(({ name: imported, tie }) => {
    if (tie?.kind === 'untied') return tie.uris.includes(exporting);
    if (tie) return tie.uri === exporting && piecesText(tie.exported) === text;
    const other = namePieces(imported, (part) => topology.resolve(part));
    // Values of parameters that differ by their defaults may be the same at deployment.
    if (other && piecesText(other) === text) return true;
    return mayBeSame(wordsOf(topology, imported), wordsOf(topology, name));
  });
}

function importsOf(topology: Topology, exporting: string) {
  return topology.documents
    .filter(({ uri }) => uri !== exporting && topology.templateOf(uri) !== exporting)
    .flatMap((document) =>
      importedNames(document).map(({ name }) => ({
        name,
        tie: topology.tieOf(name, topology.templateOf(document.uri) ?? document.uri),
      })),
    );
}

function wordsOf(topology: Topology, name: Value<string>): string {
  const settled = soleOf(topology.resolve(name));
  return settled ? textOf(settled) : '${?}';
}

/** Names of which parts are not known are surely different only where what is written out at an end differs. */
function mayBeSame(one: string, other: string): boolean {
  if (!one.includes('${') && !other.includes('${')) return one === other;
  const [lead, otherLead] = [one, other].map((text) => text.replace(/\$\{.*$/s, '')) as [string, string];
  const [tail, otherTail] = [one, other].map((text) => text.replace(/^.*\}/s, '')) as [string, string];
  return (
    (lead.startsWith(otherLead) || otherLead.startsWith(lead)) && (tail.endsWith(otherTail) || otherTail.endsWith(tail))
  );
}
