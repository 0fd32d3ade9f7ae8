import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createService, type ConversionView } from '../../src/service';
import { parse, references, type TemplateDocument } from '../../src/template/index';
import { buildTopology, type Topology } from '../../src/topology/index';
import { importedNames } from '../../src/topology/imported-names';
import { toJson } from '../harness/to-json';
import { fileSets, sharedPlatform, type FileSet } from './file-sets';

interface Run {
  readonly files: FileSet;
  readonly view: ConversionView;
  readonly notes: string;
}

/** One run of `convert` over a set; everything that it leaves has to hold together. */
function run(files: FileSet, options: { keepBridge?: boolean; dropOutputs?: boolean } = {}): Run {
  const service = createService();
  for (const [name, text] of Object.entries(files)) service.setDocument(`/${name}`, text);
  const view = service.convert(
    Object.keys(files).map((name) => `/${name}`),
    options,
  );
  assert.deepEqual(view.failures, []);
  assert.deepEqual(
    view.files.flatMap(({ blocked }) => blocked),
    [],
  );
  const after = Object.fromEntries(view.files.map(({ uri, newText }) => [uri.slice(1), newText]));
  holdsTogether(after);
  return { files: after, view, notes: view.files.flatMap(({ notes }) => notes.map(({ text }) => text)).join('\n') };
}

/** No name that is declared nowhere, no import that nobody exports, no output that a nested stack does not have. */
function holdsTogether(files: FileSet): void {
  const documents = Object.entries(files).map(([name, text]) => parse(`/${name}`, text));
  const topology = buildTopology(documents);
  for (const document of documents) {
    assert.deepEqual(document.problems, []);
    const home = topology.templateOf(document.uri)!;
    const names = namesIn(topology.document(home)!);
    for (const { name } of document.sections.flatMap((section) => references(section)))
      assert.ok(names.has(name) || name.startsWith('AWS::'), `${name} is not declared in ${home}`);
    for (const { name } of importedNames(document))
      assert.equal(topology.tieOf(name, home)?.kind, 'tie', `an import in ${document.uri} is not exported`);
    for (const [, stack, output] of document.text.matchAll(/(\w+)(?:\.|", "|, )Outputs\.(\w+)/g))
      assert.ok(hasOutput(topology, home, stack!, output!), `${stack}.Outputs.${output}`);
  }
}

function namesIn(document: TemplateDocument): ReadonlySet<string> {
  const tops = ['Resources', 'Parameters', 'Conditions'];
  return new Set(tops.flatMap((top) => document.entries(top).map(({ key }) => String(key.value))));
}

function hasOutput(topology: Topology, uri: string, stack: string, output: string): boolean {
  const nested = topology.find(uri, stack);
  const name = nested?.kind === 'nested-stack' && nested.location?.kind === 'literal' ? nested.location.value : '';
  return topology.document(`/${name}`)?.entry('Outputs', output) !== undefined;
}

function isUnchanged({ view }: Run): boolean {
  return view.files.every(({ changed }) => !changed);
}

function differences({ view }: Run): readonly string[] {
  return view.files.flatMap(({ proof }) => proof?.differences.map(({ why }) => why) ?? []);
}

/** The same set in JSON; nested templates are named by their new names. An OpenAPI file stays, for it may be of either kind. */
function inJson(files: FileSet): FileSet {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) =>
      text.startsWith('openapi')
        ? [name, text]
        : [name.replace('.yaml', '.json'), toJson(text).replace(/"(net|api)\.yaml"/g, '"$1.json"')],
    ),
  );
}

const withCrlf = (files: FileSet): FileSet =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]));

/** First run, second run, and the run that drops the outputs. */
function phases(files: FileSet): readonly Run[] {
  const first = run(files);
  const second = run(first.files);
  return [first, second, run(second.files, { dropOutputs: true })];
}

