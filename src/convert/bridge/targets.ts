import { copyOf, ref, type Fragment } from '../../template/index';
import type { Span } from '../../text/index';
import { identityOf, type BridgeLeg, type LoadBalancer } from '../../topology/index';
import { albDnsNameParameter } from '../../topology/query/alb-dns-name';
import { isNode } from './branches';
import type { Expression } from './expression';
import type { WrittenPort } from './port';
import type { Reach } from './reach';

/** An ALB that integrations of a bridge reach, at hand or not. */
export interface AlbPart {
  readonly identity: string;
  /** What to call it in a message. */
  readonly name: string;
  readonly at: Span;
  readonly resource: LoadBalancer | undefined;
  /** Its ARN in a document, or why it cannot be named there. */
  arnIn(uri: string): Expression | string;
  /** Its DNS name in a document, or why it cannot be named there. */
  dnsNameIn(uri: string): Expression | string;
}

/** An ALB with the ports of its listeners that the integrations use. */
export interface TargetPlan {
  readonly alb: AlbPart;
  readonly ports: readonly WrittenPort[];
}

/** A value that nobody tells, so that whoever deploys the template has to. */
export interface NewParameter {
  readonly uri: string;
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

/**
 * Asks for a parameter; the same one for the same document and base. `of` tells apart what has the same base, such as
 * the names of two ALBs.
 */
export type AskFor = (uri: string, base: string, type: string, description: string, of?: string) => Expression;

/** Collects what has to be asked for. `fresh` gives names that are not taken. */
export function createAsk(fresh: (uri: string, base: string) => string): {
  readonly ask: AskFor;
  readonly parameters: readonly NewParameter[];
} {
  const parameters = new Map<string, NewParameter>();
  const ask: AskFor = (uri, base, type, description, of = '') => {
    const key = `${uri} ${base} ${of}`;
    const parameter = parameters.get(key) ?? { uri, name: fresh(uri, base), type, description };
    parameters.set(key, parameter);
    return { fragment: ref(parameter.name), name: parameter.name };
  };
  return {
    ask,
    get parameters() {
      return [...parameters.values()];
    },
  };
}

/** The ALB of a leg. */
export function albOf(leg: BridgeLeg, reach: Reach, ask: AskFor): AlbPart {
  const { alb, target } = leg;
  const identity = identityOf(target) ?? `unknown ${leg.group.logicalId}`;
  if (alb) {
    const value = (attribute: string | undefined, uri: string): Expression | string =>
      reach.valueIn({ uri: alb.uri, logicalId: alb.logicalId, attribute, condition: alb.condition?.name }, uri);
    return {
      identity,
      name: `"${alb.logicalId}"`,
      at: alb.at,
      resource: alb,
      arnIn: (uri) => value(undefined, uri),
      dnsNameIn: (uri) => value('DNSName', uri),
    };
  }
  const written = leg.group.targets?.items[0]?.value.id;
  return {
    identity,
    name: `the ALB behind "${leg.group.logicalId}"`,
    at: leg.group.at,
    resource: undefined,
    arnIn: (uri) =>
      written && uri === leg.group.uri && isNode(written.at)
        ? { fragment: copied(written.at), name: undefined }
        : `the ALB behind "${leg.group.logicalId}" is only known in another file`,
    dnsNameIn: (uri) =>
      ask(
        uri,
        albDnsNameParameter,
        'String',
        `DNS name of the ALB behind ${leg.group.logicalId}, for API Gateway`,
        identity,
      ),
  };
}

function copied(node: Parameters<typeof copyOf>[0]): Fragment {
  return node.kind === 'intrinsic' && node.name === 'Ref' && node.argument.kind === 'scalar'
    ? ref(String(node.argument.value))
    : copyOf(node);
}
