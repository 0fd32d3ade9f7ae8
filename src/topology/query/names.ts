import type { Topology } from '../index';

/** True when `Ref` or `Fn::GetAtt` of a template may use the name: a resource, a parameter or a pseudo parameter. */
export function isScopeName(topology: Topology, uri: string, name: string): boolean {
  if (name.startsWith('AWS::')) return true;
  const document = topology.document(uri);
  return document?.entry('Resources', name) !== undefined || document?.entry('Parameters', name) !== undefined;
}
