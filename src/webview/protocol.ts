/** What the panel "Unbridge: Request Path" and the extension say to each other, as plain data. */
export type ToPanel =
  | { readonly type: 'path'; readonly path: RequestPathView }
  /** The request could not be sent; `message` is for the user. */
  | { readonly type: 'refused'; readonly request: string; readonly message: string };

export type FromPanel =
  | { readonly type: 'ready' }
  /** `METHOD /path` and options, as the user typed it. */
  | { readonly type: 'send'; readonly request: string }
  /** Show the line that decided; with `alternative`, the line of a possibility that lost. */
  | { readonly type: 'reveal'; readonly side: SideName; readonly hop: number; readonly alternative?: number };

export type SideName = 'before' | 'after';

/** One request and the way it takes. */
export interface RequestPathView {
  /** The template's file name. */
  readonly template: string;
  /** `GET /prod/orders/1 -H "Name: value" --let-pass` */
  readonly request: string;
  /** Requests to choose from, one per route. */
  readonly suggestions: readonly string[];
  readonly before: SideView;
  /** The way after the conversion, where the template has a bridge that can be converted. */
  readonly after?: SideView;
}

export interface SideView {
  readonly hops: readonly HopView[];
  readonly response: ResponseView;
  /** There where the gateway refused the request for want of credentials: what to do about it. */
  readonly refusal?: string;
  /** What was taken on trust, such as a parameter without a value. */
  readonly assumptions: readonly string[];
}

export type HopKindView = 'gateway' | 'link' | 'nlb' | 'alb' | 'target-group' | 'target' | 'internet';

export interface HopView {
  readonly kind: HopKindView;
  /** `Network Load Balancer` */
  readonly name: string;
  readonly logicalId: string;
  readonly decision: string;
  readonly why: string;
  readonly level: 'ok' | 'blocked' | 'error';
  /** `template.yaml:42`; empty where no line decided. */
  readonly place: string;
  readonly received: MessageView;
  /** Absent when the hop answered itself. */
  readonly sent?: MessageView;
  readonly answered?: MessageView;
  readonly returned?: { readonly decision: string; readonly why: string };
  readonly alternatives: readonly AlternativeView[];
}

export interface AlternativeView {
  readonly what: string;
  readonly why: string;
  readonly place: string;
}

/** A request or a response: its first line, header fields in wire order, and the body as text. */
export interface MessageView {
  readonly line: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export interface ResponseView extends MessageView {
  readonly status: number;
}
