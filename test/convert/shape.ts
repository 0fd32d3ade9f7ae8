import fc from 'fast-check';
import type { Look } from './render';

/** What a generated bridge is made of. */
export interface Shape {
  readonly look: Look;
  readonly body: 'methods' | 'openapi' | 'sam';
  readonly methods: readonly MethodShape[];
  readonly stages: 'one' | 'two' | 'in-deployment' | 'none' | 'canary';
  readonly connection: 'ref' | 'get-att' | 'sub' | 'stage-variable' | 'choice' | 'whole' | 'whole-both';
  readonly apis: 1 | 2;
  /** Two V1 links on the first NLB. */
  readonly secondLink: boolean;
  readonly bridges: 1 | 2;
  readonly albs: 1 | 2;
  readonly ports: readonly { readonly nlb: number; readonly alb: number }[];
  readonly portSpelling: 'number' | 'text' | 'parameter' | 'parameter-with-default' | 'mapping';
  readonly albProtocol: 'HTTP' | 'HTTPS';
  /** Which parts stand under conditions: see `when`. */
  readonly conditions: 'none' | 'all' | 'not-alb' | 'implied' | 'bridge';
  readonly dependsOn: 'none' | 'one' | 'list' | 'with-link';
  readonly tags: boolean;
  readonly metadata: boolean;
  readonly retained: boolean;
  readonly uses: 'none' | 'output' | 'nlb-output' | 'alarm' | 'listener' | 'export' | 'dns';
  readonly admits: 'nothing' | 'vpc' | 'anybody' | 'nlb' | 'rule' | 'parameter' | 'two-groups';
  readonly nlbGroup: boolean;
  readonly subnets: 'parameter' | 'list' | 'mappings';
  readonly targetPort: boolean;
  readonly service: 'ecs' | 'ip' | 'fixed';
  readonly rules: boolean;
  /** Convert in two phases. */
  readonly keepBridge: boolean;
}

export interface MethodShape {
  readonly path: readonly string[];
  readonly verb: string;
  readonly proxy: boolean;
  readonly uri: 'sub' | 'join' | 'join-hole' | 'sub-list' | 'host' | 'host-sub';
  readonly leg: number;
  readonly bridge: number;
  readonly api: number;
  readonly link: number;
}

const look: fc.Arbitrary<Look> = fc.record({
  language: fc.constantFrom('yaml', 'yaml', 'yaml', 'json'),
  short: fc.boolean(),
  step: fc.constantFrom(2, 4),
  tabs: fc.boolean(),
  anchors: fc.constantFrom(false, false, true),
  flowFrom: fc.constantFrom(2, 4, 6, 99, 99),
  indentless: fc.boolean(),
  quote: fc.constantFrom('plain', 'plain', 'single', 'double'),
  comments: fc.boolean(),
  blankLines: fc.boolean(),
  minified: fc.boolean(),
  crlf: fc.boolean(),
});

const paths: readonly (readonly string[])[] = [[], ['orders'], ['orders', '{id}'], ['files', '{proxy+}'], ['health']];

const method: fc.Arbitrary<MethodShape> = fc.record({
  path: fc.constantFrom(...paths),
  verb: fc.constantFrom('GET', 'POST', 'ANY'),
  proxy: fc.boolean(),
  uri: fc.constantFrom('sub', 'sub', 'join', 'join-hole', 'sub-list', 'host', 'host-sub'),
  leg: fc.nat(1),
  bridge: fc.nat(1),
  api: fc.nat(1),
  link: fc.nat(1),
});

const port = fc.constantFrom(80, 443, 8080, 3000, 9443);

/** Any bridge that can be converted, in any spelling. */
export const shape: fc.Arbitrary<Shape> = fc
  .record({
    look,
    body: fc.constantFrom('methods', 'methods', 'openapi', 'sam'),
    methods: fc.uniqueArray(method, {
      minLength: 1,
      maxLength: 4,
      selector: ({ path, verb, api }) => `${api} ${verb} ${path.join('/')}`,
    }),
    stages: fc.constantFrom('one', 'one', 'two', 'in-deployment', 'none', 'canary'),
    connection: fc.constantFrom('ref', 'ref', 'get-att', 'sub', 'stage-variable', 'choice', 'whole', 'whole-both'),
    apis: fc.constantFrom(1, 1, 2),
    secondLink: fc.constantFrom(false, false, true),
    bridges: fc.constantFrom(1, 1, 2),
    albs: fc.constantFrom(1, 1, 2),
    ports: fc.uniqueArray(fc.record({ nlb: port, alb: port }), {
      minLength: 1,
      maxLength: 2,
      selector: ({ nlb }) => nlb,
    }),
    portSpelling: fc.constantFrom('number', 'number', 'text', 'parameter', 'parameter-with-default', 'mapping'),
    albProtocol: fc.constantFrom('HTTP', 'HTTPS'),
    conditions: fc.constantFrom('none', 'none', 'all', 'not-alb', 'implied', 'bridge'),
    dependsOn: fc.constantFrom('none', 'one', 'list', 'with-link'),
    tags: fc.boolean(),
    metadata: fc.boolean(),
    retained: fc.boolean(),
    uses: fc.constantFrom('none', 'none', 'none', 'output', 'nlb-output', 'alarm', 'listener', 'export', 'dns'),
    admits: fc.constantFrom('nothing', 'vpc', 'anybody', 'nlb', 'rule', 'parameter', 'two-groups'),
    nlbGroup: fc.boolean(),
    subnets: fc.constantFrom('parameter', 'list', 'mappings'),
    targetPort: fc.boolean(),
    service: fc.constantFrom('ecs', 'ip', 'fixed'),
    rules: fc.boolean(),
    keepBridge: fc.constantFrom(false, false, true),
  })
  // Two parameters of one value would be two listeners on one port, which no ALB takes.
  .map((drawn): Shape => {
    const [first, second] = drawn.ports;
    const clash = drawn.portSpelling.startsWith('parameter') && first && second && first.alb === second.alb;
    // A method that is always there cannot go over a link that is not.
    const isAlways = drawn.conditions === 'bridge' && !['choice', 'whole'].includes(drawn.connection);
    const connection = isAlways ? 'whole' : drawn.connection;
    const apis = drawn.apis === 2 && new Set(drawn.methods.map(({ api }) => api)).size === 2 ? 2 : 1;
    const unique = new Set<string>();
    const methods = drawn.methods.filter(({ path, verb, api }) => {
      const key = `${api % apis} ${verb} ${path.join('/')}`;
      return !unique.has(key) && unique.add(key);
    });
    const bridges = drawn.bridges === 2 && new Set(methods.map(({ bridge }) => bridge)).size === 2 ? 2 : 1;
    return {
      ...drawn,
      apis,
      methods,
      connection,
      bridges,
      ports: clash ? [first, { ...second, alb: second.alb + 1 }] : drawn.ports,
    };
  });
