// Writes the licences of the libraries inside the bundles to dist/THIRD-PARTY-NOTICES.txt.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');

/** Reads which packages the production builds of `targets` hold (out/meta/*.json) and writes their licences. */
function writeNotices(targets) {
  const folders = new Set(targets.flatMap(packagesIn));
  const notices = [...folders].sort().map(notice);
  const head = 'Unbridge contains the following libraries, each under its own licence.\n';
  fs.writeFileSync(path.join(root, 'dist/THIRD-PARTY-NOTICES.txt'), [head, ...notices].join(`\n${'-'.repeat(80)}\n\n`));
}

function packagesIn(target) {
  const file = path.join(root, `out/meta/${target}.json`);
  if (!fs.existsSync(file)) return [];
  const { outputs } = JSON.parse(fs.readFileSync(file, 'utf8'));
  // What ends up in an output counts; an input that tree shaking removed does not.
  return Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([input]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0])
    .filter((folder) => folder !== undefined);
}

function notice(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(path.join(root, folder)).find((name) => /^(licen[cs]e|copying)/i.test(name));
  if (file === undefined && manifest.license === undefined) throw new Error(`${manifest.name} names no licence`);
  const text = file === undefined ? '' : fs.readFileSync(path.join(root, folder, file), 'utf8').trim();
  return `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})\n\n${text}\n`;
}

module.exports = { writeNotices };
