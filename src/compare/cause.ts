import type { Hop, Trace } from '../simulate/index';
import type { Ending } from './ending';

/** Two ways of one request. */
export interface Pair {
  readonly before: { readonly trace: Trace; readonly ending: Ending };
  readonly after: { readonly trace: Trace; readonly ending: Ending };
  /** The parts of what the target receives that are not the same. */
  readonly parts: readonly string[];
}

/** One plain sentence: the hop that decided differently, and why. */
export function causeOf(pair: Pair): string {
  return stopped(pair) ?? otherRule(pair) ?? otherHop(pair) ?? otherMessage(pair);
}

/** A hop that lets the request go no further now, or did before. */
function stopped({ before, after }: Pair): string | undefined {
  const now = stopOf(after.trace);
  const then = stopOf(before.trace);
  if (now && !then) return sentence(`${nameOf(now)} stops it now: ${now.decision}. ${now.why}`);
  if (then && !now) return sentence(`${nameOf(then)} stopped it before: ${then.decision}. ${then.why}`);
  if (!now || !then) return undefined;
  return sentence(
    `It is stopped both times, before at ${nameOf(then)} (${then.decision}), now at ${nameOf(now)} (${now.decision}). ${now.why}`,
  );
}

/** The last hop that says blocked or error on the way there; those before it only pass the bad news on. */
function stopOf({ hops }: Trace): Hop | undefined {
  const last = hops.at(-1);
  if (last?.kind === 'target' || last?.kind === 'internet') return undefined;
  return hops.findLast(({ level }) => level === 'blocked' || level === 'error');
}

/** Another rule of the ALB takes the request; the reason is why the rule of before lost. */
function otherRule({ before, after }: Pair): string | undefined {
  const [then, now] = [albHop(before.trace), albHop(after.trace)];
  if (
    !then ||
    !now ||
    (then.logicalId === now.logicalId &&
      then.facts?.rule === now.facts?.rule &&
      then.facts?.listenerPort === now.facts?.listenerPort)
  )
    return undefined;
  if (then.logicalId !== now.logicalId)
    return sentence(`It comes to "${now.logicalId}" now instead of "${then.logicalId}"`);
  if (then.facts?.listenerPort !== now.facts?.listenerPort) {
    return sentence(
      `It comes to the listener on port ${now.facts?.listenerPort ?? '?'} of "${now.logicalId}" now instead of the one on port ${then.facts?.listenerPort ?? '?'}, because the Uri names that port`,
    );
  }
  const lost =
    now.alternatives.find(({ what }) => what === `rule ${then.facts?.rule ?? ''}`) ??
    then.alternatives.find(({ what }) => what === `rule ${now.facts?.rule ?? ''}`);
  const reason = lost
    ? `${lost.what} ${now.alternatives.includes(lost) ? lost.why : lost.why.replace('did not match', 'did not match before')}`
    : now.why;
  return sentence(
    `"${now.logicalId}" decides differently: ${now.decision}; before, ${then.decision}. Its ${reason}`
      .replace('Its rule', 'Now rule')
      .replace(/Its ([A-Z])/, '$1'),
  );
}

/** Any other hop but the bridge itself that chose something else. */
function otherHop({ before, after }: Pair): string | undefined {
  if (before.ending.place === after.ending.place && before.ending.status === after.ending.status) return undefined;
  const [then, now] = [decidingHops(before.trace), decidingHops(after.trace)];
  for (const [index, hop] of now.entries()) {
    const old = then[index];
    if (old && old.kind === hop.kind && old.logicalId === hop.logicalId && old.decision === hop.decision) continue;
    return sentence(
      `${nameOf(hop)} decides differently: ${hop.decision}${old ? `; before, ${nameOf(old)}: ${old.decision}` : ''}. ${hop.why}`,
    );
  }
  return undefined;
}

function otherMessage({ before, after, parts }: Pair): string {
  const [part = 'answer'] = parts;
  if (part === 'Host') {
    return sentence(
      `The target sees the Host header ${after.ending.received['Host'] ?? ''} instead of ${before.ending.received['Host'] ?? ''}, because the Uri names another host`,
    );
  }
  if (parts.length === 0)
    return sentence(
      `The answer is another: ${after.ending.answer || 'nothing'} instead of ${before.ending.answer || 'nothing'}`,
    );
  const values = `${shown(after.ending.received[part])} instead of ${shown(before.ending.received[part])}`;
  return sentence(`The target receives another ${part}: ${values}`);
}

function shown(value: string | undefined): string {
  return value === undefined || value === '' ? 'none' : value;
}

function albHop(trace: Trace): Hop | undefined {
  return trace.hops.find(({ kind, facts }) => kind === 'alb' && facts !== undefined);
}

/** Gateway, ALB, target group and target: what stands on both ways. */
function decidingHops(trace: Trace): readonly Hop[] {
  const alb = trace.hops.findIndex(({ kind }) => kind === 'alb');
  return trace.hops.filter(
    ({ kind }, index) =>
      kind !== 'link' && kind !== 'nlb' && kind !== 'gateway' && (kind !== 'target-group' || index > alb),
  );
}

const kinds: Readonly<Record<Hop['kind'], string>> = {
  gateway: 'API Gateway',
  link: 'the link',
  nlb: 'the NLB',
  alb: 'the ALB',
  'target-group': 'the target group',
  target: 'the target',
  internet: 'the internet host',
};

function nameOf({ kind, logicalId }: Hop): string {
  return kind === 'gateway' ? kinds[kind] : `${kinds[kind]} "${logicalId}"`;
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
