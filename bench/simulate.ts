import { simulate } from '../src/simulate/index';
import { toWorld } from '../src/simulate/world';
import { parse } from '../src/template/index';
import { buildTopology } from '../src/topology/index';
import { largeTemplate } from './large-template';

/** One request through the whole path, in a loop: mean of 5,000 after 500 that are not counted. */
const { world } = toWorld(buildTopology([parse('file:///t.yaml', largeTemplate(500, 300_000))]));
const stage = Object.values(world.gateways)[0]!.stages[0]!.name;
const send = (i: number): number =>
  simulate(world, { method: 'GET', path: `/${stage}/service${i % 40}` }).response.status;
for (let i = 0; i < 500; i++) send(i);
const started = performance.now();
let answered = 0;
for (let i = 0; i < 5000; i++) answered += send(i) === 200 ? 1 : 0;
console.log(
  `simulate: ${((performance.now() - started) / 5000).toFixed(4)} ms a request over 40 rules, ${answered} of 5000 answered 200`,
);
