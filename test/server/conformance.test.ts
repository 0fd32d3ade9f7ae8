/** The `request` cases, published and own, over the wire; the pure engine runs the same ones with `npm run conformance`. */
import * as fs from 'node:fs';
import * as http from 'node:http';
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

const folders = { published: path.resolve('../shared/conformance'), own: path.resolve('test/conformance/fixtures') };

/** What an ordinary client cannot put on the wire; the pure engine covers it. */
function unsendable(one: Case, request: ReturnType<typeof requestOf>): string | undefined {
  if (!http.METHODS.includes(request.method)) return `the method ${request.method}, which Node does not know`;
  const { nlb, upstream } = (one.setup ?? {}) as { nlb?: object; upstream?: { replyHeaders?: object } };
  if (nlb && JSON.stringify(nlb).includes('"type":"ip"'))
    return 'bytes through an NLB, of which nobody reads a request';
  if (Object.keys(upstream?.replyHeaders ?? {}).some((name) => name.toLowerCase() === 'transfer-encoding'))
    return 'a body that its own header frames wrongly';
  if (request.httpVersion !== undefined && request.httpVersion !== '1.1') return `HTTP/${request.httpVersion}`;
  return undefined;
}

for (const [whose, folder] of Object.entries(folders)) {
  suite(
    `${whose} request cases over the wire`,
    { skip: fs.existsSync(folder) ? false : `${folder} is missing` },
    () => {
      const cases = fs.existsSync(folder)
        ? fs
            .readdirSync(folder)
            .filter((name) => name.endsWith('.json'))
            .flatMap((name) => casesIn(path.join(folder, name)))
            .flatMap(variants)
        : [];
      for (const one of cases.filter(({ kind, mechanical }) => kind === 'request' && mechanical)) {
        test(one.id, async (context) => {
          const request = requestOf(new Fields(fill(one.request ?? {}), 'request'));
          const reason = unsendable(one, request);
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
    },
  );
}

function casesIn(file: string): Case[] {
  const content = JSON.parse(fs.readFileSync(file, 'utf8')) as { cases?: Case[] } | Case[];
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
    isTls: door.isTls,
  });
  // What stands in for a target speaks plain HTTP, whatever the hop before it would speak.
  const live = server.traces.list().at(-1);
  if (!live) throw new Error('no trace was kept');
  const hops = live.hops.map((hop) =>
    hop.kind === 'target' || hop.kind === 'internet'
      ? { ...hop, request: { ...(received.at(-1) ?? hop.request), scheme: hop.request.scheme } }
      : hop,
  );
  return { request: live.request, response: got, hops };
}

interface Door {
  readonly port: number;
  readonly host: string;
  readonly isTls: boolean;
}

/** Where a client knocks: at the API, else at the NLB, else at the ALB. */
function doorOf(server: LiveServer, world: World): Door {
  const api = server.stages()[0];
  if (api) return { port: server.port, host: api.host, isTls: false };
  const listeners = server.listeners();
  const ownNlb = world.nlbs[testBed.nlbKey]?.listeners.some(
    ({ targetGroups }) => targetGroups[0]?.targetGroup !== 'plain',
  );
  const door = listeners.find(({ kind }) => kind === (ownNlb ? 'nlb' : 'alb'));
  if (!door) throw new Error('there is no listener');
  const dnsName = world.albs[door.balancer]?.dnsName ?? world.nlbs[door.balancer]?.dnsName;
  const { port, protocol } = new URL(door.url);
  return { port: Number(port), host: dnsName ?? door.balancer, isTls: protocol === 'https:' };
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
