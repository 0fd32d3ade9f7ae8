import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { before as example } from '../../src/convert/bridge/example';
import { createService } from '../../src/service';
import { loadCorpus } from '../corpus/corpus';
import { generate } from './generate';
import { schemaFindings } from './schema';
import { shape } from './shape';

/** A template and what became of it. */
interface Pair {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly notes: readonly string[];
}

function converted(files: Readonly<Record<string, string>>): readonly Pair[] {
  const service = createService();
  for (const [uri, text] of Object.entries(files)) service.setDocument(uri, text);
  return service
    .convert(Object.keys(files))
    .files.filter(({ changed }) => changed)
    .map(({ uri, newText, notes }) => ({
      name: uri,
      before: files[uri]!,
      after: newText,
      notes: notes.map(({ text }) => text),
    }));
}

function fixtures(draws: number): readonly Pair[] {
  const drawn = fc
    .sample(shape, { numRuns: draws, seed: 20251123 })
    .map((one, index) => [`draw ${index}`, one] as const);
  return [
    ...converted({ example }),
    ...converted({ 'sample.yaml': fs.readFileSync('media/sample/template.yaml', 'utf8') }),
    ...converted({
      parameters: example.replace('Targets: [{ Id: !Ref Alb }]', 'Targets: [{ Id: !ImportValue alb }]'),
    }),
    ...drawn.flatMap(([name, one]) => converted({ [name]: generate(one) })),
  ];
}

/** Every template of the corpus that is converted, alone or with the others of its repository. */
function corpus(): readonly Pair[] {
  const files = loadCorpus() ?? [];
  const repositories = new Map<string, Record<string, string>>();
  for (const { repo, uri, text } of files) {
    const same = repositories.get(repo) ?? {};
    repositories.set(repo, same);
    same[uri] = text;
  }
  return [...repositories.values()].flatMap((same) => converted(same));
}

test("CloudFormation's schemas find nothing in a converted template that was not there before", () => {
  const pairs = [...fixtures(150), ...corpus()];
  assert.ok(pairs.length > 140, `${pairs.length} templates are converted`);
  for (const { name, before, after } of pairs) {
    const known = new Set(schemaFindings(before));
    assert.deepEqual(
      schemaFindings(after).filter((finding) => !known.has(finding)),
      [],
      `${name}\n${after}`,
    );
  }
});

test('the schemas find what is wrong', () => {
  const wrong = example
    .replace('TargetArns: [!Ref Nlb]', 'TargetArn: [!Ref Nlb]')
    .replace('Port: 80\n', 'Port: eighty\n');
  assert.deepEqual(schemaFindings(wrong), [
    'AWS::ApiGateway::VpcLink.TargetArn is not known',
    'AWS::ApiGateway::VpcLink.TargetArns is required',
    'AWS::ElasticLoadBalancingV2::Listener.Port is no number',
  ]);
});

const hasLint = spawnSync('cfn-lint', ['--version'], { timeout: 20_000 }).status === 0;

test(
  'cfn-lint finds nothing in a converted template that was not there before',
  {
    skip: hasLint ? false : 'cfn-lint is not on the PATH (pip install cfn-lint)',
  },
  () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-lint-'));
    try {
      const pairs = [...fixtures(12), ...corpus()];
      const names = pairs.flatMap(({ before, after }, index) =>
        [before, after].map((text, side) => {
          const file = path.join(folder, `${index}-${side}.${text.trimStart().startsWith('{') ? 'json' : 'yaml'}`);
          fs.writeFileSync(file, text);
          return file;
        }),
      );
      const { stdout, stderr, error } = spawnSync('cfn-lint', ['--format', 'json', '--', ...names], {
        encoding: 'utf8',
        timeout: 150_000,
        maxBuffer: 50_000_000,
      });
      assert.equal(error, undefined, stderr);
      const found = (JSON.parse(stdout || '[]') as LintFinding[]).map((finding) => ({
        file: path.basename(finding.Filename),
        text: `${finding.Rule.Id} ${finding.Message}`,
      }));
      for (const [index, { name, after, notes }] of pairs.entries()) {
        const ofSide = (side: number): readonly string[] =>
          found.filter(({ file }) => file.startsWith(`${index}-${side}.`)).map(({ text }) => text);
        const known = new Set(ofSide(0));
        assert.deepEqual(
          // A parameter that lost its last use stays on purpose, and a note says so.
          ofSide(1).filter((text) => !known.has(text) && !isNoted(text, notes)),
          [],
          `${name}\n${after}`,
        );
      }
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** `W2001 Parameter NlbPort not used.`, `W8001 Condition Private not used.` */
function isNoted(finding: string, notes: readonly string[]): boolean {
  const name = /^W(?:2001|8001) \w+ (\w+) not used/.exec(finding)?.[1];
  return name !== undefined && notes.some((note) => note.includes(`"${name}" is not used any more`));
}

interface LintFinding {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
}
