/** Finding a resource by whatever text refers to it. */

interface Named {
  readonly logicalId: string;
  readonly aliases?: readonly string[];
  readonly dnsName?: string;
}

const indexes = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** The member of `record` with that key, logical id, alias or DNS name (any case); undefined when none has it. */
export function find<T extends Named>(record: Readonly<Record<string, T>>, reference: string): T | undefined {
  const direct = Object.hasOwn(record, reference) ? record[reference] : undefined;
  return direct ?? indexOf(record).get(reference) ?? indexOf(record).get(reference.toLowerCase());
}

function indexOf<T extends Named>(record: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  const known = indexes.get(record);
  if (known !== undefined) return known as ReadonlyMap<string, T>;
  const index = new Map<string, T>();
  for (const resource of Object.values(record)) {
    for (const name of namesOf(resource)) if (!index.has(name)) index.set(name, resource);
  }
  indexes.set(record, index);
  return index;
}

function* namesOf(resource: Named): Iterable<string> {
  yield resource.logicalId;
  yield* resource.aliases ?? [];
  yield dnsName(resource).toLowerCase();
}

/** Host name of a load balancer: its own, or one made from the logical id in the form AWS uses. */
export function dnsName(balancer: Named): string {
  return balancer.dnsName ?? `${balancer.logicalId}.elb.us-east-1.amazonaws.com`;
}
