import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { disk, slashes } from '../../src/cli/disk';

let folder = '';
const file = (name: string): string => slashes(path.join(folder, name));

before(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'unbridge-disk-'));
  for (const name of [
    'a.yaml',
    'b.json',
    'c.txt',
    '.hidden/d.yml',
    'sub/e.template',
    'node_modules/f.yaml',
    'sub/node_modules/g.yaml',
    '.git/h.yaml',
  ]) {
    await fs.mkdir(path.dirname(file(name)), { recursive: true });
    await fs.writeFile(file(name), name);
  }
});
after(() => fs.rm(folder, { recursive: true }));

test('a folder is searched without node_modules and .git', async () => {
  assert.deepEqual(await disk.find(slashes(folder), '**/*.{yaml,yml,json,template}'), [
    '.hidden/d.yml',
    'a.yaml',
    'b.json',
    'sub/e.template',
  ]);
  assert.deepEqual(await disk.find(slashes(folder), 'sub/*'), ['sub/e.template']);
});

test('a new file is written once, and never over another', async () => {
  await disk.create(file('new.paths.yaml'), Buffer.from('one'));
  await assert.rejects(disk.create(file('new.paths.yaml'), Buffer.from('two')), { code: 'EEXIST' });
  assert.equal(await fs.readFile(file('new.paths.yaml'), 'utf8'), 'one');
  await fs.rm(file('new.paths.yaml'));
});

test('files, folders and nothing are told apart', async () => {
  assert.deepEqual(await Promise.all(['a.yaml', 'sub', 'none', 'a.yaml/x'].map((name) => disk.kind(file(name)))), [
    'file',
    'folder',
    undefined,
    undefined,
  ]);
});

test('replacing keeps mode and symbolic link, and leaves nothing behind', async () => {
  await fs.writeFile(file('mode.yaml'), 'old', { mode: 0o640 });
  await fs.symlink('mode.yaml', file('link.yaml'));
  await disk.replace([{ path: file('link.yaml'), before: Buffer.from('old'), after: Buffer.from('new') }]);
  assert.equal(await fs.readFile(file('mode.yaml'), 'utf8'), 'new');
  assert.equal((await fs.stat(file('mode.yaml'))).mode & 0o777, 0o640);
  assert.ok((await fs.lstat(file('link.yaml'))).isSymbolicLink());
  assert.deepEqual(
    (await fs.readdir(folder)).filter((name) => name.endsWith('.unbridge')),
    [],
  );
});

test('when one file changed meanwhile, none is written', async () => {
  await fs.writeFile(file('one.yaml'), 'one');
  await fs.writeFile(file('two.yaml'), 'changed');
  const replacing = disk.replace(
    ['one', 'two'].map((name) => ({
      path: file(`${name}.yaml`),
      before: Buffer.from(name),
      after: Buffer.from('new'),
    })),
  );
  await assert.rejects(replacing, {
    name: 'UserError',
    message: `${file('two.yaml')}: changed while it was being converted; nothing was written, run convert again`,
  });
  assert.equal(await fs.readFile(file('one.yaml'), 'utf8'), 'one');
  assert.deepEqual(
    (await fs.readdir(folder)).filter((name) => name.endsWith('.unbridge')),
    [],
  );
});

test('a file that cannot be written is named', async () => {
  const replacing = disk.replace([{ path: file('gone.yaml'), before: Buffer.from(''), after: Buffer.from('') }]);
  await assert.rejects(replacing, {
    name: 'UserError',
    message: /gone\.yaml: cannot be written, no such file or folder$/,
  });
});
