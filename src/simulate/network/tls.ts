/**
 * Whether a certificate is valid for a host: names compare without case, `*.` stands for exactly one label (RFC 6125).
 */
export function certificateCovers(names: readonly string[], host: string): boolean {
  const wanted = host.toLowerCase();
  const parent = wanted.slice(wanted.indexOf('.') + 1);
  return names.some((name) => {
    const known = name.toLowerCase();
    return known === wanted || (known.startsWith('*.') && wanted.includes('.') && known.slice(2) === parent);
  });
}

/**
 * True for a name that AWS makes for a load balancer: no public certificate exists for it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function isBalancerName(host: string): boolean {
  return /\.elb\.(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/i.test(host);
}
