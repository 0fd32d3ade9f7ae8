import type { Entry, MappingNode } from '../../template/index';
import type { Span } from '../../text/index';

/** What every resource of a template has. Made from its own entry alone, so it is cached with it. */
export interface ResourceBase {
  readonly uri: string;
  readonly logicalId: string;
  /** The CloudFormation type, such as `AWS::ApiGateway::Method`. */
  readonly type: string;
  /** The whole resource: key and value. As a span it covers both. */
  readonly entry: Entry;
  /** The logical id in the text. */
  readonly at: Span;
  readonly properties: MappingNode | undefined;
  readonly condition: NamedSpan | undefined;
  readonly dependsOn: readonly NamedSpan[];
  readonly deletionPolicy: string | undefined;
  readonly updateReplacePolicy: string | undefined;
}

/** A name and where it stands. */
export interface NamedSpan {
  readonly name: string;
  readonly at: Span;
}
