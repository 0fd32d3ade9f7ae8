import assert from 'node:assert/strict';
import { applyPatch } from 'diff';
import { test } from 'node:test';
import { before as walledYaml } from '../../src/convert/bridge/example';
import { applyEdits, createLineIndex, type PositionRange } from '../../src/text/index';
import { fileSets } from '../convert/file-sets';
import { bridgeYaml } from '../topology/graph-samples';
import { cli, json, type Outcome } from './memory-io';
import { sampleYaml as shippedSample } from './sample';

/** The sample with a host name of its own, so that no request sees another `Host` after the conversion. */
const sampleYaml = shippedSample.replaceAll("!Sub 'http://${BridgeNlb.DNSName}", "'http://shop.internal");

interface Report {
  readonly files: readonly {
    readonly file: string;
    readonly changed: boolean;
    readonly edits: readonly { readonly range: PositionRange; readonly newText: string }[];
    readonly steps: readonly { readonly step: string; readonly title: string; readonly safety: string }[];
    readonly notes: readonly string[];
    readonly blocked: readonly { readonly logicalId: string; readonly range: PositionRange; readonly reason: string }[];
    readonly proof?: { readonly requests: number; readonly same: number; readonly differences: readonly object[] };
  }[];
}

const files = { 'template.yaml': sampleYaml };
const textOf = ({ files: after }: Outcome, name = 'template.yaml'): string =>
  after.get(`/work-folder/${name}`)!.toString();

test('JSON tells edits, steps and proof, and the edits make the text that --stdout prints', async () => {
  const result = await cli(['convert', 'template.yaml', '--format', 'json'], { files });
  assert.equal(result.exitCode, 0, result.stdout);
  const [file, ...rest] = json<Report>(result).files;
  assert.deepEqual(rest, []);
  assert.deepEqual(Object.keys(file!), ['file', 'changed', 'edits', 'steps', 'notes', 'blocked', 'proof']);
  assert.equal(file!.changed, true);
  assert.deepEqual(file!.blocked, []);
  assert.deepEqual(Object.keys(file!.steps[0]!), ['step', 'title', 'safety']);
  assert.ok(file!.notes.every((note) => typeof note === 'string'));
  assert.ok(file!.proof!.requests > 0);
  assert.equal(file!.proof!.same, file!.proof!.requests);
  const index = createLineIndex(sampleYaml);
  const edits = file!.edits.map(({ range, newText }) => ({
    range: { start: index.offsetAt(range.start), end: index.offsetAt(range.end) },
    newText,
  }));
  const { stdout } = await cli(['convert', 'template.yaml', '--stdout'], { files });
  assert.equal(applyEdits(sampleYaml, edits), stdout);
  assert.equal(textOf(result), sampleYaml, 'the file stays as it is');
});

test('the diff is the default, applies cleanly, and the story goes to stderr', async () => {
  const { exitCode, stdout, stderr } = await cli(['convert', 'template.yaml'], { files });
  assert.equal(exitCode, 0);
  assert.match(stdout, /^--- a\/template\.yaml\n\+\+\+ b\/template\.yaml\n@@ /);
  assert.equal(applyPatch(sampleYaml, stdout), (await cli(['convert', '--stdout', 'template.yaml'], { files })).stdout);
  assert.match(stderr, /^template\.yaml: can be converted\n/);
  assert.match(stderr, /• \d+:\d+ .*: \w+/);
  assert.match(stderr, /Proof: (\d+) of \1 requests are the same/);
});

test('--write writes once; a second run has nothing to do', async () => {
  const first = await cli(['convert', 'template.yaml', '--write'], { files });
  assert.deepEqual([first.exitCode, first.stdout], [0, '']);
  assert.match(first.stderr, /^template\.yaml: converted\n/);
  const after = textOf(first);
  assert.ok(after.includes('AWS::ApiGatewayV2::VpcLink') && !after.includes('AWS::ApiGateway::VpcLink'));
  const second = await cli(['convert', 'template.yaml', '--write'], { files: { 'template.yaml': after } });
  assert.deepEqual([second.exitCode, second.stderr, textOf(second)], [0, 'Nothing to convert in 1 file\n', after]);
});

test('line endings and the byte order mark are kept', async () => {
  const windows = `\ufeff${sampleYaml.replaceAll('\n', '\r\n')}`;
  const result = await cli(['convert', 'template.yaml', '--write'], { files: { 'template.yaml': windows } });
  const plain = await cli(['convert', 'template.yaml', '--stdout'], { files });
  assert.equal(textOf(result), `\ufeff${plain.stdout.replaceAll('\n', '\r\n')}`);
});

test('--keep-bridge leaves the NLB in place', async () => {
  const kept = await cli(['convert', 'template.yaml', '--stdout', '--keep-bridge'], { files });
  assert.ok(kept.stdout.includes('AWS::ApiGatewayV2::VpcLink') && kept.stdout.includes('AWS::ApiGateway::VpcLink'));
});

