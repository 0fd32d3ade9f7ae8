// What keeps dist/simulator-server.js, the live simulator of the extension, small: esbuild plugins for esbuild.js.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const engineFile = path.join(root, 'src/vscode/simulator/engine.ts');

/**
 * Takes the engine from the core's bundle, which is loaded already: what src/server imports of src/simulate is there as
 * `engine`. A module that src/vscode/simulator/engine.ts does not hand on breaks the build.
 */
const sharedEngine = {
  name: 'shared-engine',
  setup({ onResolve, onLoad }) {
    const handedOn = new Set(
      [...fs.readFileSync(engineFile, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) =>
        path.join(path.dirname(engineFile), from),
      ),
    );
    onResolve({ filter: /\/simulate\// }, ({ path: wanted, resolveDir }) => {
      if (!resolveDir.startsWith(path.join(root, 'src'))) return undefined;
      const file = path.join(resolveDir, wanted);
      if (handedOn.has(file)) return { path: 'engine', namespace: 'shared-engine' };
      const from = path.relative(path.dirname(engineFile), file).split(path.sep).join('/');
      return { errors: [{ text: `add "export * from '${from}';" to src/vscode/simulator/engine.ts` }] };
    });
    onResolve({ filter: /^\.\/core\.js$/ }, () => ({ path: './core.js', external: true }));
    onLoad({ filter: /.*/, namespace: 'shared-engine' }, () => ({
      contents: `module.exports = require('./core.js').engine;`,
      resolveDir: root,
    }));
  },
};

/**
 * The parts of libraries that src/server uses. Left out: fetch and mocks, parsers of bodies and of nested queries, file
 * types of no page here, and the second copy of the parser of HTTP, for processors with SIMD.
 */
const usedParts = {
  name: 'used-parts',
  setup({ onResolve, onLoad }) {
    const instead = {
      undici: `export { default as Client } from 'undici/lib/dispatcher/client.js';
        export { default as Pool } from 'undici/lib/dispatcher/pool.js';`,
      'body-parser': 'module.exports = {};',
      qs: 'module.exports = {};',
      'mime-db': `module.exports = ${JSON.stringify(mimeTypes())};`,
    };
    onResolve({ filter: /^(undici|body-parser|qs|mime-db)$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'used-parts',
    }));
    onResolve({ filter: /\/llhttp_simd-wasm\.js$/ }, ({ resolveDir }) => ({
      path: path.join(resolveDir, '../llhttp/llhttp-wasm.js'),
    }));
    onLoad({ filter: /.*/, namespace: 'used-parts' }, ({ path: name }) => ({
      contents: instead[name],
      resolveDir: root,
    }));
  },
};

function mimeTypes() {
  const all = require('mime-db');
  const used = ['application/json', 'text/css', 'text/html', 'text/javascript', 'text/plain'];
  return Object.fromEntries(used.map((type) => [type, all[type]]));
}

module.exports = { sharedEngine, usedParts };
