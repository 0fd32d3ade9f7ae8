import { getAtt, linkName, nlbName, ref, when, written } from './parts';
import type { Plain, PlainMap } from './render';
import type { Shape } from './shape';

/** Links, NLBs, listeners and target groups. */
export function bridgesOf(shape: Shape): PlainMap {
  const resources: Record<string, Plain> = {};
  const policies: PlainMap = shape.retained ? { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Delete' } : {};
  for (let bridge = 0; bridge < shape.bridges; bridge++) {
    resources[linkName(bridge)] = {
      Type: 'AWS::ApiGateway::VpcLink',
      ...when(shape, 'bridge'),
      ...policies,
      ...(shape.metadata ? { Metadata: { owner: 'platform' } } : {}),
      Properties: {
        Name: 'orders',
        ...(shape.tags ? { Tags: [{ Key: 'team', Value: ref('Environment') }] } : {}),
        TargetArns: [ref(nlbName(bridge))],
      },
    };
    if (bridge === 0 && shape.secondLink) resources['LinkB'] = resources[linkName(0)]!;
    resources[nlbName(bridge)] = {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      ...when(shape, 'bridge'),
      Properties: {
        Type: 'network',
        Scheme: 'internal',
        ...subnetsOf(shape),
        ...(shape.nlbGroup ? { SecurityGroups: [getAtt('NlbGroup', 'GroupId')] } : {}),
      },
    };
    for (const [index] of shape.ports.entries()) {
      const suffix = `${bridge}${index}`;
      resources[`NlbListener${suffix}`] = {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        ...when(shape, 'bridge'),
        Properties: {
          LoadBalancerArn: ref(nlbName(bridge)),
          Port: written(shape, 'Nlb', index),
          Protocol: 'TCP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: ref(`ToAlb${suffix}`) }],
        },
      };
      const alb = albName(index % shape.albs);
      resources[`ToAlb${suffix}`] = {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        ...when(shape, 'bridge'),
        DependsOn: listenerName(shape, index),
        Properties: {
          TargetType: 'alb',
          Protocol: 'TCP',
          Port: written(shape, 'Alb', index),
          VpcId: ref('Vpc'),
          Targets: [{ Id: ref(alb), ...(shape.targetPort ? { Port: written(shape, 'Alb', index) } : {}) }],
        },
      };
    }
  }
  if (shape.nlbGroup) {
    resources['NlbGroup'] = {
      Type: 'AWS::EC2::SecurityGroup',
      ...when(shape, 'bridge'),
      Properties: { GroupDescription: 'NLB', VpcId: ref('Vpc') },
    };
  }
  return resources;
}

const albName = (index: number): string => (index === 0 ? 'Alb' : `Alb${index + 1}`);

/** Legs that lead to one port of one ALB share its listener. */
function listenerName(shape: Shape, index: number): string {
  const same = (other: number): boolean =>
    other % shape.albs === index % shape.albs &&
    JSON.stringify(written(shape, 'Alb', other)) === JSON.stringify(written(shape, 'Alb', index));
  return `AlbListener${shape.ports.findIndex((_, other) => same(other))}`;
}

function subnetsOf({ subnets }: Shape): PlainMap {
  if (subnets === 'parameter') return { Subnets: ref('Subnets') };
  const ids: readonly Plain[] = [{ 'Fn::Select': [0, ref('Subnets')] }, { 'Fn::Select': [1, ref('Subnets')] }];
  return subnets === 'list' ? { Subnets: ids } : { SubnetMappings: ids.map((id) => ({ SubnetId: id })) };
}

/** ALBs with listeners, rules and what they lead to. */
export function albsOf(shape: Shape): PlainMap {
  const resources: Record<string, Plain> = {};
  const groups: readonly Plain[] = {
    parameter: [ref('Shared')],
    'two-groups': [getAtt('AlbGroup', 'GroupId'), ref('Shared')],
  }[shape.admits as string] ?? [getAtt('AlbGroup', 'GroupId')];
  for (let index = 0; index < shape.albs; index++) {
    resources[albName(index)] = {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      ...when(shape, 'alb'),
      Properties: { Scheme: 'internal', ...subnetsOf(shape), SecurityGroups: groups },
    };
  }
  if (shape.admits !== 'parameter') {
    const port = written(shape, 'Alb', 0);
    const ingress: Plain | undefined = {
      vpc: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIp: '10.0.0.0/16' }],
      anybody: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }],
      nlb:
        shape.nlbGroup && (shape.conditions === 'none' || shape.conditions === 'all')
          ? [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, SourceSecurityGroupId: getAtt('NlbGroup', 'GroupId') }]
          : undefined,
    }[shape.admits as string];
    resources['AlbGroup'] = {
      Type: 'AWS::EC2::SecurityGroup',
      ...when(shape, 'alb'),
      Properties: {
        GroupDescription: 'ALB',
        VpcId: ref('Vpc'),
        ...(ingress ? { SecurityGroupIngress: ingress } : {}),
      },
    };
  }
  if (shape.admits === 'rule') {
    resources['AlbRule'] = {
      Type: 'AWS::EC2::SecurityGroupIngress',
      ...when(shape, 'alb'),
      Properties: {
        GroupId: getAtt('AlbGroup', 'GroupId'),
        IpProtocol: 'tcp',
        FromPort: 0,
        ToPort: 65535,
        CidrIp: '10.0.0.0/8',
      },
    };
  }
  for (const [index] of shape.ports.entries()) {
    const name = listenerName(shape, index);
    if (resources[name]) continue;
    const action: Plain =
      shape.service === 'fixed'
        ? { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody: `leg ${index}` } }
        : { Type: 'forward', TargetGroupArn: ref(`Service${index}`) };
    resources[name] = {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      ...when(shape, 'alb'),
      Properties: {
        LoadBalancerArn: ref(albName(index % shape.albs)),
        Port: written(shape, 'Alb', index),
        Protocol: shape.albProtocol,
        ...(shape.albProtocol === 'HTTPS' ? { Certificates: [{ CertificateArn: ref('Certificate') }] } : {}),
        DefaultActions: [action],
      },
    };
    if (shape.rules) {
      resources[`Rule${index}`] = {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        ...when(shape, 'alb'),
        Properties: {
          ListenerArn: ref(name),
          Priority: 10,
          Conditions: [{ Field: 'path-pattern', Values: ['/orders*'] }],
          Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '201' } }],
        },
      };
    }
    if (shape.service === 'fixed') continue;
    resources[`Service${index}`] = {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      ...when(shape, 'alb'),
      Properties: { TargetType: 'ip', Protocol: 'HTTP', Port: 3000, VpcId: ref('Vpc') },
    };
    if (shape.service === 'ecs') {
      resources[`Tasks${index}`] = {
        Type: 'AWS::ECS::Service',
        ...when(shape, 'alb'),
        DependsOn: [name],
        Properties: {
          TaskDefinition: 'orders',
          LoadBalancers: [{ ContainerName: 'web', ContainerPort: 3000, TargetGroupArn: ref(`Service${index}`) }],
        },
      };
    }
  }
  return resources;
}
