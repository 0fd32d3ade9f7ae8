import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createService, type ConversionView } from '../../src/service';
import { parse, references } from '../../src/template/index';
import { applyEdits } from '../../src/text/index';
import { evaluate, loadCorpus, violations } from './corpus';
import { explained } from './explained';

const files = loadCorpus();

describe(
  'real templates',
  { skip: files ? false : 'the corpus is not beside this checkout (../shared/corpus)' },
  () => {
    test('every explanation is of a file', () => {
      for (const start of Object.keys(explained))
        assert.ok(
          files!.some(({ file }) => file.startsWith(start)),
          start,
        );
    });
    for (const file of files ?? []) {
      test(file.file, () => {
        const result = evaluate(file, files!);
        assert.deepEqual(result.failures, []);
        assert.deepEqual(violations(result), []);
        for (const each of [result.conversion, ...(result.withSiblings?.set.files ?? [])]) {
          if (!each.changed) continue;
          assert.deepEqual(parse(each.uri, each.newText).problems, []);
          const was = files!.find(({ uri }) => uri === each.uri)!;
          assert.deepEqual(dangling(each.newText), dangling(was.text));
        }
        if (result.withSiblings?.conversion.changed) unchangedTwice(result.withSiblings.set);
        if (!result.conversion.changed) return;
        const { newText, edits } = result.conversion;
        assert.equal(applyEdits(file.text, edits), newText);
        const again = createService();
        const document = again.setDocument(file.uri, newText);
        assert.deepEqual(document.problems, []);
        const view = again.check(file.uri);
        assert.deepEqual(
          view.findings.filter(({ rule }) => rule === 'nlb-bridge' || rule === 'missing-integration-target'),
          [],
        );
        assert.equal(again.convert([file.uri]).files[0]!.changed, false, 'a second run changes nothing');
        assert.deepEqual(dangling(newText), dangling(file.text));
        assert.equal(
          result.conversion.proof!.same,
          result.conversion.proof!.requests - result.conversion.proof!.differences.length,
        );
      });
    }
  },
);

/** A second run over the whole set changes nothing. */
function unchangedTwice({ files: converted }: ConversionView): void {
  const again = createService();
  for (const { uri, newText } of converted) again.setDocument(uri, newText);
  const second = again.convert(converted.map(({ uri }) => uri));
  assert.deepEqual(
    second.files.filter(({ changed }) => changed),
    [],
  );
}

/** Names that are referred to and are nowhere declared. */
function dangling(text: string): readonly string[] {
  const document = parse('file:///t', text);
  const declared = new Set(
    ['Resources', 'Parameters', 'Conditions'].flatMap((top) =>
      document.entries(top).map(({ key }) => String(key.value)),
    ),
  );
  const names = document.sections.flatMap((section) => references(section).map(({ name }) => name));
  return [...new Set(names.filter((name) => !name.startsWith('AWS::') && !declared.has(name)))].sort();
}