test('across exports a second run only says what is left, and --drop-outputs removes it', async () => {
  const set = fileSets['a link and a name that a stack exports']!;
  const names = Object.keys(set);
  const filesOf = (outcome: Outcome): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, textOf(outcome, name)]));
  const first = await cli(['convert', ...names, '--write'], { files: set });
  assert.equal(first.exitCode, 0);
  const second = await cli(['convert', ...names, '--write'], { files: filesOf(first) });
  assert.deepEqual([second.exitCode, filesOf(second)], [0, filesOf(first)]);
  assert.match(
    second.stderr,
    /^platform\.yaml: left as it is\n[^]*Outputs "Link" and Outputs "NlbName" still hand them/,
  );
  const dropped = await cli(['convert', ...names, '--write', '--drop-outputs'], { files: filesOf(second) });
  assert.equal(dropped.exitCode, 0);
  assert.doesNotMatch(filesOf(dropped)['platform.yaml']!, /AWS::ApiGateway::VpcLink|Type: network/);
  const third = await cli(['convert', ...names, '--drop-outputs'], { files: filesOf(dropped) });
  assert.deepEqual([third.exitCode, third.stderr], [0, 'Nothing to convert in 2 files\n']);
});

test('--drop-outputs and --keep-bridge contradict each other', async () => {
  const { exitCode, stderr } = await cli(['convert', 'template.yaml', '--drop-outputs', '--keep-bridge'], { files });
  assert.equal(exitCode, 2);
  assert.match(stderr, /choose one of --keep-bridge and --drop-outputs/);
});

test('stdin goes to stdout', async () => {
  const { exitCode, stdout } = await cli(['convert', '-', '--stdout'], { stdin: sampleYaml });
  assert.equal(exitCode, 0);
  assert.ok(stdout.includes('AWS::ApiGatewayV2::VpcLink'));
});

test('a file that stays as it is says so', async () => {
  const result = await cli(['convert', 'none.yaml', 'readme.json', '--format', 'json'], {
    files: { 'none.yaml': 'Resources: { T: { Type: AWS::SNS::Topic } }\n', 'readme.json': '[]' },
  });
  assert.equal(result.exitCode, 0);
  const expected = { changed: false, edits: [], steps: [], notes: [], blocked: [] };
  assert.deepEqual(json<Report>(result).files, [
    { file: 'none.yaml', ...expected },
    { file: 'readme.json', ...expected },
  ]);
});

test('what is in the way is told with its place, and ends with 1', async () => {
  // The second listener of this NLB serves something else, so the bridge cannot simply go; or it can, and says so.
  const result = await cli(['convert', 'template.yaml', '--format', 'json'], {
    files: { 'template.yaml': bridgeYaml },
  });
  const [file] = json<Report>(result).files;
  assert.equal(result.exitCode, file!.blocked.length > 0 || (file!.proof?.differences.length ?? 0) > 0 ? 1 : 0);
  assert.ok(file!.changed || file!.blocked.length > 0);
  for (const { logicalId, reason } of file!.blocked) assert.ok(logicalId && reason);
});

test('a difference is told once with the requests that it concerns, and ends with 1', async () => {
  // The ALB serves these routes for the host of the NLB only, which the request no longer carries.
  const hostOnly = shippedSample.replaceAll(
    /( +)- Field: path-pattern\n/g,
    "$1- Field: host-header\n$1  HostHeaderConfig: { Values: ['bridgenlb-*'] }\n$&",
  );
  const { exitCode, stderr } = await cli(['convert', 'template.yaml'], { files: { 'template.yaml': hostOnly } });
  assert.equal(exitCode, 1);
  assert.equal(stderr.match(/≠ .*rule 10 did not match/g)?.length, 1, stderr);
  assert.match(stderr, /≠ .*\n(?: {6}.*\n)* {6}GET \/live\/orders\n/);
});

test('a file that changed meanwhile is not written', async () => {
  const result = await cli(['convert', 'template.yaml', '--write'], {
    files,
    beforeReplace: (now) => now.set('/work-folder/template.yaml', Buffer.from('new')),
  });
  assert.equal(result.exitCode, 2);
  assert.equal(textOf(result), 'new');
});

test('a file that is not UTF-8 is never written', async () => {
  const latin1 = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9, 0x0a]), Buffer.from(sampleYaml)]);
  const { exitCode, stderr } = await cli(['convert', 'template.yaml', '--write'], {
    files: { 'template.yaml': latin1 },
  });
  assert.deepEqual(
    [exitCode, stderr],
    [2, 'template.yaml: is not UTF-8, so it cannot be written without loss; convert its encoding first\n'],
  );
});

test('--write writes what differs, too, says so first, and ends with 1', async () => {
  // Nothing lets the NLB into the ALB, but the link gets a rule of its own: requests get through that did not before.
  const result = await cli(['convert', 'template.yaml', '--write'], { files: { 'template.yaml': walledYaml } });
  assert.equal(result.exitCode, 1);
  assert.match(
    result.stderr,
    /^template\.yaml: converted, but \d+ of \d+ requests differs? from before: see ≠ below\n/,
  );
  assert.match(result.stderr, /≠ .*stopped it before/);
  assert.ok(textOf(result).includes('AWS::ApiGatewayV2::VpcLink'));
});
