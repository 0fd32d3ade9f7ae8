import { stringOf, type StringMap } from '../topology/index';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html */
const allowedName = /^[A-Za-z0-9_]+$/;
const allowedValue = /^[A-Za-z0-9\-._~:/?#&=,]*$/;

export default defineRule({
  id: 'invalid-stage-variable',
  severity: 'error',
  summary: 'A stage variable with a name or value that API Gateway does not take',
  why: 'Names are letters, digits and underscores, values may also hold -._~:/?#&=, so anything else makes the deployment fail',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html',
  fixes: [],
  bad: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      StageName: prod
      Variables:
        [|vpc-link|](The stage variable vpc-link of "Prod" may hold letters, digits and underscores only in its name): abc123
        root: [|'/orders/{proxy}'|](The value of the stage variable root of "Prod" holds {, which API Gateway does not take)
`,
  ],
  good: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      StageName: prod
      Variables: { vpc_link: abc123, host: 'orders.example.com:8080', query: '?a=b&c=d' }
`,
  ],

  *check({ topology }) {
    const holders: {
      owner: { logicalId: string };
      when: ReturnType<typeof topology.whenPresent>;
      map: StringMap | undefined;
    }[] = [...topology.ofKind('stage'), ...topology.ofKind('deployment'), ...topology.ofKind('rest-api')].map(
      (owner) => ({
        owner,
        when: topology.whenPresent(owner),
        map: owner.stageVariables,
      }),
    );
    for (const { owner, when, map } of holders) {
      const { logicalId } = owner;
      for (const { key, keyAt, value: written } of map?.entries ?? []) {
        if (!allowedName.test(key) && !key.startsWith('Fn::')) {
          const message = `The stage variable ${key} of "${logicalId}" may hold letters, digits and underscores only in its name`;
          yield { at: keyAt, message, logicalId };
        }
        for (const { value } of outcomesUnder(topology, written, when)) {
          const text = stringOf(value);
          if (text === undefined || allowedValue.test(text) || text.includes('{{resolve:')) continue;
          const character = [...text].find((letter) => !allowedValue.test(letter)) ?? '';
          const message = `The value of the stage variable ${key} of "${logicalId}" holds ${character === ' ' ? 'a space' : character}, which API Gateway does not take`;
          yield { at: value.at, message, logicalId };
        }
      }
    }
  },
});
