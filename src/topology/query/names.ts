import { asString } from '../../template/index';
import type { Topology } from '../index';

/** Resources that SAM makes for a template that asks for none of them by name. */
const madeBySam = /^(ServerlessRestApi|ServerlessHttpApi|ServerlessDeploymentApplication|CodeDeployServiceRole)/;

/**
 * True when `Ref` or `Fn::GetAtt` of a template may use the name: a resource, a parameter, a pseudo parameter, or what
 * SAM makes of a resource, whose names begin with that of the resource.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function isScopeName(topology: Topology, uri: string, name: string): boolean {
  if (name.startsWith('AWS::')) return true;
  if (topology.find(uri, name)) return true;
  const document = topology.document(uri);
  if (document?.entry('Resources', name) || document?.entry('Parameters', name)) return true;
  if (document?.dialect !== 'sam') return false;
  if (madeBySam.test(name)) return true;
  return document.entries('Resources').some(({ key }) => {
    const logicalId = asString(key) ?? '';
    const type = topology.find(uri, logicalId)?.type;
    return type?.startsWith('AWS::Serverless::') === true && name.startsWith(logicalId);
  });
}
