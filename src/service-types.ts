/**
 * The plain data that the façade hands to editor, command line and server. Ranges are absolute half-open UTF-16
 * offsets; the command line turns them into lines and columns.
 */
import type { Measurable } from './compare/index';
import type { Replay } from './compare/replay/index';
import type { Row, TableOptions } from './compare/table/index';
import type { Safety } from './convert/index';
import type { Severity } from './rules/index';
import type { Trace } from './simulate/index';
import type { Dialect } from './template/index';
import type { Edit, Location, Range } from './text/index';

export interface ProblemView {
  readonly message: string;
  readonly range: Range;
}

export interface FixView {
  readonly step: string;
  readonly title: string;
  readonly safety: Safety;
}

export interface FindingView {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly logicalId: string;
  /** The construct of the CDK that the resource comes from. */
  readonly constructPath?: string;
  readonly fixes: readonly FixView[];
  readonly related: readonly { readonly location: Location; readonly message: string }[];
  readonly unnecessary: boolean;
}

/** A finding that the template itself asks not to be told. */
export interface SuppressedView extends FindingView {
  readonly by: 'comment' | 'metadata';
  /** Why, where the template says it. */
  readonly reason: string | undefined;
}

/** How grave a rule's findings are; `off` leaves them out. */
export type Level = Severity | 'off';

/** What the user chose for a check. */
export interface CheckOptions {
  /** By rule. What is not here has the severity that the rule declares. */
  readonly levels?: Readonly<Record<string, Level>>;
  /** The text of the document as it was deployed, for what only two versions show. */
  readonly before?: string;
}

export interface CheckView {
  readonly uri: string;
  readonly dialect: Dialect;
  readonly problems: readonly ProblemView[];
  readonly findings: readonly FindingView[];
  readonly suppressed: readonly SuppressedView[];
  /** Rules or readers that failed by a bug of ours, by id. The rest went on. */
  readonly failures: readonly string[];
}

export type TopologyNodeKind =
  | 'rest-api'
  | 'http-api'
  | 'websocket-api'
  | 'stage'
  | 'resource'
  | 'method'
  | 'integration'
  | 'vpc-link-v1'
  | 'vpc-link-v2'
  | 'nlb'
  | 'alb'
  | 'listener'
  | 'rule'
  | 'target-group'
  | 'target'
  | 'security-group'
  | 'external';

export interface TopologyNodeView {
  readonly id: string;
  readonly kind: TopologyNodeKind;
  readonly logicalId: string;
  readonly label: string;
  /** The construct of the CDK that the resource comes from. */
  readonly constructPath?: string;
  readonly location: Location | undefined;
}

export interface TopologyEdgeView {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly location: Location | undefined;
}

export interface TopologyView {
  readonly nodes: readonly TopologyNodeView[];
  readonly edges: readonly TopologyEdgeView[];
}

/** A node of the tree from API to target. One resource may stand in several places. */
export interface TreeView {
  /** Unique within the tree, stable while the template's structure is. */
  readonly key: string;
  readonly node: TopologyNodeView;
  readonly description: string;
  readonly children: readonly TreeView[];
}

export interface ConversionFileView {
  readonly uri: string;
  readonly changed: boolean;
  readonly edits: readonly Edit[];
  /** The text after the edits. */
  readonly newText: string;
  readonly steps: readonly (FixView & {
    readonly range: Range;
    readonly logicalId: string;
    /** What the step touches, in words: the logical id, or API, verb and path of a method in an OpenAPI body. */
    readonly part?: string;
  })[];
  readonly notes: readonly { readonly text: string; readonly range: Range }[];
  readonly blocked: readonly { readonly logicalId: string; readonly range: Range; readonly reason: string }[];
  /** There wherever something was converted. */
  readonly proof: ProofView | undefined;
}

/** An integration that cannot be followed, for what it imports is in no template at hand. */
export interface OpenImportView {
  readonly logicalId: string;
  readonly range: Range;
  /** Lower case, to go on after a name: `its VPC link is imported: give the file that exports "x" too`. */
  readonly reason: string;
}

/** The requests that tell the routes apart, sent down the old and the new path. */
export interface ProofView {
  readonly requests: number;
  readonly same: number;
  readonly differences: readonly ProofDifferenceView[];
}

export interface ProofDifferenceView {
  readonly request: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
}

export interface ConversionView {
  readonly files: readonly ConversionFileView[];
  readonly failures: readonly string[];
}

/** A change offered at a place in the editor. */
export interface ActionView {
  readonly step: string;
  readonly title: string;
  readonly safety: Safety;
  /** The rules whose findings it cures here. */
  readonly cures: readonly string[];
  /** There where it is the conversion of a bridge: which one, as `ConvertOptions` names it, and whether it stays. */
  readonly conversion?: { readonly bridge: string; readonly keepBridge: boolean };
  readonly edits: readonly { readonly uri: string; readonly edits: readonly Edit[] }[];
}

/** A route of an API, as offered by "Simulate Request". */
export interface RouteView {
  readonly method: string;
  /** With the stage, ready to send: `/prod/orders/{id}`. */
  readonly path: string;
  readonly api: string;
  readonly stage: string;
  readonly location: Location | undefined;
}

export interface SimulationView {
  readonly trace: Trace;
  /** One per hop of the trace: where the deciding property stands. */
  readonly locations: readonly (Location | undefined)[];
  /** Values that were taken on trust, such as parameters without a value. */
  readonly assumptions: readonly string[];
}

/** Two templates side by side. */
export interface ComparisonView {
  /** Eight rows, always the same ones. */
  readonly rows: readonly Row[];
  readonly proof: ProofView;
  /** The documents of the side before. */
  readonly uris: readonly string[];
  /** There where recorded requests were given. */
  readonly replay: Replay | undefined;
  /** False where the other side is a conversion that had nothing to change. */
  readonly changed: boolean;
  /** What stands in the way of the conversion. */
  readonly blocked: readonly { readonly logicalId: string; readonly reason: string; readonly location: Location }[];
  readonly assumptions: readonly string[];
  /** For a live run of both sides, which measures what no template tells. */
  readonly measurable: () => Measurable;
  /** The rows once more, with what such a run told. */
  rowsWith(measured: NonNullable<TableOptions['measured']>): readonly Row[];
  readonly failures: readonly string[];
}
