import type { Span } from '../text/index';
import { keyOf, stringOf, type Assumptions, type Resource, type Value } from '../topology/index';
import { apiOfPart } from '../topology/query/api-of';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';

export default defineRule({
  id: 'duplicate-stage-name',
  severity: 'error',
  summary: 'Two stages of one API with one name',
  why: 'The second one fails with "Stage already exists"; a StageName in a deployment makes a stage, too',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html',
  fixes: [],
  bad: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Deployment: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api, StageName: prod } }
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      DeploymentId: !Ref Deployment
      StageName: [|prod|](The stage "Prod" is called prod, as the one that "Deployment" makes: leave StageName out of the deployment or use another name)
`,
  ],
  good: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Deployment: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api, StageName: first } }
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Api, DeploymentId: !Ref Deployment, StageName: prod }
`,
  ],

  *check({ topology }) {
    const taken = new Map<string, { owner: Resource; at: Span; when: Assumptions }[]>();
    const makers: { owner: Resource; api: Resource | undefined; name: Value<string> | undefined }[] = [
      ...topology
        .ofKind('deployment')
        .map((owner) => ({ owner, api: apiOfPart(topology, owner), name: owner.stageName })),
      ...topology.ofKind('stage').map((owner) => ({ owner, api: apiOfPart(topology, owner), name: owner.stageName })),
    ];
    for (const { owner, api, name } of makers) {
      if (!api) continue;
      for (const { value, when } of outcomesUnder(topology, name, topology.whenPresent(owner))) {
        const text = stringOf(value);
        if (!text) continue;
        const key = `${keyOf(api)} ${text}`;
        const others = taken.get(key) ?? [];
        taken.set(key, [...others, { owner, at: value.at, when }]);
        const first = others.find((other) => topology.both(other.when, when));
        // Two deployments with one name move one stage on; only a stage of its own can be too many.
        if (!first || owner.kind !== 'stage') continue;
        const isMade = first.owner.kind === 'deployment';
        yield {
          at: value.at,
          message: isMade
            ? `The stage "${owner.logicalId}" is called ${text}, as the one that "${first.owner.logicalId}" makes: leave StageName out of the deployment or use another name`
            : `The stage "${owner.logicalId}" is called ${text}, as "${first.owner.logicalId}" of the same API: use another name`,
          logicalId: owner.logicalId,
          related: [{ at: first.at, message: 'The name is taken here' }],
        };
      }
    }
  },
});
