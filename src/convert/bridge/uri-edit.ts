import { getAtt, type Node, type TemplateEditor } from '../../template/index';
import type { Span } from '../../text/index';
import { soleOf, type LoadBalancer, type Reference, type Topology, type Value } from '../../topology/index';

/** What has to change in a `Uri`, or why it cannot be changed. */
export type UriChange =
  | {
      readonly kind: 'edits';
      readonly apply: (editor: TemplateEditor) => void;
      readonly touches: readonly Span[];
      readonly hostChanges: boolean;
    }
  | { readonly kind: 'blocked'; readonly reason: string };

/** A stretch of the `Uri` as it is written: literal characters, or one look-up. */
type Piece =
  | { readonly kind: 'literal'; readonly text: string; readonly at: Span; readonly offset: number | undefined }
  | { readonly kind: 'reference'; readonly reference: Reference }
  | { readonly kind: 'opaque'; readonly value: Value<string> };

/**
 * Works out the edits that make a `Uri` name the ALB and carry the ALB listener's port. Scheme, path, query and a host
 * of one's own stay byte for byte: the host feeds the `Host` header and the certificate check, the path is what the
 * target sees. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
export function planUri(
  topology: Topology,
  uri: Value<string>,
  from: { readonly nlb: LoadBalancer | undefined; readonly port: number },
  to: { readonly alb: LoadBalancer | undefined; readonly port: number },
): UriChange {
  const pieces = piecesOf(uri);
  const edits: ((editor: TemplateEditor) => void)[] = [];
  const touches: Span[] = [];
  let hostChanges = false;

  for (const piece of pieces) {
    if (piece.kind !== 'reference' || !from.nlb) continue;
    const settled = soleOf(topology.resolve<string>(piece.reference));
    if (settled?.kind !== 'resource' || settled.resource !== from.nlb) continue;
    if (!to.alb)
      return {
        kind: 'blocked',
        reason: `its Uri names the NLB "${from.nlb.logicalId}", and the DNS name of the ALB is not known here`,
      };
    const target = piece.reference.target;
    if (target.to !== 'attribute')
      return { kind: 'blocked', reason: `its Uri names the NLB "${from.nlb.logicalId}" through another template` };
    const alb = to.alb.logicalId;
    hostChanges = true;
    touches.push(piece.reference.at);
    if (isNode(piece.reference.at)) {
      const node = piece.reference.at;
      edits.push((editor) => editor.replaceValue(node, getAtt(alb, target.attribute)));
    } else {
      const name = nameIn(piece.reference.at, target.logicalId);
      if (!name) return { kind: 'blocked', reason: 'its Uri is written in a way that cannot be edited safely' };
      edits.push((editor) => editor.replaceText(name, alb));
    }
  }

  if (from.port !== to.port) {
    const port = planPort(pieces, to.port);
    if (port.kind === 'blocked') return port;
    if (port.at) {
      const { at, text } = port;
      touches.push(at);
      edits.push((editor) => editor.replaceText(at, text));
    }
  }
  return { kind: 'edits', touches, hostChanges, apply: (editor) => edits.forEach((edit) => edit(editor)) };
}

/** Finds the written port, or the place where one belongs. */
function planPort(
  pieces: readonly Piece[],
  port: number,
): { kind: 'blocked'; reason: string } | { kind: 'port'; at: Span | undefined; text: string } {
  const hidden = {
    kind: 'blocked',
    reason: `its Uri must carry the ALB's port ${port}, but the port is put together from other values`,
  } as const;
  // One character stands for each look-up, so that positions in `text` lead back to pieces.
  const text = pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '\uE000')).join('');
  const match = /^((?:https?:\/\/)?)([^/?#]*)/.exec(text);
  if (!match) return hidden;
  const start = match[1]!.length;
  const authority = match[2]!;
  const colon = authority.lastIndexOf(':');
  if (colon >= 0) {
    const digits = authority.slice(colon + 1);
    if (!/^\d+$/.test(digits)) return hidden;
    const at = spanAt(pieces, start + colon + 1, digits.length);
    return at ? { kind: 'port', at, text: String(port) } : hidden;
  }
  const scheme = match[1]!.startsWith('https') ? 443 : 80;
  if (port === scheme) return { kind: 'port', at: undefined, text: '' };
  const at = insertionAt(pieces, start + authority.length);
  return at ? { kind: 'port', at, text: `:${port}` } : hidden;
}

function spanAt(pieces: readonly Piece[], from: number, length: number): Span | undefined {
  let offset = 0;
  for (const piece of pieces) {
    const size = piece.kind === 'literal' ? piece.text.length : 1;
    if (from >= offset && from + length <= offset + size && piece.kind === 'literal' && piece.offset !== undefined) {
      const start = piece.offset + (from - offset);
      return { section: piece.at.section, start, end: start + length };
    }
    offset += size;
  }
  return undefined;
}

/** A place where text can be inserted so that it stands at `position`: in a literal, else behind a `${…}`. */
function insertionAt(pieces: readonly Piece[], position: number): Span | undefined {
  let offset = 0;
  let behind: Span | undefined;
  for (const piece of pieces) {
    const size = piece.kind === 'literal' ? piece.text.length : 1;
    if (piece.kind === 'literal' && piece.offset !== undefined && position >= offset && position <= offset + size) {
      const start = piece.offset + (position - offset);
      return { section: piece.at.section, start, end: start };
    }
    if (piece.kind === 'reference' && position === offset + 1 && !isNode(piece.reference.at)) {
      const { section, start } = piece.reference.at;
      const end = section.text.indexOf('}', start) + 1;
      if (end > 0) behind = { section, start: end, end };
    }
    offset += size;
  }
  return behind;
}

function piecesOf(uri: Value<string>): readonly Piece[] {
  const parts = uri.kind === 'text' ? uri.parts : [uri];
  return parts.map((part): Piece => {
    if (part.kind === 'reference') return { kind: 'reference', reference: part };
    if (part.kind !== 'literal') return { kind: 'opaque', value: part };
    return { kind: 'literal', text: part.value, at: part.at, offset: offsetOf(part.at, part.value) };
  });
}

/** Where the characters of a literal begin in the text, or `undefined` where escapes make positions differ. */
function offsetOf(at: Span, text: string): number | undefined {
  const source = at.section.text.slice(at.start, at.end);
  if (source === text) return at.start;
  const quote = source.charAt(0);
  return (quote === '"' || quote === "'") && source.slice(1, -1) === text ? at.start + 1 : undefined;
}

function nameIn(at: Span, name: string): Span | undefined {
  const index = at.section.text.slice(at.start, at.end).indexOf(name);
  return index < 0 ? undefined : { section: at.section, start: at.start + index, end: at.start + index + name.length };
}

function isNode(span: Span): span is Node {
  return 'kind' in span;
}
