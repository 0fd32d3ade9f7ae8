import { soleOf, stringOf, type PrivateIntegration, type Topology } from '../index';

/** What is known of the requests that an integration sends, as patterns of listener rules. */
export interface BackendRequest {
  /** `undefined` for any: `ANY` hands on the method of the client. */
  readonly httpMethod: string | undefined;
  readonly host: string;
  readonly path: string;
  /** The path as the template writes it, for messages. */
  readonly pathText: string;
}

/**
 * The requests that an integration sends: the path and the host of its `Uri`, where `*` stands for whatever is not
 * known. `undefined` where there is no `Uri`. The stage is no part of the path:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
export function backendRequest(topology: Topology, integration: PrivateIntegration): BackendRequest | undefined {
  const { uri } = integration;
  if (!uri || uri.hostText === '') return undefined;
  const pathText = uri.path.replace(/[?#].*$/s, '') || '/';
  const httpMethod = stringOf(soleOf(topology.resolve(integration.integration.httpMethod)))?.toUpperCase();
  return {
    httpMethod: httpMethod === 'ANY' ? undefined : httpMethod,
    host: toPattern(uri.hostText),
    path: toPattern(pathText),
    pathText,
  };
}

function toPattern(text: string): string {
  return text.replace(/\$?\{[^{}]*\}|[*?\\]/g, (part) => (part.length > 1 ? '*' : `\\${part}`));
}
