import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { isBuiltin } from 'node:module';
import ts from 'typescript';
import manifest from '../package.json';
import * as ids from '../src/vscode/ids';

const source = path.resolve('src');

/** What each part of `src` may import besides itself: other parts, then packages. `node:*` stands for all of Node. */
const mayImport: Record<string, readonly string[]> = {
  text: [],
  template: ['text', 'yaml', 'jsonc-parser'],
  topology: ['text', 'template', '@dagrejs/dagre'],
  simulate: ['text', 'template', 'topology', 'velocityjs', 'jsonpath-rfc9535', '@cfworker/json-schema'],
  convert: ['text', 'template', 'topology'],
  rules: ['text', 'template', 'topology', 'convert'],
  compare: ['text', 'template', 'topology', 'simulate'],
  service: ['text', 'template', 'topology', 'convert', 'rules', 'simulate', 'compare', 'picomatch'],
  webview: [],
  server: [
    ...['text', 'template', 'topology', 'convert', 'rules', 'simulate', 'compare', 'service'],
    ...['express', 'undici', 'http-parser-js', 'selfsigned', 'testcontainers', '@testcontainers/localstack', 'node:*'],
  ],
  cli: [
    ...['text', 'template', 'topology', 'convert', 'rules', 'simulate', 'compare', 'service', 'server', 'webview'],
    ...['ajv', 'diff', 'picomatch', 'sarif', 'package.json', 'schemas/paths.schema.json', 'node:*'],
  ],
  vscode: [
    ...['text', 'template', 'topology', 'convert', 'rules', 'simulate', 'compare', 'service', 'server', 'webview'],
    ...['vscode', 'package.json'],
  ],
};

const files = fs
  .readdirSync(source, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.split(path.sep).join('/'));

test('every part of src imports only what stands left of it', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => target !== partOf(file) && !mayImport[partOf(file)]?.includes(target))
      .map((target) => `src/${file} imports ${target}`),
  );
  assert.deepEqual(wrong, []);
});

test('every part of src is in the table', () => {
  const unknown = files.map(partOf).filter((part) => !(part in mayImport));
  assert.deepEqual([...new Set(unknown)], []);
});

test('files stay under 400 lines, or a seam has been missed', () => {
  // A table of data may be long; its name says that it is one.
  const long = files
    .filter((file) => !/(^|[/-])tables?\.ts$/.test(file))
    .map((file) => ({ file, lines: read(file).split('\n').length }))
    .filter(({ lines }) => lines > 400);
  assert.deepEqual(long, []);
});

test('package.json contributes exactly the commands, views and settings of src/vscode/ids.ts', () => {
  const { contributes } = manifest as Manifest;
  const configuration = [contributes.configuration ?? []].flat();
  assert.deepEqual(idsIn(ids.commands), sorted((contributes.commands ?? []).map(({ command }) => command)));
  assert.deepEqual(
    idsIn(ids.views),
    sorted(Object.values(contributes.views ?? {}).flatMap((list) => list.map(({ id }) => id))),
  );
  assert.deepEqual(idsIn(ids.settings), sorted(configuration.flatMap(({ properties }) => Object.keys(properties))));
});

interface Manifest {
  readonly contributes: {
    readonly commands?: readonly { readonly command: string }[];
    readonly views?: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration?: Configuration | readonly Configuration[];
  };
}

interface Configuration {
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The part that a file under src belongs to: its first folder; for service.ts and its kin the word before the first hyphen. */
function partOf(file: string): string {
  const [first = file] = file.split('/');
  return first.replace(/\.[jt]s$/, '').replace(/^service-.*/, 'service');
}

/** The parts and packages that a file imports, by any syntax: static, dynamic, re-export, type or require. */
function importsOf(file: string): string[] {
  return ts.preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => targetOf(file, fileName));
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    return target.startsWith('..') ? path.posix.relative('..', target) : partOf(target);
  }
  if (isBuiltin(specifier)) return 'node:*';
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function read(file: string): string {
  return fs.readFileSync(path.join(source, file), 'utf8');
}

function idsIn(table: Readonly<Record<string, string>>): string[] {
  return sorted(Object.values(table));
}

function sorted(values: readonly string[]): string[] {
  return [...values].sort();
}
