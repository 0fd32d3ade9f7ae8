import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createService } from '../../src/service';

const uri = 'file:///template.yaml';

/** One NLB in front of two ALBs that other templates declare. */
const template = `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  VpcId: { Type: AWS::EC2::VPC::Id }
  Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' }
  AlbOne: { Type: String }
  AlbTwo: { Type: String }
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: x } }
  One: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: one } }
  Two: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: two } }
  GetOne:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref One
      HttpMethod: GET
      AuthorizationType: NONE
      Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: GET, ConnectionType: VPC_LINK, ConnectionId: !Ref Link, Uri: !Sub 'http://\${Nlb.DNSName}:81/one' }
  GetTwo:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Two
      HttpMethod: GET
      AuthorizationType: NONE
      Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: GET, ConnectionType: VPC_LINK, ConnectionId: !Ref Link, Uri: !Sub 'http://\${Nlb.DNSName}:82/two' }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: link, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: !Ref Subnets }
  L1:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Nlb, Port: 81, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref G1 }] }
  L2:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Nlb, Port: 82, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref G2 }] }
  G1:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: !Ref VpcId, Targets: [{ Id: !Ref AlbOne, Port: 80 }] }
  G2:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: !Ref VpcId, Targets: [{ Id: !Ref AlbTwo, Port: 80 }] }
`;

test('each ALB of another template is asked for, and let in, on its own', () => {
  const service = createService();
  service.setDocument(uri, template);
  const { files, failures } = service.convert([uri]);
  assert.deepEqual(failures, []);
  const text = files[0]!.newText;
  assert.match(text, /IntegrationTarget: !Ref AlbOne, Uri: !Sub 'http:\/\/\$\{AlbDnsName\}:80\/one'/);
  assert.match(text, /IntegrationTarget: !Ref AlbTwo, Uri: !Sub 'http:\/\/\$\{AlbDnsName2\}:80\/two'/);
  for (const group of ['AlbSecurityGroup', 'AlbSecurityGroup2']) {
    const uses = (start: string): number => text.split(`${start}: !Ref ${group}\n`).length - 1;
    assert.deepEqual([uses('DestinationSecurityGroupId'), uses('\n      GroupId')], [1, 1], group);
  }
});
