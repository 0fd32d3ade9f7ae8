import { before as closed } from '../../src/convert/bridge/example';

/** The smallest bridge, with an ALB that lets everybody in: every request ends after the conversion where it did before. */
const before = closed.replace(
  'GroupDescription: ALB,',
  'GroupDescription: ALB, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 8080, CidrIp: 0.0.0.0/0 }],',
);

/** A bridge in two files: the API in a root template, the link, the NLB and the ALB in a nested stack. */
export const nested = {
  root: `Parameters:
  Vpc: { Type: "AWS::EC2::VPC::Id" }
  Subnets: { Type: "List<AWS::EC2::Subnet::Id>" }
Resources:
  Web:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: web.yaml
      Parameters: { Vpc: !Ref Vpc, Subnets: !Join [",", !Ref Subnets] }
${part('Api', 'Link').replace('!Ref Link', '!GetAtt Web.Outputs.Link').replace('${Nlb.DNSName}', '${Web.Outputs.NlbName}')}`,
  web: `${before.slice(0, before.indexOf('Resources:'))}Resources:
${part('Link')}Outputs:
  Link: { Value: !Ref Link }
  NlbName: { Value: !GetAtt Nlb.DNSName }
`,
} as const;

/** A bridge whose API is written in an OpenAPI file that the template includes. */
export const withFile = {
  template: `${before.slice(0, before.indexOf('Resources:'))}Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./api.yaml } } }
${part('Link')}`,
  api: `openapi: 3.0.1
info: { title: Orders, version: '1' }
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri:
          Fn::Sub: 'http://\${Nlb.DNSName}/orders'
        connectionType: VPC_LINK
        connectionId:
          Ref: Link
`,
} as const;

/** One file that does as before, in a folder of its own. */
export const single = before;

/** A request ends elsewhere: a rule of the ALB asks for a host that the request carries only after the conversion. */
export const differing = `${before}  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref AlbListener
      Priority: 1
      Conditions: [{ Field: host-header, HostHeaderConfig: { Values: ["internal-*"] } }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "404" } }]
`;

/** A bridge that cannot be converted: its Uri goes to a port without a listener. */
export const blocked = before.replace('${Nlb.DNSName}/', '${Nlb.DNSName}:81/');

/** A template whose syntax is broken; nobody can tell what it holds. */
export const broken = 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n  Broken: [1, 2\n';

/** The resources of the example from one logical id up to another. */
function part(from: string, to?: string): string {
  const start = before.indexOf(`  ${from}:\n`);
  return before.slice(start, to === undefined ? undefined : before.indexOf(`  ${to}:\n`));
}
