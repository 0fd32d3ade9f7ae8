/**
 * Makes a template of `resources` resources and about `bytes` bytes: bridges, methods, listeners with rules, groups,
 * and the functions, roles and policies that fill real templates. Deterministic.
 */
export function largeTemplate(resources: number, bytes: number): string {
  const parts: string[] = [header];
  const services = Math.max(1, Math.floor(resources / 10));
  const fillers = resources - bridge.length - services * 6;
  for (const part of bridge) parts.push(part);
  for (let i = 0; i < services; i++) parts.push(...service(i));
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const each = Math.max(200, Math.floor((bytes - size) / Math.max(1, fillers)));
  for (let i = 0; i < fillers; i++) parts.push(filler(i, each));
  return parts.join('');
}

const header = `AWSTemplateFormatVersion: "2010-09-09"
Description: A large stack for measurements
Parameters:
  Vpc: { Type: "AWS::EC2::VPC::Id" }
  Subnets: { Type: "List<AWS::EC2::Subnet::Id>" }
Conditions:
  IsProd: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
`;

const bridge = [
  `  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties:\n      Name: shop\n`,
  `  Link:\n    Type: AWS::ApiGateway::VpcLink\n    Properties:\n      Name: shop\n      TargetArns:\n        - !Ref Nlb\n`,
  `  Nlb:\n    Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n    Properties:\n      Type: network\n      Scheme: internal\n      Subnets: !Ref Subnets\n`,
  `  NlbListener:\n    Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties:\n      LoadBalancerArn: !Ref Nlb\n      Port: 80\n      Protocol: TCP\n      DefaultActions:\n        - Type: forward\n          TargetGroupArn: !Ref ToAlb\n`,
  `  ToAlb:\n    Type: AWS::ElasticLoadBalancingV2::TargetGroup\n    DependsOn: AlbListener\n    Properties:\n      TargetType: alb\n      Protocol: TCP\n      Port: 8080\n      VpcId: !Ref Vpc\n      Targets:\n        - Id: !Ref Alb\n`,
  `  Alb:\n    Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n    Properties:\n      Scheme: internal\n      Subnets: !Ref Subnets\n      SecurityGroups:\n        - !GetAtt AlbGroup.GroupId\n`,
  `  AlbGroup:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: ALB\n      VpcId: !Ref Vpc\n      SecurityGroupIngress:\n        - IpProtocol: tcp\n          FromPort: 8080\n          ToPort: 8080\n          CidrIp: 10.0.0.0/8\n`,
  `  AlbListener:\n    Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties:\n      LoadBalancerArn: !Ref Alb\n      Port: 8080\n      Protocol: HTTP\n      DefaultActions:\n        - Type: fixed-response\n          FixedResponseConfig:\n            StatusCode: "404"\n`,
];

function service(i: number): string[] {
  return [
    `  Resource${i}:\n    Type: AWS::ApiGateway::Resource\n    Properties:\n      RestApiId: !Ref Api\n      ParentId: !GetAtt Api.RootResourceId\n      PathPart: service${i}\n`,
    `  Method${i}:\n    Type: AWS::ApiGateway::Method\n    Properties:\n      RestApiId: !Ref Api\n      ResourceId: !Ref Resource${i}\n      HttpMethod: ANY\n      AuthorizationType: NONE\n      Integration:\n        Type: HTTP_PROXY\n        IntegrationHttpMethod: ANY\n        ConnectionType: VPC_LINK\n        ConnectionId: !Ref Link\n        Uri: !Sub 'http://\${Nlb.DNSName}/service${i}'\n`,
    `  Rule${i}:\n    Type: AWS::ElasticLoadBalancingV2::ListenerRule\n    Properties:\n      ListenerArn: !Ref AlbListener\n      Priority: ${i + 1}\n      Conditions:\n        - Field: path-pattern\n          Values: ['/service${i}*']\n      Actions:\n        - Type: forward\n          TargetGroupArn: !Ref Group${i}\n`,
    `  Group${i}:\n    Type: AWS::ElasticLoadBalancingV2::TargetGroup\n    Properties:\n      TargetType: ip\n      Protocol: HTTP\n      Port: 8080\n      VpcId: !Ref Vpc\n`,
    `  Service${i}:\n    Type: AWS::ECS::Service\n    Properties:\n      TaskDefinition: !Sub 'arn:aws:ecs:\${AWS::Region}:\${AWS::AccountId}:task-definition/service${i}'\n      LoadBalancers:\n        - ContainerName: app\n          ContainerPort: 8080\n          TargetGroupArn: !Ref Group${i}\n`,
    `  ServiceGroup${i}:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: service ${i}\n      VpcId: !Ref Vpc\n      SecurityGroupIngress:\n        - IpProtocol: tcp\n          FromPort: 8080\n          ToPort: 8080\n          SourceSecurityGroupId: !GetAtt AlbGroup.GroupId\n`,
  ];
}

function filler(i: number, bytes: number): string {
  let text = `  Function${i}:\n    Type: AWS::Lambda::Function\n    # The ${i}th of many\n    Properties:\n      Handler: index.handler\n      Runtime: nodejs22.x\n      Environment:\n        Variables:\n`;
  for (let n = 0; text.length < bytes; n++)
    text += `          VARIABLE_${n}: !Sub 'value-${n}-\${AWS::StackName}-of-function-${i}'\n`;
  return text;
}
