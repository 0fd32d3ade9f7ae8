import type { Report, RuleText } from '../../rules/index';
import { property, type Node } from '../../template/index';
import { identified, type Resource, type RestApi, type Topology } from '../../topology/index';
import { apiOfPart } from '../../topology/query/api-of';
import { sameValue } from './same-value';

/** What only two versions of a template show, so it is no `Rule`. */
export const staleDeployment: RuleText = {
  id: 'stale-deployment',
  severity: 'warning',
  summary: 'The methods of an API changed, but not the logical id of its deployment',
  why: 'A deployment is a snapshot, and CloudFormation takes a new one only under a new logical id: the stages go on with the methods as they were. Found by unbridge check FILE --before OLD',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html',
  fixes: [],
  bad: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: https://new.example.com/ }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  [|Deployment|]("Deployment" keeps its logical id, but "Get" changed, so its stages go on with the API as it was: give it a new logical id):
    Type: AWS::ApiGateway::Deployment
    DependsOn: Get
    Properties: { RestApiId: !Ref Api }
`,
  ],
  good: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: https://new.example.com/ }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Deployment2:
    Type: AWS::ApiGateway::Deployment
    DependsOn: Get
    Properties: { RestApiId: !Ref Api }
`,
  ],
};

/**
 * The deployments of one template that keep their logical id although something that they take a snapshot of changed
 * since `before`: methods, resources, authorizers, models, validators and gateway responses of their API, its body, and
 * VPC links that are replaced under the same logical id.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/updating-api.html
 */
export function* staleDeployments(before: Topology, after: Topology, uri: string): Iterable<Report> {
  for (const deployment of after.ofKind('deployment')) {
    const api = apiOfPart(after, deployment);
    const old = before.find(uri, deployment.logicalId);
    if (deployment.uri !== uri || !api || old?.kind !== 'deployment') continue;
    // Another API makes a new deployment of it: `RestApiId` replaces it.
    if (apiOfPart(before, old)?.logicalId !== api.logicalId) continue;
    const changed = changesOf(before, after, api);
    if (changed.length > 0) yield report(deployment, changed, `give it a new logical id`);
  }
  for (const api of after.ofKind('rest-api')) {
    const old = before.find(uri, api.logicalId);
    if (api.uri !== uri || !api.serverless || old?.kind !== 'rest-api' || property(api.properties, 'AlwaysDeploy'))
      continue;
    // SAM hashes the body: a link that is replaced under its name does not change it.
    if (!sameValue(old.properties, api.properties)) continue;
    const links = replacedLinks(before, after, api);
    if (links.length > 0) yield report(api, links, 'give the link a new logical id, or set AlwaysDeploy to true');
  }
}

function report(place: Resource, changed: readonly Changed[], cure: string): Report {
  const shown = changed.slice(0, 3).map(({ logicalId }) => `"${logicalId}"`);
  const more = changed.length > 3 ? ` and ${changed.length - 3} more` : '';
  const names =
    shown.length > 1 && more === '' ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join(', ');
  const whose = place.kind === 'rest-api' ? 'its stage goes' : 'its stages go';
  return {
    at: place.at,
    message: `"${place.logicalId}" keeps its logical id, but ${names}${more} changed, so ${whose} on with the API as it was: ${cure}`,
    logicalId: place.logicalId,
    related: changed.flatMap(({ now }) => (now ? [{ at: now.at, message: 'It changed' }] : [])),
  };
}

interface Changed {
  readonly logicalId: string;
  /** `undefined` for what is gone. */
  readonly now: Resource | undefined;
}

function changesOf(before: Topology, after: Topology, api: RestApi): readonly Changed[] {
  const [was, is] = [partsOf(before, api), partsOf(after, api)];
  const changed = [...is.values()].filter((now) => {
    const then = was.get(now.logicalId);
    return !then || !sameValue(then.properties, now.properties);
  });
  const gone = [...was.values()].filter(({ logicalId }) => !is.has(logicalId));
  const old = before.find(api.uri, api.logicalId);
  const body = bodyKeys.some((key) => !sameValue(property(old?.properties, key), property(api.properties, key)));
  return [
    ...(body ? [{ logicalId: api.logicalId, now: api }] : []),
    ...changed.map((now) => ({ logicalId: now.logicalId, now })),
    ...gone.map(({ logicalId }) => ({ logicalId, now: undefined })),
    ...replacedLinks(before, after, api),
  ];
}

const bodyKeys = ['Body', 'BodyS3Location', 'BinaryMediaTypes', 'MinimumCompressionSize', 'ApiKeySourceType'];

const partTypes: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::Authorizer',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Model',
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::Resource',
]);

/** What a deployment of an API takes a snapshot of, by logical id. */
function partsOf(topology: Topology, { uri, logicalId }: RestApi): ReadonlyMap<string, Resource> {
  const parts = topology.resources.filter((resource) => {
    if (resource.uri !== uri || !partTypes.has(resource.type)) return false;
    const api =
      resource.kind === 'method' || resource.kind === 'resource'
        ? apiOfPart(topology, resource)?.logicalId
        : refOf(property(resource.properties, 'RestApiId'));
    return api === logicalId;
  });
  return new Map(parts.map((part) => [part.logicalId, part]));
}

/** Links of an API that CloudFormation makes anew, for properties changed that force it to. */
function replacedLinks(before: Topology, after: Topology, api: RestApi): readonly Changed[] {
  const used = new Set(
    after.methods
      .filter((method) => method.api === api)
      .flatMap(({ integration }) => after.resolve(integration?.connectionId).map(({ value }) => identified(value))),
  );
  return [...used].flatMap((link): readonly Changed[] => {
    if (link?.kind !== 'vpc-link-v1' && link?.kind !== 'vpc-link-v2') return [];
    const old = before.find(link.uri, link.logicalId);
    const keys = link.kind === 'vpc-link-v1' ? ['TargetArns'] : ['SubnetIds', 'SecurityGroupIds'];
    const isNew =
      old !== undefined &&
      (old.type !== link.type ||
        keys.some((key) => !sameValue(property(old.properties, key), property(link.properties, key))));
    return isNew ? [{ logicalId: link.logicalId, now: link }] : [];
  });
}

function refOf(node: Node | undefined): string | undefined {
  return node?.kind === 'intrinsic' && node.name === 'Ref' && node.argument.kind === 'scalar'
    ? String(node.argument.value)
    : undefined;
}
