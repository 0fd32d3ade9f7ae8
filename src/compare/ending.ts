import { header, toText, type Hop, type HttpRequest, type Trace, type World } from '../simulate/index';
import { albDnsNameParameter } from '../topology/query/alb-dns-name';

/** Where a request ends and what arrives there; everything that a conversion must keep. */
export interface Ending {
  /** What the client gets. */
  readonly status: number;
  /** Who answers: `"Orders" in "OrdersGroup"`, `rule 10 of "Alb"`, `API Gateway`; or that nobody does. */
  readonly place: string;
  /** What the client gets beside the status, where no target answers. */
  readonly answer: string;
  /** What the target receives, by the name of each part; empty where none is reached. */
  readonly received: Readonly<Record<string, string>>;
}

/** Reads the end of a trace through `world`. */
export function endingOf(trace: Trace, world: World): Ending {
  const last = trace.hops.at(-1);
  const { status } = trace.response;
  if (last?.kind === 'target' || last?.kind === 'internet') {
    return { status, place: targetPlace(trace.hops, last), answer: '', received: receivedBy(last.request, world) };
  }
  const answer = [header(trace.response.headers, 'location') ?? '', toText(trace.response.body)].join(' ').trim();
  return { status, place: placeOf(trace.hops), answer, received: {} };
}

function targetPlace(hops: readonly Hop[], target: Hop): string {
  if (target.kind === 'internet') return `${target.logicalId} on the internet`;
  const group = hops.findLast(({ kind }) => kind === 'target-group');
  return `"${target.logicalId}"${group ? ` in "${group.logicalId}"` : ''}`;
}

/** Where no target is reached: the ALB or the gateway answers of its own accord, or the way is barred. */
function placeOf(hops: readonly Hop[]): string {
  const last = hops.at(-1);
  if (last?.kind === 'gateway') return `API Gateway (${last.facts?.gatewayResponse ?? 'its own integration'})`;
  if (last?.kind === 'alb' && last.response)
    return `${last.facts?.rule === 'default' ? 'the default rule' : `rule ${last.facts?.rule ?? '?'}`} of "${last.logicalId}"`;
  if (last?.kind === 'target-group' && hops.some(({ kind }) => kind === 'alb'))
    return `no target of "${last.logicalId}"`;
  return 'nobody';
}

/** These differ from request to request, or say nothing that a target acts on. */
const unimportant: ReadonlySet<string> = new Set([
  'host',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-amzn-apigateway-api-id',
  'content-length',
]);

function receivedBy(request: HttpRequest, world: World): Readonly<Record<string, string>> {
  const received: Record<string, string> = {
    method: request.method,
    path: request.path,
    query: request.query,
    Host: hostOf(header(request.headers, 'host') ?? '', world),
    body: toText(request.body),
    'X-Forwarded-For': clientsOf(header(request.headers, 'x-forwarded-for')),
  };
  for (const [name, value] of request.headers) {
    if (!unimportant.has(name.toLowerCase())) received[name.toLowerCase()] = value;
  }
  return received;
}

/** What a conversion asks for is the ALB's own name, and nothing else. The file is told where several ask. */
const nameOfAlbElsewhere = new RegExp(`^<${albDnsNameParameter}\\d*( of [^>]*)?>$`, 'i');

/**
 * A name that AWS makes for a load balancer means "whatever balancer this is": one stands for the other. That a rule
 * tells them apart shows in where the request ends, and that the name changes is a note of the conversion.
 */
function hostOf(host: string, world: World): string {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const isOwn = [...Object.values(world.albs), ...Object.values(world.nlbs)].some(
    ({ dnsName }) => dnsName?.toLowerCase() === name,
  );
  return isOwn || nameOfAlbElsewhere.test(name) ? "the load balancer's own name" : host;
}

/** All addresses but the last: that is the address of the node or interface that called the ALB. */
function clientsOf(forwardedFor: string | undefined): string {
  return (forwardedFor ?? '').split(',').slice(0, -1).join(',');
}
