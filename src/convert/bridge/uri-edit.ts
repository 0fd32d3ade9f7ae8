import {
  itemsOf,
  references,
  resolveAlias,
  type Fragment,
  type Node,
  type SequenceNode,
  type TemplateEditor,
} from '../../template/index';
import type { Span } from '../../text/index';
import { soleOf, type LoadBalancer, type Topology, type Value } from '../../topology/index';
import { isNode } from './branches';
import type { Expression } from './expression';
import type { WrittenPort } from './port';
import { isSub, piecesOf, unchangedPiece, writeUri, type NewPiece, type Piece } from './uri-pieces';
import { planPort, type Replacement } from './uri-port';
import { within } from './uses';

/** What has to change in a `Uri`, or why it cannot be changed. */
export type UriChange =
  | {
      readonly kind: 'edits';
      readonly apply: (editor: TemplateEditor) => void;
      readonly hostChanges: boolean;
    }
  | { readonly kind: 'blocked'; readonly reason: string };

/** What the `Uri` names now. */
export interface UriFrom {
  readonly nlb: LoadBalancer | undefined;
  readonly portKey: string;
}

/** What it has to name. */
export interface UriTo {
  /** The DNS name of the ALB, made on demand; a text where there is none, and why. */
  readonly dnsName: () => Expression | string;
  readonly port: WrittenPort;
}

const blocked = (reason: string): UriChange => ({ kind: 'blocked', reason });

/**
 * Works out the edits that make a `Uri` name the ALB and carry the ALB listener's port. Scheme, path, query and a host
 * of one's own stay byte for byte: the host feeds the `Host` header and the certificate check, the path is what the
 * target sees. `written` is the value in the text. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
export function planUri(
  topology: Topology,
  uri: Value<string>,
  written: Node | undefined,
  from: UriFrom,
  to: UriTo,
): UriChange {
  const pieces = piecesOf(uri);
  const replacements: Replacement[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'literal' || !from.nlb) continue;
    const settled = piece.kind === 'reference' ? soleOf(topology.resolve<string>(piece.reference)) : undefined;
    if (settled?.kind !== 'resource' || settled.resource !== from.nlb) {
      if (!names(piece.at, from.nlb.logicalId)) continue;
      return blocked(`its Uri names "${from.nlb.logicalId}" inside a function that cannot be edited safely`);
    }
    if (settled.attribute !== 'DNSName')
      return blocked(
        `its Uri uses "${from.nlb.logicalId}" other than by its DNSName, and the ALB has no equal to that`,
      );
    const dnsName = to.dnsName();
    if (typeof dnsName === 'string') return blocked(dnsName);
    replacements.push({ piece, from: 0, to: 0, by: [toPiece(dnsName)] });
  }
  const hostChanges = replacements.length > 0;
  if (from.portKey !== to.port.key) {
    const port = planPort(pieces, to.port);
    if (typeof port === 'string') return blocked(port);
    replacements.push(...port);
  }
  if (replacements.length === 0) return { kind: 'edits', hostChanges, apply: () => undefined };
  const list = joinList(written);
  const edits = replacements.map((replacement) => {
    const { at } = replacement.piece;
    // Only an Fn::Sub has pieces that are no nodes. What an alias stands for is not edited in its place.
    const isInText = written !== undefined && within(at, written) && (at === written ? isSub(written) : !isNode(at));
    return smallEdit(replacement, isInText, list);
  });
  if (edits.every((edit) => edit !== undefined))
    return { kind: 'edits', hostChanges, apply: (editor) => edits.forEach((edit) => edit(editor)) };
  const anew = rebuilt(pieces, replacements);
  if (!anew || !written) return blocked('its Uri is written in a way that cannot be edited safely');
  return { kind: 'edits', hostChanges, apply: (editor) => editor.replaceValue(written, writeUri(anew)) };
}

function names(span: Span, logicalId: string): boolean {
  const all = references(span.section as Parameters<typeof references>[0]);
  return all.some(({ name, at }) => name === logicalId && within(at, span));
}

function toPiece({ name, fragment }: Expression): NewPiece {
  return name === undefined ? { value: fragment } : { name, value: fragment };
}

/** The list of a `Fn::Join` without separator, into which a piece can be put. */
function joinList(node: Node | undefined): SequenceNode | undefined {
  if (node?.kind !== 'intrinsic' || node.name !== 'Fn::Join') return undefined;
  const [separator, list] = itemsOf(node.argument);
  const none = resolveAlias(separator);
  return list?.kind === 'sequence' && none?.kind === 'scalar' && none.value === '' ? list : undefined;
}

