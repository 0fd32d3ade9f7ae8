import type { Method } from '../../topology/index';

/** What messages call a method: `"GetOrders"`, or `GET /orders of "Api"` for an operation of an OpenAPI body. */
export function methodName({ owner, httpMethod, path }: Method): string {
  return owner.kind === 'method' ? `"${owner.logicalId}"` : `${httpMethod} ${path} of "${owner.logicalId}"`;
}
