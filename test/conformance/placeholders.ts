/** The names in `{{…}}` of the format, and what stands for them in the simulated test bed. */
export const testBed = {
  apiId: 'testapi123',
  region: 'us-east-1',
  upstreamHost: 'upstream.example.com',
  albKey: 'Alb',
  nlbKey: 'Nlb',
  linkKey: 'Link',
} as const;

const fixed: Readonly<Record<string, string>> = {
  apiId: testBed.apiId,
  region: testBed.region,
  upstream: `http://${testBed.upstreamHost}`,
  upstreamHost: testBed.upstreamHost,
  lbDnsName: 'alb.elb.us-east-1.amazonaws.com',
  albDnsName: 'alb.elb.us-east-1.amazonaws.com',
  nlbDnsName: 'nlb.elb.us-east-1.amazonaws.com',
  albArn: testBed.albKey,
  nlbArn: testBed.nlbKey,
  vpcLinkId: testBed.linkKey,
  apiHost: `${testBed.apiId}.execute-api.${testBed.region}.amazonaws.com`,
  template: 'rendered-by-the-template',
  payload: 'sent-by-the-client',
};

/** Fills placeholders in a setup or request. Names without a fixed value stand for any text, the same each time. */
export function fill(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replace(/\{\{(\w+)\}\}/g, (_, name: string) => fixed[name] ?? `any-${name}`);
  if (Array.isArray(value)) return value.map(fill);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [fill(key), fill(inner)]));
}

/** Values that depend on the request, for expectations. */
export type Known = Readonly<Record<string, string>>;

/**
 * Whether a text is as expected: placeholders filled, `{{any}}` and names without a value standing for anything, and
 * text in angle brackets for a format.
 */
export function textMatches(expected: string, actual: string, known: Known): boolean {
  const values: Known = { ...fixed, ...known };
  const filled = expected.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
  if (filled === actual) return true;
  if (!/\{\{\w+\}\}|<[^<>]+>/.test(filled)) return false;
  const parts = filled.split(/(\{\{\w+\}\}|<[^<>]+>)/);
  const source = parts.map((part, index) => {
    if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    return part.startsWith('{{') ? '.*' : '.+';
  });
  return new RegExp(`^${source.join('')}$`, 's').test(actual);
}