/** An edit of the characters that change and no others; `undefined` where the `Uri` has to be written anew. */
function smallEdit(
  { piece, from, to, by }: Replacement,
  inSub: boolean,
  list: SequenceNode | undefined,
): ((editor: TemplateEditor) => void) | undefined {
  const text = asText(by, inSub);
  if (piece.kind === 'literal') {
    if (text === undefined || piece.offset === undefined) return undefined;
    const whole = piece.text.slice(0, from) + text + piece.text.slice(to);
    // Among braces a text that begins with a colon needs quotes, which the editor knows.
    if (whole.startsWith(':') && isNode(piece.at) && piece.at.kind === 'scalar' && piece.at.style === 'plain') {
      const scalar = piece.at;
      return (editor) => editor.replaceValue(scalar, whole);
    }
    const start = piece.offset + from;
    const span = { section: piece.at.section, start, end: piece.offset + to };
    return (editor) => editor.replaceText(span, text);
  }
  const { at } = piece;
  const isBehind = from === 1;
  if (isNode(at)) {
    if (!isBehind) return (editor) => editor.replaceValue(at, valueOf(by[0]!));
    if (inSub || !list?.items.includes(at)) return undefined;
    const items: readonly Fragment[] = text === undefined ? by.map(valueOf) : [text];
    return (editor) => items.toReversed().forEach((item) => editor.insertItem(list, item, { after: at }));
  }
  const { section, start, end } = at;
  const source = section.text.slice(start, end);
  if (text === undefined || !inSub || !/^\$\{[^{}]*\}$/.test(source)) return undefined;
  if (isBehind) return (editor) => editor.replaceText({ section, start: end, end }, text);
  const [only] = by;
  if (only && 'name' in only)
    return (editor) => editor.replaceText({ section, start: start + 2, end: end - 1 }, only.name);
  return (editor) => editor.replaceText(at, text);
}

function asText(by: readonly NewPiece[], inSub: boolean): string | undefined {
  const texts = by.map((piece) =>
    'literal' in piece ? piece.literal : 'name' in piece && inSub ? `\${${piece.name}}` : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}

function valueOf(piece: NewPiece): Fragment {
  return ('value' in piece ? piece.value : undefined) ?? writeUri([piece]);
}

/** All pieces, the replaced ones in their new form. */
function rebuilt(pieces: readonly Piece[], replacements: readonly Replacement[]): readonly NewPiece[] | undefined {
  const anew: NewPiece[] = [];
  for (const piece of pieces) {
    const replacement = replacements.find((one) => one.piece === piece);
    const behind = replacements.find((one) => one.piece === piece && one.from === 1 && piece.kind !== 'literal');
    if (piece.kind === 'literal' && replacement) {
      const ahead = piece.text.slice(0, replacement.from);
      anew.push({ literal: ahead }, ...replacement.by, { literal: piece.text.slice(replacement.to) });
      continue;
    }
    if (replacement && replacement !== behind) anew.push(...replacement.by);
    else {
      const same = unchangedPiece(piece);
      if (!same) return undefined;
      anew.push(same);
    }
    if (behind) anew.push(...behind.by);
  }
  return anew.filter((piece) => !('literal' in piece) || piece.literal !== '');
}
