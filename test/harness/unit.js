// Runs the bundled node:test files and prints one line per file, with the whole story of each failure.
'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('node:test');

const root = path.join(__dirname, '../..');
const bundles = path.join(root, 'out/test');

/**
 * Runs every test under out/test, or those whose name matches `grep` (a regular expression).
 * Resolves to the counts; suites do not count, only tests.
 */
async function runUnitTests({ grep } = {}) {
  const files = findTests();
  if (files.length === 0) throw new Error('no bundled tests in out/test; run `node esbuild.js tests` first');
  process.env.NODE_OPTIONS = '--enable-source-maps';
  const events = run({
    files,
    concurrency: Math.max(1, os.availableParallelism()),
    timeout: 300_000,
    ...(grep === undefined ? {} : { testNamePatterns: [new RegExp(grep)] }),
  });
  const results = new Map();
  for await (const event of events) record(results, event, grep !== undefined);
  delete process.env.NODE_OPTIONS;
  return print(results);
}

function findTests() {
  if (!fs.existsSync(bundles)) return [];
  return fs
    .readdirSync(bundles, { recursive: true })
    .map((name) => path.join(bundles, String(name)))
    .filter((file) => file.endsWith('.test.js'))
    .sort();
}

function record(results, { type, data }, filtered) {
  if (type === 'test:stdout' || type === 'test:stderr') {
    process.stdout.write(data.message);
    return;
  }
  if (type !== 'test:pass' && type !== 'test:fail') return;
  const result = entry(results, source(data));
  result.milliseconds = Math.max(result.milliseconds, data.details.duration_ms ?? 0);
  // A file that ends without a test, or fails before its first, is reported as a test named after the file.
  const isFile = data.name.endsWith('.test.js');
  if (isFile && type === 'test:pass') {
    if (!filtered) result.failed.push({ name: data.name, error: new Error('this file holds no test') });
    return;
  }
  if (data.details.type === 'suite' && !failsItself(data)) return;
  if (data.skip !== undefined || data.todo !== undefined) {
    // With a name pattern, node:test reports what the pattern leaves out as skipped.
    if (filtered && /does not match/.test(String(data.skip))) return;
    result.skipped.push({ name: data.name, why: data.skip ?? data.todo });
  } else if (type === 'test:pass') {
    result.passed += 1;
  } else if (!isFile || result.failed.length === 0) {
    result.failed.push({ name: isFile ? source(data) : data.name, error: data.details.error });
  }
}

/** A suite fails with its tests, which are counted themselves; only a failure of its own (a hook) is news. */
function failsItself({ details }) {
  return details.error !== undefined && details.error.failureType !== 'subtestsFailed';
}

function entry(results, file) {
  if (!results.has(file)) results.set(file, { passed: 0, failed: [], skipped: [], milliseconds: 0 });
  return results.get(file);
}

/** The TypeScript file behind an event; with source maps Node may have mapped it already. */
function source({ file, name }) {
  const full = path.resolve(file ?? name);
  return path
    .relative(root, full)
    .split(path.sep)
    .join('/')
    .replace(/^out\/test\/(.*)\.js$/, 'test/$1.ts');
}

function print(results) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [file, { passed, failed, skipped, milliseconds }] of [...results].sort(([a], [b]) => (a < b ? -1 : 1))) {
    counts.passed += passed;
    counts.failed += failed.length;
    counts.skipped += skipped.length;
    const parts = [`${passed} passed`];
    if (failed.length > 0) parts.push(`${failed.length} failed`);
    if (skipped.length > 0) parts.push(`${skipped.length} skipped`);
    if (passed + failed.length + skipped.length === 0) continue;
    console.log(
      `${failed.length > 0 ? '✖' : '✔'} ${file}: ${parts.join(', ')} (${(milliseconds / 1000).toFixed(2)} s)`,
    );
    for (const { name, why } of skipped)
      console.log(`    skipped: ${name}${typeof why === 'string' ? ` (${why})` : ''}`);
  }
  for (const [file, { failed }] of results) {
    for (const { name, error } of failed) {
      console.log(`\n✖ ${file} › ${name}`);
      console.log(story(error).replace(/^/gm, '    '));
    }
  }
  return counts;
}

/** What went wrong and where in our files; the frames of Node itself tell nobody anything. */
function story(error) {
  const text = String(error?.cause?.stack ?? error?.cause ?? error?.stack ?? error);
  return text.replace(/\n\s+at .*\(?node:internal.*/g, '');
}

module.exports = { runUnitTests };
