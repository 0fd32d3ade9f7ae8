import type { Span } from '../text/index';
import type { Untied } from './import-ties';
import type { Resource } from './model';
import type { Absent, Assumptions, Literal, Unknown } from './value';

/** One thing that a value may stand for, and what must hold for it to be that. */
export interface Outcome<T> {
  readonly value: Settled<T>;
  readonly when: Assumptions;
}

/** A value after every look-up that the documents at hand allow. */
export type Settled<T> = Literal<T> | ResourceValue | SettledText | External | Unknown | Absent;

/** A resource of one of the documents: its `Ref` where `attribute` is `undefined`, else that attribute. */
export interface ResourceValue {
  readonly kind: 'resource';
  readonly resource: Resource;
  readonly attribute: string | undefined;
  readonly at: Span;
}

/** A text of which some parts are no literals. */
export interface SettledText {
  readonly kind: 'text';
  readonly parts: readonly Settled<string>[];
  readonly at: Span;
}

/**
 * Something that is decided outside the documents at hand: a parameter without a default, an export of a template
 * that is not here, the Region. Two externals of the same `key` are the same thing.
 */
export interface External {
  readonly kind: 'external';
  readonly from: 'parameter' | 'export' | 'pseudo' | 'stack-output' | 'attribute';
  readonly name: string;
  readonly key: string;
  /** Set for an export that one of the templates at hand may have, though which one is not known. */
  readonly untied?: Untied;
  readonly at: Span;
}

/** The one thing a value stands for under every condition, or `undefined` where there are several or none. */
export function soleOf<T>(outcomes: readonly Outcome<T>[]): Settled<T> | undefined {
  if (outcomes.length === 1) return outcomes[0]!.value.kind === 'absent' ? undefined : outcomes[0]!.value;
  const present = outcomes.filter((outcome) => outcome.value.kind !== 'absent');
  return present.length === 1 ? present[0]!.value : undefined;
}

/** Attributes that name the same thing as `Ref` does, by resource kind. Their values are interchangeable. */
const identityAttributes: Readonly<Record<string, readonly string[]>> = {
  'load-balancer': ['LoadBalancerArn'],
  listener: ['ListenerArn'],
  rule: ['RuleArn'],
  'target-group': ['TargetGroupArn'],
  'vpc-link-v1': ['VpcLinkId'],
  'vpc-link-v2': ['VpcLinkId'],
  'security-group': ['GroupId', 'Id'],
  'rest-api': ['RestApiId'],
  'http-api': ['ApiId'],
  'http-api-integration': ['IntegrationId'],
  resource: ['ResourceId'],
  deployment: ['DeploymentId'],
};

/** The resource that a value identifies by ARN or id, or `undefined` when it is another attribute or no resource. */
export function identified(value: Settled<unknown> | undefined): Resource | undefined {
  if (value?.kind !== 'resource') return undefined;
  const { resource, attribute } = value;
  return attribute === undefined || identityAttributes[resource.kind]?.includes(attribute) ? resource : undefined;
}

/** A short description for messages: `"Orders"`, `parameter "NlbArn"`, `export "net-Nlb"`. */
export function describe(value: Settled<unknown>): string {
  switch (value.kind) {
    case 'literal':
      return `"${String(value.value)}"`;
    case 'resource':
      return value.attribute ? `"${value.resource.logicalId}.${value.attribute}"` : `"${value.resource.logicalId}"`;
    case 'external':
      return `${value.from.replace('-', ' ')} "${value.name}"`;
    case 'text':
      return `"${textOf(value)}"`;
    case 'unknown':
      return `unknown, because ${value.because}`;
    case 'absent':
      return 'nothing';
  }
}

/** The text with `${…}` for each part that is not known. Equal texts stand for equal values. */
export function textOf(value: Settled<unknown>): string {
  switch (value.kind) {
    case 'literal':
      return String(value.value);
    case 'resource':
      return `\${${value.resource.logicalId}${value.attribute ? `.${value.attribute}` : ''}}`;
    case 'external':
      return `\${${value.name}}`;
    case 'text':
      return value.parts.map(textOf).join('');
    case 'unknown':
      return '${?}';
    case 'absent':
      return '';
  }
}

/** The whole number that a value stands for; a parameter's `"8080"` counts. */
export function numberOf(value: Settled<unknown> | undefined): number | undefined {
  if (value?.kind !== 'literal') return undefined;
  const number =
    typeof value.value === 'number' ? value.value : /^\d+$/.test(String(value.value)) ? Number(value.value) : undefined;
  return number;
}

/** The text that a literal stands for. */
export function stringOf(value: Settled<unknown> | undefined): string | undefined {
  return value?.kind === 'literal' ? String(value.value) : undefined;
}

/** One key for equal ports: the number, or the look-up that stands for it. `undefined` where it is not known. */
export function portKeyOf(value: Settled<unknown> | undefined): string | undefined {
  const number = numberOf(value);
  if (number !== undefined) return String(number);
  return value?.kind === 'external' ? value.key : undefined;
}
