import { writeString } from '../../../src/template/editor/scalar';
import type { CallPart, ListPart, Look, MapPart, Member, Part } from './random-template';

/** A comment in a rendered template: its text, and the member it goes with; a banner goes with the container. */
export interface Placed {
  readonly text: string;
  readonly member: Member | undefined;
  readonly container: Part;
}

/** Writes random templates. Kept apart from the editor's writers, except for how a string is quoted. */
export function render(root: MapPart, look: Look): { text: string; comments: Placed[] } {
  const comments: Placed[] = [];
  const comment = (container: Part, member: Member | undefined): string => {
    const text = `# c${comments.length};`;
    comments.push({ text, member, container });
    return text;
  };
  const body = look.syntax === 'json' ? json(root, look) : block(root, 0, look, comment, 0).join('\n');
  return { text: body + (look.lastBreak ? '\n' : ''), comments };
}

type Comment = (container: Part, member: Member | undefined) => string;

function json(root: MapPart, look: Look): string {
  const space = look.oneLine ? undefined : look.tabs ? '\t' : look.step;
  return JSON.stringify(toJson(root), null, space).replaceAll('"@@', '"');
}

/** Keys are marked, because JavaScript would put those that look like integers first. */
function toJson(value: Part): unknown {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map((item) => toJson(item.value));
  if (value.kind === 'call') return { [value.name]: toJson(value.argument) };
  return Object.fromEntries(value.members.map((member) => [`@@${member.key}`, toJson(member.value)]));
}

/** The lines of a mapping or list that is not empty. */
function block(value: MapPart | ListPart, column: number, look: Look, comment: Comment, depth: number): string[] {
  const indent = ' '.repeat(column);
  const members = value.kind === 'map' ? value.members : value.items;
  return members.flatMap((member, index) => {
    const lines: string[] = [];
    const gap = look.blankLines && depth < 2 && index > 0;
    if (gap) lines.push('');
    if (depth > 0 && index > 0 && member.comments & 4) lines.push(`${indent}${comment(value, undefined)}`, '');
    if (depth > 0 && member.comments & 1) lines.push(`${indent}${comment(value, member)}`);
    const intro = value.kind === 'map' ? `${indent}${key(member.key, look)}:` : `${indent}-`;
    const beside = member.comments & 2 ? comment(value, member) : undefined;
    return [...lines, ...child(intro, member.value, column, value.kind, look, comment, depth, beside)];
  });
}

function child(
  intro: string,
  value: Part,
  column: number,
  owner: 'map' | 'list',
  look: Look,
  comment: Comment,
  depth: number,
  beside: string | undefined,
): string[] {
  const tail = beside === undefined ? '' : ` ${beside}`;
  if (look.syntax === 'braces' && depth > 0) {
    const [first, ...rest] = braces(value, column, look, comment);
    return [`${intro} ${first}`, ...rest.slice(0, -1), ...(rest.length > 0 ? [rest.at(-1)! + tail] : [])].map(
      (line, i) => (rest.length === 0 && i === 0 ? line + tail : line),
    );
  }
  const flowDepth = look.syntax === 'flow' ? 1 : 99;
  const isEmpty =
    (value.kind === 'map' && value.members.length === 0) || (value.kind === 'list' && value.items.length === 0);
  if (value.kind === 'scalar' || isEmpty || depth > flowDepth) {
    return [`${intro} ${flow(value, look, depth > flowDepth)}${tail}`];
  }
  if (value.kind === 'call') {
    const tag = shortTag(value, look);
    const { argument } = value;
    if (look.callBlocks && (tag || look.syntax === 'block')) {
      if (tag && argument.kind === 'list' && argument.items.length > 0) {
        return [`${intro} ${tag}${tail}`, ...block(argument, column + 2, look, comment, depth + 1)];
      }
      if (!tag) {
        const inner = column + (owner === 'list' ? 2 : look.step);
        const lines = child(
          `${' '.repeat(inner)}${value.name}:`,
          argument,
          inner,
          'map',
          look,
          comment,
          depth + 1,
          undefined,
        );
        if (owner === 'map' || beside !== undefined) return [intro + tail, ...lines];
        return [`${intro} ${lines[0]!.trimStart()}`, ...lines.slice(1)];
      }
    }
    if (tag && value.argument.kind !== 'list' && value.argument.kind !== 'map') {
      return [`${intro} ${tag} ${flow(value.argument, look, false)}${tail}`];
    }
    return [`${intro} ${flow(value, look, false)}${tail}`];
  }
  const inner =
    column + (owner === 'map' && value.kind === 'list' && look.indentless ? 0 : owner === 'list' ? 2 : look.step);
  const lines = block(value, inner, look, comment, depth + 1);
  // A collection starts beside its dash, unless a comment stands in between.
  if (owner === 'map' || beside !== undefined || lines[0]!.trim().startsWith('#') || lines[0] === '') {
    return [intro + tail, ...lines];
  }
  return [`${intro} ${lines[0]!.trimStart()}`, ...lines.slice(1)];
}

/** The lines of a value in braces over several lines, the first without indentation. */
function braces(value: Part, column: number, look: Look, comment: Comment): string[] {
  const members = value.kind === 'map' ? value.members : value.kind === 'list' ? value.items : [];
  if (members.length === 0) return [flow(value, look, true)];
  const indent = ' '.repeat(column + look.step);
  const lines = members.flatMap((member, index) => {
    const above: string[] = [];
    if (index > 0 && member.comments & 4) above.push(`${indent}${comment(value, undefined)}`, '');
    if (member.comments & 1) above.push(`${indent}${comment(value, member)}`);
    const inner =
      member.comments & 2 ? [flow(member.value, look, true)] : braces(member.value, column + look.step, look, comment);
    inner[0] = `${indent}${value.kind === 'map' ? `${key(member.key, look)}: ` : ''}${inner[0]}`;
    inner[inner.length - 1] += index < members.length - 1 || look.indentless ? ',' : '';
    if (member.comments & 2) inner[inner.length - 1] += ` ${comment(value, member)}`;
    return [...above, ...inner];
  });
  const [open, close] = value.kind === 'map' ? '{}' : '[]';
  return [open!, ...lines, ' '.repeat(column) + close!];
}

function flow(value: Part, look: Look, inside: boolean): string {
  if (value.kind === 'scalar') return scalar(value.value, look, inside);
  if (value.kind === 'list') return `[${value.items.map((item) => flow(item.value, look, true)).join(', ')}]`;
  if (value.kind === 'call') {
    const tag = shortTag(value, look);
    if (tag) return `${tag} ${flow(value.argument, look, inside)}`;
    return `{ ${value.name}: ${flow(value.argument, look, true)} }`;
  }
  return `{${value.members.map((member) => `${key(member.key, look)}: ${flow(member.value, look, true)}`).join(', ')}}`;
}

function shortTag({ name, argument }: CallPart, look: Look): string | undefined {
  return look.short && argument.kind !== 'call' ? `!${name.replace('Fn::', '')}` : undefined;
}

function scalar(value: string | number | boolean, look: Look, inFlow: boolean): string {
  if (typeof value !== 'string') return String(value);
  if (look.quote === 'double') return JSON.stringify(value);
  if (look.quote === 'single' && !value.includes('\n')) return `'${value.replaceAll("'", "''")}'`;
  return writeString(value, { quote: 'single', inFlow });
}

function key(name: string, look: Look): string {
  return /^[A-Za-z][\w-]*$/.test(name) && name !== 'on' ? name : scalar(name, { ...look, quote: 'single' }, true);
}