for (const [name, files] of Object.entries(fileSets)) {
  describe(name, () => {
    test('the first run converts, the second has nothing to do and says what is left, the option removes it', () => {
      const [first, second, dropped] = phases(files);
      assert.ok(!isUnchanged(first!));
      assert.deepEqual(differences(first!), []);
      assert.ok(isUnchanged(second!), 'a second plain run is a no-op');
      assert.match(
        second!.notes,
        /still hands? (them|it) to other templates, and no template here uses .*--drop-outputs/,
      );
      assert.ok(!isUnchanged(dropped!));
      assert.deepEqual(differences(dropped!), []);
      const text = Object.values(dropped!.files).join('\n');
      assert.deepEqual(
        [...text.matchAll(/Condition: Live/g)].length,
        [
          ...Object.values(files)
            .join('\n')
            .matchAll(/Condition: Live/g),
        ].length,
        'no condition is lost',
      );
      assert.doesNotMatch(text, /AWS::ApiGateway::VpcLink\b|Type: network|TargetType: alb/);
      const third = run(dropped!.files, { dropOutputs: true });
      assert.ok(isUnchanged(third));
      assert.equal(third.notes, '');
      assert.ok(isUnchanged(run(dropped!.files)));
    });

    test('unused-nlb-bridge tells of it in between, quietly, and nlb-bridge does not', () => {
      const [first, , dropped] = phases(files);
      const rules = ({ files: texts }: Run): readonly string[] => {
        const service = createService();
        for (const [file, text] of Object.entries(texts)) service.setDocument(`/${file}`, text);
        return Object.keys(texts).flatMap((file) =>
          service
            .check(`/${file}`)
            .findings.flatMap(({ rule, severity }) => (rule.includes('nlb-bridge') ? [`${rule} ${severity}`] : [])),
        );
      };
      assert.deepEqual(rules(first!), ['unused-nlb-bridge info']);
      assert.deepEqual(rules(dropped!), []);
    });

    test('with the bridge kept first, the same is left in the end', () => {
      const kept = run(files, { keepBridge: true });
      assert.ok(isUnchanged(run(kept.files, { keepBridge: true })));
      const plain = run(kept.files);
      assert.deepEqual(plain.files, run(files).files);
      assert.ok(isUnchanged(run(plain.files)));
    });

    test('line endings make no difference, and neither does JSON', () => {
      const expected = phases(files).map((one) => one.files);
      assert.deepEqual(
        phases(withCrlf(files)).map((one) => one.files),
        expected.map(withCrlf),
      );
      assert.deepEqual(
        phases(inJson(files)).map((one) => value(one.files)),
        expected.map((one) => value(inJson(one))),
      );
    });
  });
}

test('one new link serves the APIs that had one each in files of their own', () => {
  const { files } = run(fileSets['two APIs with a link each to the NLB of a platform']!);
  assert.equal([...files['platform.yaml']!.matchAll(/AWS::ApiGatewayV2::VpcLink/g)].length, 1);
  assert.equal([...files['platform.yaml']!.matchAll(/-LinkV2Id/g)].length, 1);
});

test('link and NLB of a platform for listeners of others stay, without a word on removing them', () => {
  const first = run(sharedPlatform);
  assert.equal(first.files['platform.yaml'], sharedPlatform['platform.yaml']);
  for (const name of ['api.yaml', 'other.yaml']) {
    assert.doesNotMatch(first.files[name]!, /^ {2}(NlbListener|ToAlb):/m);
    assert.match(first.files[name]!, /ConnectionId: !Ref LinkV2\n *IntegrationTarget: !Ref Alb\n/);
  }
  assert.deepEqual(differences(first), []);
  const kept = run(sharedPlatform, { keepBridge: true });
  for (const [one, options] of [
    [first, {}],
    [first, { dropOutputs: true }],
    [kept, { keepBridge: true }],
  ] as const) {
    const second = run(one.files, options);
    assert.ok(isUnchanged(second));
    assert.equal(second.notes, '');
  }
  assert.deepEqual(run(kept.files).files, first.files);
});

/** Templates as plain data, `Fn::GetAtt` always as a list. */
function value(files: FileSet): unknown {
  const list = (_: string, inner: unknown): unknown =>
    typeof inner === 'string' && /^(?!Outputs\.)\w+\.[\w.]+$/.test(inner) ? inner.split(/\.(.*)/s).slice(0, 2) : inner;
  return Object.entries(files).map(([name, text]) =>
    name.endsWith('.json') ? [name, JSON.parse(toJson(text), list) as unknown] : [name, text],
  );
}
