#!/usr/bin/env node
// Writes what the rules say of themselves into README.md (between the two `rules` marks) and into the schema of
// unbridge.yaml: `node scripts/rules.js`. With `--check` it only says whether they are as they should be.
'use strict';
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const begin = '<!-- rules: written by `npm run rules`, not by hand -->';
const end = '<!-- /rules -->';

/** What each rule is about, in the order of a request. Every rule is in one group. */
const groups = {
  'The bridge': ['nlb-bridge', 'unused-nlb-bridge', 'legacy-vpc-link'],
  'VPC links': [
    ...[
      'alb-behind-v1-link',
      'duplicate-vpc-link',
      'ignored-connection-id',
      'link-outside-vpc',
      'missing-connection-id',
    ],
    ...['missing-link-subnets', 'nlb-with-two-links', 'several-link-targets', 'unused-vpc-link', 'v1-link-in-http-api'],
    ...['websocket-api-on-v2-link', 'wrong-connection-id', 'wrong-link-tags', 'http-api-target-not-listener'],
    ...['wrong-link-target'],
  ],
  IntegrationTarget: [
    ...['listener-as-integration-target', 'missing-integration-target', 'misspelled-integration-target'],
    ...['stage-variable-as-integration-target', 'unexpected-integration-target', 'wrong-integration-target'],
  ],
  Integrations: [
    ...[
      'balancer-name-over-https',
      'disallowed-uri-port',
      'dropped-proxy-path',
      'host-as-http-header',
      'listener-as-uri',
    ],
    ...['missing-integration-http-method', 'missing-integration-responses', 'missing-method-response'],
    ...['look-up-without-sub'],
    ...['missing-uri', 'no-such-path-parameter', 'undeclared-response-header'],
    ...['reserved-header-mapping', 'stream-without-proxy', 'timeout-over-idle-timeout', 'timeout-over-quota'],
    ...['timeout-too-short', 'tls-config-in-method', 'undeclared-request-parameter', 'unmapped-path-parameter'],
    ...['uri-without-scheme', 'wrong-listener-port', 'wrong-private-integration-type', 'wrong-uri-scheme'],
  ],
  'APIs, methods and paths': [
    ...['child-of-greedy-path', 'duplicate-method', 'duplicate-path-part', 'invalid-path-part', 'method-of-other-api'],
    ...['missing-authorizer', 'variable-path-siblings'],
  ],
  'Stages and deployments': [
    ...['duplicate-stage-name', 'invalid-stage-variable', 'missing-method-dependency', 'missing-stage-variable'],
    ...['stage-of-other-api', 'stale-deployment', 'unescaped-stage-variable'],
  ],
  'Target groups of type alb': [
    ...['alb-group-behind-alb', 'alb-group-behind-other-listener', 'alb-target-in-other-vpc', 'alb-target-not-alb'],
    ...['alb-target-not-tcp', 'alb-target-tcp-health-check', 'alb-target-with-zone', 'disabled-alb-health-check'],
    ...[
      'failing-alb-health-check',
      'missing-listener-dependency',
      'several-alb-targets',
      'target-group-on-two-balancers',
    ],
    ...['wrong-alb-target-port'],
  ],
  'Load balancers and listeners': [
    ...['authenticate-without-https', 'duplicate-listener-port', 'http2-target-behind-api', 'internet-facing-balancer'],
    ...['missing-certificate', 'single-zone-alb', 'wrong-listener-protocol'],
  ],
  'Listener rules': [
    ...['duplicate-priority', 'impossible-condition', 'invalid-path-pattern', 'login-behind-api', 'no-terminal-action'],
    ...['priority-out-of-range', 'redirect-behind-api', 'redirect-loop', 'redirect-to-http', 'repeated-condition'],
    ...['rule-out-of-api-reach', 'shadowed-rule', 'too-many-condition-values', 'too-many-wildcards'],
    ...['transform-on-default-rule', 'unserved-method', 'unsupported-regex'],
  ],
  'Security groups': [
    ...['alb-egress-blocked', 'circular-security-groups', 'enforced-private-link-rules', 'link-egress-blocked'],
    ...['nlb-egress-blocked', 'nlb-ingress-blocked'],
    ...['link-ingress-blocked', 'link-without-security-group', 'target-ingress-blocked'],
  ],
  'The file itself': ['dangling-reference', 'syntax', 'unused-suppression'],
};

async function main() {
  const rules = loadRules();
  const stray = rules.filter(({ id }) => !Object.values(groups).flat().includes(id)).map(({ id }) => id);
  if (stray.length > 0) throw new Error(`scripts/rules.js names no group for ${stray.join(', ')}`);
  const outdated = [];
  for (const [name, write] of [
    ['README.md', (text) => withTable(text, rules)],
    ['schemas/unbridge.schema.json', (text) => withRules(text, rules)],
  ]) {
    const file = path.join(root, name);
    const text = fs.readFileSync(file, 'utf8');
    const wanted = await write(text);
    if (wanted === text) continue;
    outdated.push(name);
    if (!process.argv.includes('--check')) fs.writeFileSync(file, wanted);
  }
  if (outdated.length === 0) return;
  if (!process.argv.includes('--check')) return void console.log(`wrote ${outdated.join(', ')}`);
  console.error(`${outdated.join(', ')}: not what the rules say; run npm run rules`);
  process.exitCode = 1;
}

/** The rules as the source declares them. */
function loadRules() {
  const { outputFiles } = esbuild.buildSync({
    absWorkingDir: root,
    entryPoints: ['src/service/rule-texts.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    write: false,
    logLevel: 'warning',
  });
  const loaded = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(loaded, loaded.exports, require);
  return loaded.exports.ruleTexts;
}

function withTable(text, rules) {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md lacks the marks ${begin} and ${end}`);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const tables = Object.entries(groups).map(([title, ids]) => {
    const rows = ids.flatMap((id) => byId.get(id) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
    return [
      `<details>\n<summary>${title} (${rows.length})</summary>\n`,
      '| rule | severity | what is wrong |\n| --- | --- | --- |',
      ...rows.map(row),
      '\n</details>',
    ].join('\n');
  });
  const count = `${rules.length} rules; a fix means the light bulb can mend it. \`unbridge explain RULE\` says why, with an example.`;
  return `${text.slice(0, from)}${begin}\n\n${[count, ...tables].join('\n\n')}\n\n${text.slice(to)}`;
}

function row({ id, severity, summary, reference, fixes }) {
  const fix = fixes.length > 0 ? ' (fix)' : '';
  return `| [\`${id}\`](${reference}) | ${severity} | ${escaped(summary)}${fix} |`;
}

function escaped(text) {
  return text.replace(/[|\\]/g, '\\$&').replace(/</g, '&lt;');
}

/** One property for each rule, so that editors complete and explain them. */
async function withRules(text, rules) {
  const schema = JSON.parse(text);
  schema.properties.rules.properties = Object.fromEntries(
    rules
      .filter(({ id }) => id !== 'syntax')
      .map(({ id, summary, severity }) => [
        id,
        { $ref: '#/definitions/level', description: `${summary}. Without this: ${severity}.` },
      ]),
  );
  const prettier = require('prettier');
  const file = path.join(root, 'schemas/unbridge.schema.json');
  return prettier.format(JSON.stringify(schema), { ...(await prettier.resolveConfig(file)), filepath: file });
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
