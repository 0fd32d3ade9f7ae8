import type { FindingView, Service } from '../service';
import { suppressionsInComments } from '../service/suppression/comments';
import { suppressionsInMetadata } from '../service/suppression/metadata';
import {
  asString,
  createEditor,
  parse,
  property,
  resolveAlias,
  type Entry,
  type Node,
  type TemplateDocument,
  type TemplateEditor,
} from '../template/index';
import { applyEdits, type Edit } from '../text/index';

/** A way to silence a rule. */
export interface Disabling {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/**
 * The ways to silence the rule of a finding: where it stands, and in its whole file. By comments in YAML, in JSON by
 * `Metadata`. Only those that work are given: inside of a text of several lines a comment is none. Part of the core,
 * as `core.ts` is.
 */
export function disableRule(service: Service, uri: string, finding: FindingView): readonly Disabling[] {
  const document = service.document(uri);
  if (!document) return [];
  const ways = document.language === 'yaml' ? inComments(document, finding) : inMetadata(document, finding);
  return ways.filter(({ edits }) => works(document, finding.rule, edits));
}

function inComments(document: TemplateDocument, { rule, range }: FindingView): readonly Disabling[] {
  const { text, lines } = document;
  const { line } = lines.positionAt(range.start);
  const start = lines.offsetAt({ line, column: 0 });
  const indentation = /^[ \t]*/.exec(text.slice(start))![0];
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const aboveStart = lines.offsetAt({ line: Math.max(0, line - 1), column: 0 });
  const beside = comment.exec(text.slice(aboveStart, start).trimEnd());
  const here = beside
    ? insert(aboveStart + beside[0].length, `, ${rule}`)
    : insert(start, `${indentation}# unbridge-disable-next-line ${rule}${end}`);
  return [
    { title: `Disable ${rule} for this line`, edits: [here] },
    { title: `Disable ${rule} for this file`, edits: [insert(0, `# unbridge-disable ${rule}${end}`)] },
  ];
}

/** A comment on the line above that can take one rule more, up to where its reason begins. */
const comment = /^\s*#\s*unbridge-disable-next-line\s+[\w-]+(?:[\s,]+[\w-]+)*?(?=\s+--(?:\s|$)|$)/;

function inMetadata(document: TemplateDocument, { rule, logicalId }: FindingView): readonly Disabling[] {
  const resource = document.entry('Resources', logicalId);
  const local = resource && edited(document, (editor) => disableIn(editor, resource, rule));
  const whole = edited(document, (editor) => {
    const own = document.entry('Metadata', key);
    if (own) addTo(editor, own.value, rule);
    else editor.addEntry('Metadata', key, { Disable: [rule] });
  });
  return [
    ...(local ? [{ title: `Disable ${rule} for "${logicalId}"`, edits: local }] : []),
    { title: `Disable ${rule} for this file`, edits: whole },
  ];
}

const key = 'Unbridge';

function disableIn(editor: TemplateEditor, resource: Entry, rule: string): void {
  const body = resolveAlias(resource.value);
  const metadata = property(body, 'Metadata');
  const own = property(metadata, key);
  if (own) return addTo(editor, own, rule);
  if (metadata?.kind === 'mapping') return editor.setEntry(metadata, key, { Disable: [rule] });
  if (body?.kind === 'mapping') editor.setEntry(body, 'Metadata', { [key]: { Disable: [rule] } });
}

/** `Disable` is one rule or a list of them. */
function addTo(editor: TemplateEditor, own: Node | undefined, rule: string): void {
  const disable = property(own, 'Disable');
  const one = asString(disable);
  if (disable?.kind === 'sequence') editor.insertItem(disable, rule);
  else if (disable && one !== undefined) editor.replaceValue(disable, [one, rule]);
  else if (own?.kind === 'mapping') editor.setEntry(own, 'Disable', [rule]);
}

function edited(document: TemplateDocument, change: (editor: TemplateEditor) => void): readonly Edit[] {
  const editor = createEditor(document);
  change(editor);
  return editor.refused().length > 0 ? [] : editor.edits();
}

/** Whether the edits leave the template readable and add a suppression that names the rule. */
function works(document: TemplateDocument, rule: string, edits: readonly Edit[]): boolean {
  if (edits.length === 0) return false;
  const after = parse(document.uri, applyEdits(document.text, edits), {
    language: document.language,
    previous: document,
  });
  return after.problems.length <= document.problems.length && namings(after, rule) > namings(document, rule);
}

function namings(document: TemplateDocument, rule: string): number {
  const all = [...suppressionsInComments(document), ...suppressionsInMetadata(document)];
  return all.filter((suppression) => suppression.rule === rule).length;
}

function insert(at: number, newText: string): Edit {
  return { range: { start: at, end: at }, newText };
}
