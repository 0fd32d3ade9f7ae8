import type { Span } from '../../text/index';
import type { Method } from '../method';
import type { ApiResource, RestApi } from '../model';
import { privateIntegrations, type PrivateIntegration } from '../private-integration';
import { identified, soleOf, stringOf, textOf, type Settled } from '../settled';
import type { Value } from '../value';
import type { Builder } from './builder';

/** Draws APIs, their stages, resources and methods, and each integration down to its link. */
export function drawGateways(builder: Builder): void {
  const { topology } = builder;
  for (const api of topology.ofKind('rest-api')) drawApi(builder, api);
  drawStages(builder);
  for (const resource of topology.ofKind('resource')) drawResource(builder, resource);
  const overLink = new Map(privateIntegrations(topology).map((integration) => [integration.method, integration]));
  // Of a method with several integrations, each is a node of its own.
  const drawn = new Map<Method['declaration'], number>();
  for (const method of topology.methods) {
    const number = (drawn.get(method.declaration) ?? 0) + 1;
    drawn.set(method.declaration, number);
    drawMethod(builder, method, number === 1 ? 'integration' : `integration${number}`, overLink.get(method));
  }
  for (const link of [...topology.ofKind('vpc-link-v1'), ...topology.ofKind('vpc-link-v2')]) {
    const id = builder.draw(link, {
      kind: link.kind,
      label: link.logicalId,
      detail: link.kind === 'vpc-link-v1' ? 'VPC link (V1)' : 'VPC link V2',
    });
    if (link.kind === 'vpc-link-v2') continue;
    for (const { value } of topology.resolveList(link.targetArns).items)
      builder.connect(id, builder.nodeOf(value), 'targets', value.at);
  }
}

function drawApi(builder: Builder, api: RestApi): void {
  const name = stringOf(soleOf(builder.topology.resolve(api.name)));
  builder.draw(api, { kind: 'rest-api', label: name ?? api.logicalId, detail: name ? api.logicalId : 'REST API' });
}

function drawStages(builder: Builder): void {
  const { topology } = builder;
  const nameOf = (value: Value<string> | undefined, otherwise: string): string => {
    const settled = soleOf(topology.resolve(value));
    return settled && settled.kind !== 'unknown' ? textOf(settled) : otherwise;
  };
  const deploys = (stage: string, restApi: Value<string> | undefined): void => {
    for (const { value } of topology.resolve(restApi))
      builder.connect(stage, builder.nodeOf(value), 'deploys', restApi?.at);
  };
  for (const stage of topology.ofKind('stage')) {
    deploys(
      builder.draw(stage, { kind: 'stage', label: nameOf(stage.stageName, stage.logicalId), detail: 'stage' }),
      stage.restApi,
    );
  }
  for (const deployment of topology.ofKind('deployment')) {
    if (!deployment.stageName) continue;
    const part = { name: 'stage', at: deployment.stageName.at };
    deploys(
      builder.draw(
        deployment,
        { kind: 'stage', label: nameOf(deployment.stageName, deployment.logicalId), detail: 'stage' },
        part,
      ),
      deployment.restApi,
    );
  }
  for (const api of topology.ofKind('rest-api')) {
    if (!api.stageName) continue;
    const part = { name: 'stage', at: api.stageName.at };
    builder.connect(
      builder.draw(api, { kind: 'stage', label: nameOf(api.stageName, 'stage'), detail: 'stage' }, part),
      builder.idOf(api),
      'deploys',
      part.at,
    );
  }
}

function drawResource(builder: Builder, resource: ApiResource): void {
  const part = soleOf(builder.topology.resolve(resource.pathPart));
  const id = builder.draw(resource, {
    kind: 'resource',
    label: `/${part && part.kind !== 'unknown' ? textOf(part) : resource.logicalId}`,
  });
  connectParent(builder, id, resource.parent, resource.restApi);
}

/** The parent is another resource, or the root of the API: `GetAtt Api.RootResourceId`. */
function connectParent(
  builder: Builder,
  id: string,
  parent: Value<string> | undefined,
  restApi: Value<string> | undefined,
): void {
  const { topology } = builder;
  const outcomes = topology.resolve(parent);
  for (const { value } of outcomes)
    builder.connect(apiRoot(builder, value) ?? builder.nodeOf(value), id, 'contains', parent?.at);
  if (outcomes.length > 0) return;
  for (const { value } of topology.resolve(restApi))
    builder.connect(builder.nodeOf(value), id, 'contains', restApi?.at);
}

function apiRoot(builder: Builder, value: Settled<string>): string | undefined {
  const isRoot =
    value.kind === 'resource' && value.resource.kind === 'rest-api' && value.attribute === 'RootResourceId';
  return isRoot ? builder.idOf(value.resource) : undefined;
}

function drawMethod(builder: Builder, method: Method, name: string, overLink: PrivateIntegration | undefined): void {
  const { owner, integration } = method;
  const verb = method.httpMethod ?? 'unknown method';
  const drawing = { kind: 'method', label: `${verb} ${method.path ?? '…'}` } as const;
  const fromBody = owner.kind === 'rest-api';
  const part = fromBody ? { name: `${verb} ${method.path}`, at: method.at } : undefined;
  const id = builder.draw(owner, drawing, part);
  if (owner.kind === 'rest-api')
    builder.connect(drawPath(builder, owner, method.path ?? '/', method.at), id, 'contains', method.at);
  else connectParent(builder, id, owner.resource, owner.restApi);
  if (!integration) return;
  const type = soleOf(builder.topology.resolve(integration.type));
  const uri = soleOf(builder.topology.resolve(integration.uri));
  const integrationId = builder.draw(
    owner,
    {
      kind: 'integration',
      label: type && type.kind !== 'unknown' ? textOf(type) : 'integration',
      detail: uri && uri.kind !== 'unknown' ? textOf(uri) : '',
    },
    { name: part ? `${part.name}/${name}` : name, at: integration.node },
  );
  builder.connect(id, integrationId, 'invokes', integration.node);
  if (overLink) drawLinkUse(builder, integrationId, overLink);
}

/** A path of an OpenAPI body. Methods of the root hang on the API itself, as they do for method resources. */
function drawPath(builder: Builder, api: RestApi, path: string, at: Span): string {
  const apiId = builder.idOf(api);
  if (path === '/') return apiId;
  const id = builder.draw(api, { kind: 'resource', label: path }, { name: path.slice(1), at });
  builder.connect(apiId, id, 'contains', at);
  return id;
}

/**
 * A V1 link itself names its NLB. A V2 link leads where each integration's `IntegrationTarget` says:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
function drawLinkUse(builder: Builder, id: string, { integration, links, uri, target }: PrivateIntegration): void {
  builder.setPort(id, uri?.port);
  const targetId = target && builder.nodeOf(target);
  if (targetId !== undefined) builder.setTargets(id, [targetId]);
  for (const { value } of links) {
    const link = builder.nodeOf(value);
    builder.connect(id, link, 'connects', value.at);
    if (identified(value)?.kind !== 'vpc-link-v1')
      builder.connect(link, targetId, 'targets', integration.integrationTarget?.at);
  }
  if (links.length === 0) builder.connect(id, targetId, 'targets', integration.integrationTarget?.at);
}
