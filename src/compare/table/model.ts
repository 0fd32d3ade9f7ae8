import type { Trace, World } from '../../simulate/index';
import type { Topology } from '../../topology/index';

/** The eight questions of the table, in its order. */
export type Aspect =
  'infrastructure' | 'cost' | 'latency' | 'maintenance' | 'security' | 'clarity' | 'scalability' | 'flexibility';

/** One row: what holds before and after, in words and in figures, and where its facts are from. */
export interface Row {
  readonly aspect: Aspect;
  readonly before: string;
  readonly after: string;
  readonly figures: { readonly before: Figures; readonly after: Figures };
  readonly sources: readonly Source[];
}

/** Plain data for machines. */
export type Figures = Readonly<Record<string, unknown>>;

export interface Source {
  readonly title: string;
  readonly url: string;
  /** Day or month of the source, as `2026-09-20`; absent for a living page. */
  readonly date?: string;
}

/** One of the two templates, with the traces of the requests that tell its routes apart. */
export interface Side {
  readonly topology: Topology;
  readonly world: World;
  readonly traces: readonly Trace[];
}

/** Milliseconds that a load test of a running system told. */
export interface Measured {
  readonly p50: number;
  readonly p99: number;
  readonly requests: number;
  /** The file that says so. */
  readonly from: string;
}

export interface TableOptions {
  /** Such as `us-east-1`. */
  readonly region: string;
  /** Requests to the API in a month; absent: not stated. */
  readonly requestsPerMonth?: number;
  /** Gigabytes through each load balancer in a month; absent: not stated. */
  readonly gbPerMonth?: number;
  /** What was measured on either side; without it no milliseconds are named. */
  readonly measured?: { readonly before?: Measured; readonly after?: Measured };
}

/** What one side has to say about one aspect. */
export interface Statement {
  readonly text: string;
  readonly figures: Figures;
  readonly sources?: readonly Source[];
}

/** Finds the words and figures of one row, for one side. */
export type Describe = (side: Side, options: TableOptions, which: 'before' | 'after') => Statement;
