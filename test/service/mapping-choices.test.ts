import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createService } from '../../src/service';

const uri = 'file:///template.yaml';

/** The ports of Uri and listener come from a map: equal in `dev`, not in the stage that is given. */
function template({
  wrong = 'prod',
  parameter = '{ Type: String, Default: dev, AllowedValues: [dev, test, prod] }',
} = {}): string {
  const port = (stage: string): number => (stage === wrong ? 80 : 8080);
  return `
Parameters:
  Stage: ${parameter}
Mappings:
  Ports:
    dev: { Uri: 8080, Listener: ${port('dev')} }
    test: { Uri: 8080, Listener: ${port('test')} }
    prod: { Uri: 8080, Listener: ${port('prod')} }
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      AuthorizationType: NONE
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: !Sub
          - http://\${Alb.DNSName}:\${Port}/orders
          - Port: !FindInMap [Ports, !Ref Stage, Uri]
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: !FindInMap [Ports, !Sub '\${Stage}', Listener]
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`;
}

function findings(text: string, parameters = {}) {
  const service = createService({ parameters });
  service.setDocument(uri, text);
  const view = service.check(uri);
  assert.deepEqual([...view.failures, ...view.problems], []);
  return view.findings.map(({ message, fixes }) => ({ message, isFixable: fixes.length > 0 }));
}

const message = 'The Uri of "Get" uses port 8080, but "Alb" listens on 80: use the port of a listener';

suite('values that pick from a map', () => {
  test('a mistake in one stage is found, and said of that stage', () => {
    assert.deepEqual(findings(template()), [{ message: `${message} when Stage is "prod"`, isFixable: false }]);
    assert.deepEqual(findings(template({ wrong: 'test' }))[0]?.message, `${message} when Stage is "test"`);
  });

  test('a mistake of the default is said once, and can be fixed', () => {
    assert.deepEqual(findings(template({ wrong: 'dev' })), [{ message, isFixable: true }]);
  });

  test('without a default every allowed value is tried', () => {
    const parameter = '{ Type: String, AllowedValues: [dev, test, prod] }';
    assert.deepEqual(
      findings(template({ parameter })).map((finding) => finding.message),
      [`${message} when Stage is "prod"`],
    );
  });

  test('a value that somebody chose is the only one', () => {
    assert.deepEqual(findings(template(), { Stage: 'test' }), []);
    assert.deepEqual(findings(template(), { Stage: 'prod' }), [{ message, isFixable: true }]);
  });

  test('where all stages are right there is silence, and without allowed values too', () => {
    assert.deepEqual(findings(template({ wrong: 'none' })), []);
    assert.deepEqual(findings(template({ parameter: '{ Type: String, Default: dev }' })), []);
  });
});
