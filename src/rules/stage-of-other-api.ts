import { identified, keyOf, soleOf } from '../topology/index';
import { apiOfPart } from '../topology/query/api-of';
import { defineRule } from './rule';

export default defineRule({
  id: 'stage-of-other-api',
  severity: 'error',
  summary: 'A stage whose deployment belongs to another API',
  why: 'A stage shows a deployment of its own API, so the deployment of the stack fails with "Invalid deployment identifier specified"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html',
  fixes: [],
  bad: [
    `
Resources:
  Orders: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Users: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Deployment: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Orders } }
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Users
      DeploymentId: [|!Ref Deployment|](The stage "Prod" belongs to "Users", but "Deployment" is a deployment of "Orders": use one of "Users")
      StageName: prod
`,
  ],
  good: [
    `
Resources:
  Orders: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Deployment: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Orders } }
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Orders, DeploymentId: !Ref Deployment, StageName: prod }
`,
  ],

  *check({ topology }) {
    for (const stage of topology.ofKind('stage')) {
      const api = apiOfPart(topology, stage);
      const value = soleOf(topology.resolve(stage.deployment));
      const deployment = identified(value);
      const other = deployment?.kind === 'deployment' ? apiOfPart(topology, deployment) : undefined;
      if (!api || !other || !value || !deployment || keyOf(api) === keyOf(other)) continue;
      yield {
        at: value.at,
        message: `The stage "${stage.logicalId}" belongs to "${api.logicalId}", but "${deployment.logicalId}" is a deployment of "${other.logicalId}": use one of "${api.logicalId}"`,
        logicalId: stage.logicalId,
        related: [{ at: deployment.at, message: 'The deployment' }],
      };
    }
  },
});
