import { portOf } from '../balancers';
import type { HttpApi, HttpApiIntegration, HttpApiRoute, Integration } from '../model';
import { httpApiOf, protocolOfApi } from '../query/http-api';
import { identified, soleOf, stringOf, textOf, type Settled } from '../settled';
import { readUri } from '../uri';
import type { Value } from '../value';
import type { Builder } from './builder';

/**
 * Draws HTTP and WebSocket APIs, their stages and routes, and each integration down to its link. For an HTTP API the
 * URI of a private integration is the ARN of a listener, which is where its link leads:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export function drawHttpApis(builder: Builder): void {
  const { topology } = builder;
  for (const api of topology.ofKind('http-api')) drawApi(builder, api);
  for (const stage of topology.ofKind('http-api-stage')) {
    const id = builder.draw(stage, {
      kind: 'stage',
      label: text(builder, stage.stageName) ?? stage.logicalId,
      detail: 'stage',
    });
    for (const { value } of topology.resolve(stage.api))
      builder.connect(id, builder.nodeOf(value), 'deploys', stage.api?.at);
  }
  const routed = new Set<HttpApiIntegration>();
  for (const route of topology.ofKind('http-api-route')) drawRoute(builder, route, routed);
  for (const integration of topology.ofKind('http-api-integration'))
    if (!routed.has(integration)) drawAlone(builder, integration);
  for (const api of topology.ofKind('http-api')) drawBody(builder, api);
}

function drawApi(builder: Builder, api: HttpApi): void {
  const isWebSocket = protocolOfApi(builder.topology, api) === 'WEBSOCKET';
  const name = stringOf(soleOf(builder.topology.resolve(api.name)));
  const detail = isWebSocket ? 'WebSocket API' : 'HTTP API';
  const id = builder.draw(api, {
    kind: isWebSocket ? 'websocket-api' : 'http-api',
    label: name ?? api.logicalId,
    detail,
  });
  if (!api.stageName) return;
  const part = { name: 'stage', at: api.stageName.at };
  const stage = builder.draw(
    api,
    { kind: 'stage', label: text(builder, api.stageName) ?? 'stage', detail: 'stage' },
    part,
  );
  builder.connect(stage, id, 'deploys', part.at);
}

/** A route leads to its integration by `integrations/ID`. */
function drawRoute(builder: Builder, route: HttpApiRoute, routed: Set<HttpApiIntegration>): void {
  const { topology } = builder;
  const id = builder.draw(route, { kind: 'method', label: text(builder, route.routeKey) ?? route.logicalId });
  for (const { value } of topology.resolve(route.api))
    builder.connect(builder.nodeOf(value), id, 'contains', route.api?.at);
  for (const { value } of topology.resolve(route.target)) {
    for (const part of value.kind === 'text' ? value.parts : [value]) {
      const integration = identified(part);
      if (integration?.kind !== 'http-api-integration') continue;
      routed.add(integration);
      builder.connect(id, drawIntegration(builder, integration), 'invokes', route.target?.at);
    }
  }
}

/** An integration that no route in sight leads to hangs on its API. */
function drawAlone(builder: Builder, integration: HttpApiIntegration): void {
  const id = drawIntegration(builder, integration);
  const api = httpApiOf(builder.topology, integration.api);
  if (!api) return;
  const part = { name: `${integration.logicalId}/route`, at: integration.at };
  const route = builder.draw(api, { kind: 'method', label: integration.logicalId }, part);
  builder.connect(builder.idOf(api), route, 'contains', integration.at);
  builder.connect(route, id, 'invokes', integration.at);
}

function drawIntegration(builder: Builder, resource: HttpApiIntegration): string {
  const id = builder.draw(resource, {
    kind: 'integration',
    label: text(builder, resource.integrationType) ?? 'integration',
    detail: text(builder, resource.integrationUri) ?? '',
  });
  drawLinkUse(builder, id, resource.connectionType, resource.connectionId, resource.integrationUri);
  return id;
}

function drawBody(builder: Builder, api: HttpApi): void {
  for (const { httpMethod, path, at, integrations } of api.body?.operations ?? []) {
    const name = `${httpMethod} ${path}`;
    const id = builder.draw(api, { kind: 'method', label: name }, { name, at });
    builder.connect(builder.idOf(api), id, 'contains', at);
    for (const { integration } of integrations) if (integration) drawInBody(builder, api, name, id, integration);
  }
}

function drawInBody(builder: Builder, api: HttpApi, name: string, method: string, integration: Integration): void {
  const id = builder.draw(
    api,
    {
      kind: 'integration',
      label: text(builder, integration.type) ?? 'integration',
      detail: text(builder, integration.uri) ?? '',
    },
    { name: `${name}/integration`, at: integration.node },
  );
  builder.connect(method, id, 'invokes', integration.node);
  drawLinkUse(builder, id, integration.connectionType, integration.connectionId, integration.uri);
}

function drawLinkUse(
  builder: Builder,
  id: string,
  connectionType: Value<string> | undefined,
  connectionId: Value<string> | undefined,
  uri: Value<string> | undefined,
): void {
  const { topology } = builder;
  if (text(builder, connectionType)?.toUpperCase() !== 'VPC_LINK') return;
  const target = soleOf(topology.resolve(uri));
  const listener = identified(target);
  const balancer = listener?.kind === 'listener' ? soleOf(topology.resolve(listener.loadBalancer)) : undefined;
  // The balancer of the listener is on the way, and the port picks the listener again.
  const end = balancer ?? (target && mayBeListener(target) ? target : undefined);
  const endId = end && builder.nodeOf(end);
  if (endId !== undefined) builder.setTargets(id, [endId]);
  builder.setPort(id, listener?.kind === 'listener' ? portOf(topology, listener) : readUri(topology, uri)?.port);
  for (const { value } of topology.resolve(connectionId)) {
    const link = builder.nodeOf(value);
    builder.connect(id, link, 'connects', value.at);
    if (identified(value)?.kind !== 'vpc-link-v1') builder.connect(link, endId, 'targets', uri?.at);
  }
}

/** A URL is no listener; what stands outside may be one. */
function mayBeListener(value: Settled<string>): boolean {
  return value.kind === 'resource' || value.kind === 'external' || /^arn:/.test(textOf(value));
}

function text(builder: Builder, value: Value<string> | undefined): string | undefined {
  const settled = soleOf(builder.topology.resolve(value));
  return settled && settled.kind !== 'unknown' ? textOf(settled) : undefined;
}
