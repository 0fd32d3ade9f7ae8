import assert from 'node:assert/strict';
import type { Entry, Node, TemplateDocument } from '../../src/template/index';
import type { Span } from '../../src/text/index';

/** Everything a document says, with absolute ranges and without identities, so that two documents can be compared. */
export function toPlain(document: TemplateDocument): unknown {
  const at = (span: Span): string => {
    const { start, end } = document.locate(span);
    return `${start}-${end}`;
  };
  const node = (value: Node): unknown => {
    const common = {
      kind: value.kind,
      at: at(value),
      ...(value.tag ? { tag: at(value.tag) } : {}),
      ...(value.anchor === undefined ? {} : { anchor: value.anchor }),
    };
    switch (value.kind) {
      case 'scalar':
        return { ...common, value: value.value, source: value.source, style: value.style };
      case 'mapping':
        return { ...common, flow: value.flow, entries: value.entries.map(entry) };
      case 'sequence':
        return { ...common, flow: value.flow, items: value.items.map(node) };
      case 'intrinsic':
        return {
          ...common,
          name: value.name,
          form: value.form,
          key: value.key && at(value.key),
          argument: node(value.argument),
        };
      case 'alias':
        return { ...common, name: value.name, target: value.target && at(value.target) };
    }
  };
  const entry = (value: Entry): unknown => ({ at: at(value), key: node(value.key), value: node(value.value) });
  return {
    dialect: document.dialect,
    language: document.language,
    sections: document.sections.map((section) => ({
      path: section.path.join('/'),
      text: section.text,
      at: at({ section, start: 0, end: section.text.length }),
      entry: section.entry && entry(section.entry),
      undivided: section.undivided?.map(entry),
      comments: section.comments.map(at),
    })),
    problems: document.problems.map((problem) => `${problem.code} ${at(problem)} ${problem.message}`),
  };
}

/** Compares two plain values. Texts are compared first, which is far quicker while everything is well. */
export function assertSame(actual: unknown, expected: unknown, message?: string): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    assert.deepEqual(actual, expected, message);
    assert.fail(message ?? 'the order of keys differs');
  }
}
