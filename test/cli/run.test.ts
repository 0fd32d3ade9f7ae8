import assert from 'node:assert/strict';
import { test } from 'node:test';
import { version } from '../../package.json';
import { commands } from '../../src/cli/commands/index';
import { cli } from './memory-io';

test('--version prints the version', async () => {
  assert.deepEqual(await outcome(['--version']), [0, `${version}\n`, '']);
  assert.deepEqual(await outcome(['-v']), [0, `${version}\n`, '']);
});

test('--help and help list every command', async () => {
  for (const args of [['--help'], ['-h'], ['help']]) {
    const { exitCode, stdout } = await cli(args);
    assert.equal(exitCode, 0);
    for (const name of Object.keys(commands)) assert.match(stdout, new RegExp(`^  ${name} +\\w`, 'm'));
  }
});

test('without a command, the help goes to stderr and the exit code tells of wrong usage', async () => {
  const { exitCode, stdout, stderr } = await cli([]);
  assert.deepEqual([exitCode, stdout], [2, '']);
  assert.equal(stderr, (await cli(['--help'])).stdout);
});

test('every command says of itself what the list says, and shows its options', async () => {
  for (const [name, entry] of Object.entries(commands)) {
    const command = await entry.load();
    assert.equal(command.name, name);
    assert.equal(command.summary, entry.summary);
    const { exitCode, stdout } = await cli([name, '--help']);
    assert.equal(exitCode, 0);
    for (const option of Object.keys(command.options)) assert.ok(stdout.includes(`--${option}`), option);
    assert.equal((await cli(['help', name])).stdout, stdout);
  }
});

const usageErrors: readonly (readonly [args: string[], message: string])[] = [
  [['chek'], 'unbridge: there is no command "chek"; did you mean check?'],
  [['chekc'], 'unbridge: there is no command "chekc"; did you mean check?'],
  [['frobnicate'], 'unbridge: there is no command "frobnicate"; see unbridge --help'],
  [['help', 'chek'], 'unbridge: there is no command "chek"; did you mean check?'],
  [['--frobnicate'], 'unbridge: a command comes first, not "--frobnicate"; see unbridge --help'],
  [['constructor'], 'unbridge: there is no command "constructor"; see unbridge --help'],
  [['check'], 'unbridge check: FILE is missing; name a template, a folder or - for stdin'],
  [['check', '--fail-onn', 'error'], 'unbridge check: unknown option "--fail-onn"; did you mean --fail-on?'],
  [['check', '--format', 'xml', 'a.yaml'], 'unbridge check: --format is text, json, sarif or github, not "xml"'],
  [['check', 'missing.yaml'], 'missing.yaml: no such file or folder'],
  [['check', 'folder'], 'folder: no .yaml, .yml, .json or .template file in this folder'],
  [['check', 'no-permission.yaml'], 'no-permission.yaml: cannot be read, no permission'],
  [['topology', 'text.yaml'], 'text.yaml: no CloudFormation or SAM template'],
  [['convert', '--write', '--stdout', 'text.yaml'], 'unbridge convert: choose one of --write and --stdout'],
  [['convert', '--write', '-'], 'unbridge convert: --write needs files; for stdin use --stdout'],
  [
    ['convert', '--stdout', '--format', 'json', 'text.yaml'],
    'unbridge convert: --stdout prints a template and --format json a report; choose one',
  ],
  [
    ['convert', '--stdout', 'text.yaml', 'no-template.json'],
    'unbridge convert: --stdout prints one file, and 2 were named',
  ],
  [['simulate', 'text.yaml'], "unbridge simulate: --request is missing; write --request 'GET /stage/path'"],
  [
    ['simulate', 'text.yaml', '--request', 'orders'],
    'unbridge simulate: --request is \'METHOD /stage/path\', not "orders"',
  ],
  [
    ['simulate', 'text.yaml', '-r', 'GET /', '-H', 'nothing'],
    'unbridge simulate: a header is \'Name: value\', not "nothing"',
  ],
  [['simulate', 'text.yaml', '-r', 'GET /', '--param', 'x'], 'unbridge simulate: --param is Key=Value, not "x"'],
  [
    ['simulate', 'text.yaml', '-r', 'GET /', '--source-ip', '1.2.3.400'],
    'unbridge simulate: --source-ip is an address such as 203.0.113.7, not "1.2.3.400"',
  ],
  [
    ['simulate', 'text.yaml', '-r', 'GET /', '-d', '@missing.json'],
    'missing.json: cannot be read, no such file or folder',
  ],
  [['simulate', 'text.yaml', '-r', 'GET /'], 'text.yaml: no CloudFormation or SAM template'],
  [['explain', 'nlb-brigde'], 'unbridge explain: no rule or step "nlb-brigde"; did you mean nlb-bridge?'],
  [['explain', 'x', 'y'], 'unbridge explain: one RULE or STEP at a time, not "x y"'],
];

for (const [args, message] of usageErrors) {
  test(`wrong usage gets one line and exit code 2: ${args.join(' ')}`, async () => {
    const files = {
      'text.yaml': 'hello: world\n',
      'no-template.json': '{}',
      'folder/readme.md': 'x',
      'no-permission.yaml': 'UNREADABLE',
    };
    const { exitCode, stdout, stderr } = await cli(args, { files });
    assert.deepEqual([exitCode, stdout, stderr], [2, '', `${message}\n`]);
  });
}

async function outcome(args: readonly string[]): Promise<[number, string, string]> {
  const { exitCode, stdout, stderr } = await cli(args);
  return [exitCode, stdout, stderr];
}
