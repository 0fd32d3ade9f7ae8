import { toBytes, toText } from '../../simulate/index';
import { ServeError } from '../settings';
import { httpCall } from './http-call';

/** API Gateway's own API, as LocalStack speaks it. https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html */
export interface ControlPlane {
  readonly url: URL;
  /**
   * One operation. `path` starts with `/`; `body` goes as JSON. Resolves to the JSON that comes back, `{}` for none.
   * @throws ServeError when LocalStack does not answer or refuses, with its reason.
   */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<Readonly<Record<string, unknown>>>;
}

/** LocalStack only reads service and Region from the credential scope and checks no signature. */
const authorization =
  'AWS4-HMAC-SHA256 Credential=test/20250101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0';

const timeoutMs = 30_000;

/** Talks to the LocalStack at `url`. */
export function controlPlane(url: URL): ControlPlane {
  return {
    url,
    async call(method, path, body) {
      const request = {
        method,
        path,
        headers: [
          ['Host', url.host],
          ['Authorization', authorization],
          ['Content-Type', 'application/json'],
        ] as const,
        body: toBytes(body === undefined ? '' : JSON.stringify(body)),
      };
      const answer = await httpCall(request, { to: url, timeoutMs }).catch((error: unknown) => {
        throw new ServeError(`LocalStack at ${url.origin} does not answer ${method} ${path}: ${reasonOf(error)}`);
      });
      const json = jsonOf(toText(answer.body));
      if (answer.status >= 300) {
        const reason = json['message'] ?? json['Message'] ?? json['__type'];
        throw new ServeError(
          `LocalStack refuses ${method} ${path} with ${answer.status}: ${typeof reason === 'string' ? reason : 'no reason given'}`,
        );
      }
      return json;
    },
  };
}

/**
 * Makes sure that a LocalStack answers at `url` that has API Gateway.
 * @throws ServeError in one line for the user.
 */
export async function checkLocalStack(url: URL, signal?: AbortSignal): Promise<void> {
  const request = { method: 'GET', path: '/_localstack/health', headers: [['Host', url.host]] as const };
  const way = { to: url, timeoutMs: 10_000, ...(signal ? { signal } : {}) };
  const answer = await httpCall(request, way).catch((error: unknown) => {
    throw new ServeError(
      `--localstack-url: nothing answers at ${url.origin} (${reasonOf(error)}); is LocalStack running?`,
    );
  });
  const services = answer.status === 200 ? jsonOf(toText(answer.body))['services'] : undefined;
  if (typeof services !== 'object' || services === null) {
    throw new ServeError(
      `--localstack-url: what answers at ${url.origin} is no LocalStack (GET /_localstack/health gave ${answer.status})`,
    );
  }
  const state = (services as Readonly<Record<string, unknown>>)['apigateway'];
  if (state === undefined || state === 'disabled') {
    throw new ServeError(
      `--localstack-url: the LocalStack at ${url.origin} runs without apigateway; add it to its SERVICES`,
    );
  }
}

/** A network error in a few words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'the connection broke',
    ENOTFOUND: 'no such host',
    ETIMEDOUT: 'no answer in time',
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
