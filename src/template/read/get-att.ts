import type { Span } from '../../text/index';
import type { Node, ScalarNode } from '../node';
import { resolveAlias } from './alias';
import { charactersOf } from './characters';
import { asString } from './scalar';

/** What `Fn::GetAtt` refers to. */
export interface GetAttTarget {
  readonly logicalId: string;
  /** May contain dots: `Outputs.LoadBalancerArn`. */
  readonly attribute: string;
  /** Exactly the logical id. */
  readonly idSpan: Span;
}

/**
 * Reads `Fn::GetAtt` in both spellings, `Orders.Arn` and `[Orders, Arn]`.
 * `undefined` for any other node, and where the attribute is not written out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html
 */
export function readGetAtt(node: Node | undefined): GetAttTarget | undefined {
  const call = resolveAlias(node);
  if (call?.kind !== 'intrinsic' || call.name !== 'Fn::GetAtt') return undefined;
  const argument = resolveAlias(call.argument);
  if (argument?.kind === 'scalar') return readDotted(argument);
  if (argument?.kind !== 'sequence' || argument.items.length < 2) return undefined;
  const [id, ...rest] = argument.items.map(resolveAlias);
  const names = rest.map(asString);
  const logicalId = asString(id);
  if (id?.kind !== 'scalar' || logicalId === undefined || names.includes(undefined)) return undefined;
  return { logicalId, attribute: names.join('.'), idSpan: charactersOf(id).span(0, logicalId.length) };
}

function readDotted(scalar: ScalarNode): GetAttTarget | undefined {
  const text = asString(scalar) ?? '';
  const dot = text.indexOf('.');
  if (dot < 1 || dot === text.length - 1) return undefined;
  return { logicalId: text.slice(0, dot), attribute: text.slice(dot + 1), idSpan: charactersOf(scalar).span(0, dot) };
}
