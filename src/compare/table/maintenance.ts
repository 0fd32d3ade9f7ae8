import type { Describe } from './model';
import { partsOf } from './parts';
import { counts } from './words';

const albTarget = {
  title: 'Application Load Balancers as targets of Network Load Balancers',
  url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
};

/** Parts to watch: each has metrics, alarms and limits of its own, and some have to agree with each other. */
export const maintenance: Describe = (side) => {
  const { links, nlbs, albs, targetGroups, albGroups } = partsOf(side);
  const listeners = [...nlbs.flatMap((nlb) => nlb.listeners), ...albs.flatMap((alb) => alb.listeners)];
  const parts = [
    ...links.map(({ logicalId }) => ({ kind: 'vpc-link', logicalId })),
    ...nlbs.map(({ logicalId }) => ({ kind: 'nlb', logicalId })),
    ...albs.map(({ logicalId }) => ({ kind: 'alb', logicalId })),
    ...listeners.map(({ logicalId }) => ({ kind: 'listener', logicalId })),
    ...targetGroups.map(({ logicalId }) => ({ kind: 'target-group', logicalId })),
  ];
  // The port of such a group must be that of a listener of its ALB, and its health check is answered by the ALB's rules.
  const agreements = albGroups.map(
    ({ logicalId, port, targets }) =>
      `port ${targets[0]?.port ?? port ?? '?'} of "${logicalId}" has to be a listener's port of "${targets[0]?.id ?? '?'}"`,
  );
  const kinds = counts([
    [links.length, 'link'],
    [nlbs.length + albs.length, 'load balancer'],
    [listeners.length, 'listener'],
    [targetGroups.length, 'target group'],
  ]);
  return {
    text: [
      `${counts([[parts.length, 'part']]) || 'no parts'} to watch${kinds === '' ? '' : ` (${kinds})`}`,
      ...agreements,
    ].join('; '),
    figures: { parts: parts.length, watched: parts, healthChecks: targetGroups.length, agreements },
    ...(albGroups.length > 0 ? { sources: [albTarget] } : {}),
  };
};
