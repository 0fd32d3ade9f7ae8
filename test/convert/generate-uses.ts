import { getAtt, ref, when } from './parts';
import type { Plain, PlainMap } from './render';
import type { Shape } from './shape';

/** What else uses the NLB. */
export function usesOf(shape: Shape): PlainMap {
  if (shape.uses === 'alarm') {
    return {
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        ...when(shape, 'bridge'),
        Properties: {
          Namespace: 'AWS/NetworkELB',
          MetricName: 'UnHealthyHostCount',
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: 1,
          Dimensions: [{ Name: 'LoadBalancer', Value: getAtt('Nlb', 'LoadBalancerFullName') }],
        },
      },
    };
  }
  if (shape.uses === 'dns') {
    return {
      Name: {
        Type: 'AWS::Route53::RecordSet',
        ...when(shape, 'bridge'),
        Properties: {
          Name: 'orders.example.com.',
          HostedZoneName: 'example.com.',
          Type: 'A',
          AliasTarget: { DNSName: getAtt('Nlb', 'DNSName'), HostedZoneId: getAtt('Nlb', 'CanonicalHostedZoneID') },
        },
      },
    };
  }
  if (shape.uses === 'listener') {
    return {
      Tcp: {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        ...when(shape, 'bridge'),
        Properties: { TargetType: 'ip', Protocol: 'TCP', Port: 5432, VpcId: ref('Vpc') },
      },
      TcpListener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        ...when(shape, 'bridge'),
        Properties: {
          LoadBalancerArn: ref('Nlb'),
          Port: 5432,
          Protocol: 'TCP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Tcp') }],
        },
      },
    };
  }
  return {};
}

/** Outputs that name parts of the bridge. */
export function outputsOf(shape: Shape): PlainMap {
  const output = (value: Plain, more: PlainMap = {}): PlainMap => ({
    Outputs: { Kept: { ...when(shape, 'bridge'), Value: value, ...more } },
  });
  switch (shape.uses) {
    case 'output':
      return output(ref('Link'));
    case 'nlb-output':
      return output(getAtt('Nlb', 'DNSName'));
    case 'export':
      return output(ref('Link'), { Export: { Name: 'orders-link' } });
    default:
      return {};
  }
}
