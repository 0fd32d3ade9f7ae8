import type { Span } from '../text/index';
import type { Method, Topology } from '../topology/index';
import { partOf } from '../topology/query/part-of';
import { referencesIn } from '../topology/query/references';
import { defineStep } from './step';

/** A stage variable in `Fn::Sub` that CloudFormation takes for an attribute. */
export interface UnescapedVariable {
  readonly method: Method;
  readonly name: string;
  /** As it is written, such as `${stageVariables.link}`. */
  readonly text: string;
  readonly at: Span;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
export function* unescapedVariables(topology: Topology): Iterable<UnescapedVariable> {
  for (const method of topology.methods) {
    const { integration } = method;
    if (!integration) continue;
    const values = [integration.connectionId, integration.integrationTarget, integration.uri];
    for (const { target, at } of values.flatMap(referencesIn)) {
      if (target.to !== 'attribute' || target.logicalId !== 'stageVariables') continue;
      const text = `\${stageVariables.${target.attribute}}`;
      yield { method, name: target.attribute, text, at: partOf(at, text) };
    }
  }
}

export default defineStep({
  id: 'escape-stage-variable',
  title: 'Leave the stage variable to API Gateway',
  safety: 'safe',
  safetyReason: 'The template cannot be deployed without it.',
  why: 'Fn::Sub fills every name in braces unless an exclamation mark stands before it.',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html',
  before: `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        Uri: !Sub 'http://\${Host}/\${stageVariables.root}/orders'
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
Parameters:
  Host: { Type: String }
`,
  after: `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        Uri: !Sub 'http://\${Host}/\${!stageVariables.root}/orders'
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
Parameters:
  Host: { Type: String }
`,

  *plan({ topology }) {
    for (const { method, text, at } of unescapedVariables(topology)) {
      const { logicalId } = method.owner;
      const { uri } = method;
      if (at.section.text.slice(at.start, at.end) !== text) continue;
      const escaped = text.replace('${', '${!');
      yield { kind: 'change', at, logicalId, apply: (write) => write(uri).replaceText(at, escaped) };
    }
  },
});
