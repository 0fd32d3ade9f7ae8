import { unusedBridges } from '../convert/bridge/unused';
import type { Resource, Topology } from '../topology/index';
import { isWhole } from '../topology/query/whole-template';
import { defineRule } from './rule';

export default defineRule({
  id: 'unused-vpc-link',
  severity: 'info',
  summary: 'A VPC link that nothing refers to',
  why: 'It counts against the quota of links; an idle VPC link V2 turns INACTIVE after 60 days, and a VPC link V1 keeps its NLB from being deleted',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html',
  fixes: [],
  bad: [
    `
Resources:
  [|Link|](Nothing in this template refers to the VPC link "Link": use it, export it or remove it):
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2] }
`,
  ],
  good: [
    `
Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
Outputs:
  LinkId: { Value: !Ref Link, Export: { Name: link } }
`,
  ],

  *check({ topology }) {
    // A link that was left standing with its NLB is told of by unused-nlb-bridge.
    const bridges = new Set<Resource>(unusedBridges(topology).flatMap(({ bridge }) => bridge.links));
    for (const link of [...topology.ofKind('vpc-link-v1'), ...topology.ofKind('vpc-link-v2')]) {
      if (bridges.has(link)) continue;
      if (isMentioned(topology, link) || !isWhole(topology, link.uri) || hasBodyElsewhere(topology, link.uri)) continue;
      yield {
        at: link.at,
        message: `Nothing in this template refers to the VPC link "${link.logicalId}": use it, export it or remove it`,
        logicalId: link.logicalId,
        unnecessary: true,
      };
    }
  },
});

/** True when the body of an API is in a file of its own, which may name the link. */
function hasBodyElsewhere(topology: Topology, uri: string): boolean {
  const apis = [...topology.ofKind('rest-api'), ...topology.ofKind('http-api')].filter((api) => api.uri === uri);
  const included = apis.filter(({ bodyFile }) => bodyFile?.functions).length;
  if ((topology.document(uri)?.text.split('AWS::Include').length ?? 1) - 1 > included) return true;
  return apis.some((api) => api.bodyElsewhere);
}

/** True when the name of a resource stands anywhere else in its template, if only in a text that a macro may read. */
function isMentioned(topology: Topology, resource: Resource): boolean {
  const documents = [topology.document(resource.uri)!, ...topology.filesOf(resource.uri)];
  return documents
    .flatMap(({ sections }) => sections)
    .some((section) => section !== resource.entry.section && section.text.includes(resource.logicalId));
}
