import {
  balancerTypeOf,
  soleOf,
  stringOf,
  type External,
  type LoadBalancer,
  type Resource,
  type Topology,
} from '../../topology/index';
import { pseudoParameters } from './pseudo-parameters';

/** How the parts of a template are called in a world. Every text that means one thing comes from here, so texts agree. */
export interface Names {
  /** The key of a resource: its logical id, with the file's name where an earlier template has the same id. */
  of(resource: Resource): string;
  /** What stands for something outside: `<name>`, or its value where it is a pseudo parameter. */
  outside(external: External): string;
  dnsName(balancer: LoadBalancer): string;
  arn(balancer: LoadBalancer): string;
  /** `app/name/id` or `net/name/id`: the end of the ARN. */
  fullName(balancer: LoadBalancer): string;
  /** One sentence for each kind of placeholder that was used. */
  sentences(): readonly string[];
}

const saying: Readonly<Record<External['from'], string>> = {
  parameter: 'Parameters without a value stand for themselves',
  export: 'Exports of stacks that are not at hand stand for themselves',
  'stack-output': 'Outputs of nested stacks that are not at hand stand for themselves',
  attribute: 'Attributes that only AWS knows stand for themselves',
  pseudo: 'What CloudFormation fills in stands for itself',
};

/** Makes the names for one topology. */
export function createNames(topology: Topology): Names {
  const keys = uniqueKeys(topology.resources);
  const externals = new Map<string, string>();
  const used = new Map<External['from'], Set<string>>();
  const of = (resource: Resource): string => keys.get(resource) ?? resource.logicalId;

  const outside = ({ from, name, key }: External): string => {
    const known = from === 'pseudo' ? pseudoParameters[name] : undefined;
    if (known !== undefined) return known;
    let text = externals.get(key);
    if (text === undefined) {
      // `${Stack}-Alb` would read like a text that is still to be filled.
      const called = name.replace(/\$\{([^}]*)\}/g, '$1');
      // Parameters of two templates may share a name without sharing a value.
      const file =
        from === 'parameter' && isShared(topology, name) ? ` of ${fileOf(key.slice(0, -name.length - 1))}` : '';
      externals.set(key, (text = `<${called}${file}>`));
    }
    used.set(from, (used.get(from) ?? new Set<string>()).add(text));
    return text;
  };

  const isNetwork = (balancer: LoadBalancer): boolean => balancerTypeOf(topology, balancer) === 'network';
  const slug = (balancer: LoadBalancer): string =>
    of(balancer)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-');
  const fullName = (balancer: LoadBalancer): string =>
    `${isNetwork(balancer) ? 'net' : 'app'}/${of(balancer)}/0000000000000000`;

  return {
    of,
    outside,
    // In the form that AWS gives, with zeros for the part that AWS makes up.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
    dnsName: (balancer) => {
      if (isNetwork(balancer)) return `${slug(balancer)}-0000000000000000.elb.us-east-1.amazonaws.com`;
      const isPublic = stringOf(soleOf(topology.resolve(balancer.scheme))) === 'internet-facing';
      return `${isPublic ? '' : 'internal-'}${slug(balancer)}-0000000000.us-east-1.elb.amazonaws.com`;
    },
    arn: (balancer) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/${fullName(balancer)}`,
    fullName,
    sentences: () => [...used].map(([from, texts]) => `${saying[from]}: ${[...texts].join(', ')}.`),
  };
}

function isShared(topology: Topology, parameter: string): boolean {
  return topology.documents.filter((document) => document.entry('Parameters', parameter)).length > 1;
}

function fileOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

function uniqueKeys(resources: readonly Resource[]): ReadonlyMap<Resource, string> {
  const keys = new Map<Resource, string>();
  const taken = new Set<string>();
  for (const resource of resources) {
    const file = fileOf(resource.uri);
    let key = resource.logicalId;
    for (let count = 1; taken.has(key); count += 1)
      key = `${resource.logicalId}@${file}${count > 1 ? ` ${count}` : ''}`;
    taken.add(key);
    keys.set(resource, key);
  }
  return keys;
}
