/** Kinds about balancers that are no single request: shares of many requests, and the classification of one. */
import { classify, passesDesync } from '../../../src/simulate/alb/desync';
import { headerList, sequence, simulate, toBytes } from '../../../src/simulate/index';
import { expectEqual, Mismatch } from '../expect';
import type { Fields } from '../fields';
import { testBed } from '../placeholders';
import { requestOf } from '../request-fields';
import { worldOf } from '../setup';

/** How many requests a distribution is counted over, and how far a share may be off. */
const rounds = 4000;
const tolerance = 0.03;

/** Shares of the target groups over many requests. */
export function runDistribution(setup: Fields, request: Fields, expect: Fields): void {
  const world = worldOf(setup);
  request.raw('requests');
  const sent = requestOf(request);
  const counts = new Map<string, number>();
  const random = sequence(11);
  for (let round = 0; round < rounds; round++) {
    const hop = simulate(world, { ...sent, to: { alb: testBed.albKey } }, { random }).hops.find(
      ({ kind }) => kind === 'alb',
    );
    const name = hop?.facts?.targetGroup ?? 'none';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const shares = expect.fields('distribution');
  for (const name of shares?.keys() ?? []) {
    const share = (counts.get(name) ?? 0) / rounds;
    const wanted = shares?.number(name) ?? 0;
    if (Math.abs(share - wanted) > tolerance)
      throw new Mismatch(`distribution.${name}: expected ${wanted}, got ${share.toFixed(3)}`);
  }
  expect.done();
}

/** Classification of a request by its risk of being read in two ways. */
export function runClassification(setup: Fields, request: Fields, expect: Fields): void {
  setup.text('attribute');
  setup.done();
  const sent = requestOf(request);
  const finding = classify({
    method: sent.method,
    scheme: 'http',
    path: sent.path,
    query: sent.query ?? '',
    headers: headerList(sent.headers),
    body: typeof sent.body === 'string' ? toBytes(sent.body) : (sent.body ?? new Uint8Array(0)),
    ...(sent.httpVersion === undefined ? {} : { httpVersion: sent.httpVersion }),
  });
  const tier = finding?.tier ?? 'Compliant';
  if (expect.has('classification')) expectEqual('classification', tier, expect.raw('classification'), {});
  if (expect.has('reason')) expectEqual('reason', finding?.reason ?? null, expect.raw('reason'), {});
  for (const mode of ['monitor', 'defensive', 'strictest'] as const) {
    if (expect.has(mode)) expectEqual(mode, passesDesync(mode, tier) ? 'allowed' : 'blocked', expect.raw(mode), {});
  }
  expect.done();
}
