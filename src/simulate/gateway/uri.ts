/** The address that an integration calls. */
export interface IntegrationAddress {
  readonly scheme: 'http' | 'https';
  /** Without port. */
  readonly host: string;
  readonly port: number;
  /** Whether the URI names the port. */
  readonly explicitPort: boolean;
  /** `/` when the URI has none. */
  readonly path: string;
  /** Raw, without `?`. */
  readonly query: string;
}

/**
 * Fills `${stageVariables.x}` and `{name}` in an integration URI. An unset stage variable gives empty text; `{name}`
 * without a mapped `integration.request.path.name` stays as it is.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html
 */
export function renderUri(
  uri: string,
  stageVariables: Readonly<Record<string, string>>,
  pathParameters: ReadonlyMap<string, string>,
): string {
  let rendered = '';
  for (const piece of piecesOf(uri)) {
    rendered += typeof piece === 'string' ? piece : (pathParameters.get(piece.name) ?? `{${piece.name}}`);
  }
  return renderStageVariables(rendered, stageVariables);
}

type Piece = string | { readonly name: string };

const knownPieces = new Map<string, readonly Piece[]>();

/** Text and names in turn. */
function piecesOf(uri: string): readonly Piece[] {
  let pieces = knownPieces.get(uri);
  if (!pieces) {
    if (knownPieces.size > 1000) knownPieces.clear();
    pieces = uri.split(/(?<!\$)\{([^{}]+)\}/).map((text, index) => (index % 2 === 0 ? text : { name: text }));
    knownPieces.set(uri, pieces);
  }
  return pieces;
}

/** Fills `${stageVariables.x}`; an unset variable gives empty text. */
export function renderStageVariables(text: string, stageVariables: Readonly<Record<string, string>>): string {
  if (!text.includes('${')) return text;
  return text.replace(/\$\{stageVariables\.([^}]*)\}/g, (_, name: string) =>
    Object.hasOwn(stageVariables, name) ? (stageVariables[name] as string) : '',
  );
}

/** Takes a rendered URI apart; undefined when it has no host or another scheme than HTTP. Never throws. */
export function parseAddress(uri: string): IntegrationAddress | undefined {
  const parts = /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^/:?#]+)(?::(\d*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?$/i.exec(
    uri,
  );
  if (!parts) return undefined;
  const scheme = (parts[1] as string).toLowerCase() as 'http' | 'https';
  const host = parts[2] as string;
  const port = parts[3] ? Number(parts[3]) : scheme === 'https' ? 443 : 80;
  if (port < 1 || port > 65535) return undefined;
  const path = parts[4] ?? '';
  return {
    scheme,
    host,
    port,
    explicitPort: Boolean(parts[3]),
    path: path === '' ? '/' : path,
    query: parts[5] ?? '',
  };
}
