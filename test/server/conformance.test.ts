/** The published `request` cases over the wire; the pure engine runs the same ones with `npm run conformance`. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { suite, test } from 'node:test';
import { startServer, type LiveServer } from '../../src/server/index';
import {
  hasHeader,
  headerList,
  type HttpRequest,
  type TargetBehaviour,
  type TargetGroupModel,
  type Trace,
  type World,
} from '../../src/simulate/index';
import { Fields } from '../conformance/fields';
import { checkTrace } from '../conformance/kinds/request';
import { fill, testBed } from '../conformance/placeholders';
import { requestOf } from '../conformance/request-fields';
import type { Case } from '../conformance/runner';
import { worldOf } from '../conformance/setup';
import { send } from './send';

/** A value written as `each of A, B, C` stands for one case per value. */
function variants(one: Case): Case[] {
  const text = JSON.stringify(one.setup ?? {});
  const list = /"each of ([^"]+)"/.exec(text);
  if (!list) return [one];
  const values = (list[1] as string).split(/, | and /);
  return values.flatMap((value) =>
    variants({
      ...one,
      id: `${one.id} (${value})`,
      setup: JSON.parse(text.replace(list[0], JSON.stringify(value.trim()))) as unknown,
    }),
  );
}

const folder = path.resolve('../shared/conformance');

/** What an ordinary client cannot put on the wire; the pure engine covers it. */
function unsendable(request: ReturnType<typeof requestOf>): string | undefined {
  if (request.httpVersion !== undefined && request.httpVersion !== '1.1') return `HTTP/${request.httpVersion}`;
  return undefined;
}

suite('published request cases over the wire', { skip: fs.existsSync(folder) ? false : `${folder} is missing` }, () => {
  const cases = fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .flatMap(casesIn)
        .flatMap(variants)
    : [];
  for (const one of cases.filter(({ kind, mechanical }) => kind === 'request' && mechanical)) {
    test(one.id, async (context) => {
      const request = requestOf(new Fields(fill(one.request ?? {}), 'request'));
      const reason = unsendable(request);
      if (reason !== undefined) {
        context.skip(reason);
        return;
      }
      const received: HttpRequest[] = [];
      const world = listening(worldOf(new Fields(fill(one.setup ?? {}), 'setup')), received);
      const server = await startServer({
        world,
        graceMs: 100,
        peerOf: () => ({ ip: request.clientIp ?? '203.0.113.10', port: request.clientPort ?? 54321 }),
      });
      try {
        const trace = await traceOf(server, world, request, received);
        checkTrace(new Fields(one.expect ?? {}, 'expect'), trace, prefixOf(world));
      } finally {
        await server.stop();
      }
    });
  }
});

function casesIn(name: string): Case[] {
  const content = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as { cases?: Case[] } | Case[];
  return Array.isArray(content) ? content : (content.cases ?? []);
}

/** The trace as the wire gave it: the answer is the client's, the last request what the target really received. */
async function traceOf(
  server: LiveServer,
  world: World,
  request: ReturnType<typeof requestOf>,
  received: HttpRequest[],
): Promise<Trace> {
  const headers = headerList(request.headers);
  const door = doorOf(server, world);
  const fields = hasHeader(headers, 'host') ? headers : [['Host', door.host] as const, ...headers];
  const target =
    request.query === undefined || request.query === '' ? request.path : `${request.path}?${request.query}`;
  const got = await send(door.port, {
    method: request.method,
    path: target,
    headers: fields,
    body: request.body ?? '',
  });
  const live = server.traces.list().at(-1);
  if (!live) throw new Error('no trace was kept');
  const hops = live.hops.map((hop) =>
    hop.kind === 'target' || hop.kind === 'internet' ? { ...hop, request: received.at(-1) ?? hop.request } : hop,
  );
  return { request: live.request, response: got, hops };
}

/** Where a client knocks: at the API, else at the NLB, else at the ALB. */
function doorOf(server: LiveServer, world: World): { readonly port: number; readonly host: string } {
  const api = server.stages()[0];
  if (api) return { port: server.port, host: api.host };
  const listeners = server.listeners();
  const ownNlb = world.nlbs[testBed.nlbKey]?.listeners.some(
    ({ targetGroups }) => targetGroups[0]?.targetGroup !== 'plain',
  );
  const door = listeners.find(({ kind }) => kind === (ownNlb ? 'nlb' : 'alb'));
  if (!door) throw new Error('there is no listener');
  const dnsName = world.albs[door.balancer]?.dnsName ?? world.nlbs[door.balancer]?.dnsName;
  return { port: Number(new URL(door.url).port), host: dnsName ?? door.balancer };
}

/** Has every target note what it receives. */
function listening(world: World, received: HttpRequest[]): World {
  const noting = (behaviour: TargetBehaviour | undefined): { behaviour?: TargetBehaviour } =>
    behaviour
      ? {
          behaviour: (request) => {
            received.push(request);
            return behaviour(request);
          },
        }
      : {};
  const heard = (group: TargetGroupModel): TargetGroupModel => ({
    ...group,
    targets: group.targets.map((target) => ({ ...target, ...noting(target.behaviour) })),
  });
  return {
    ...world,
    targetGroups: Object.fromEntries(Object.entries(world.targetGroups).map(([name, group]) => [name, heard(group)])),
    internet: Object.fromEntries(
      Object.entries(world.internet ?? {}).map(([host, behaviour]) => [host, noting(behaviour).behaviour ?? behaviour]),
    ),
  };
}

function prefixOf(world: World): string {
  const resources = Object.values(world.gateways).flatMap((gateway) => gateway.resources);
  const uris = resources
    .flatMap(({ methods }) => Object.values(methods))
    .flatMap(({ integration }) => integration?.uri ?? []);
  return uris.includes(`http://${testBed.upstreamHost}/post`) ? '/post' : '';
}
