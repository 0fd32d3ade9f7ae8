import type { AlbModel } from '../model';

/** The attributes of an ALB that decide something, parsed. Defaults: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html */
export interface AlbAttributes {
  readonly idleTimeoutSeconds: number;
  readonly xffMode: 'append' | 'preserve' | 'remove';
  readonly xffClientPort: boolean;
  readonly preserveHost: boolean;
  readonly dropInvalidHeaders: boolean;
  readonly desyncMode: 'monitor' | 'defensive' | 'strictest';
  readonly http2: boolean;
  readonly tlsHeaders: boolean;
}

const parsed = new WeakMap<AlbModel, AlbAttributes>();

/** Attributes of a balancer; a missing or unreadable one has its default. */
export function attributesOf(alb: AlbModel): AlbAttributes {
  let attributes = parsed.get(alb);
  if (!attributes) parsed.set(alb, (attributes = parse(alb.attributes ?? {})));
  return attributes;
}

function parse(texts: Readonly<Record<string, string>>): AlbAttributes {
  const flag = (key: string, otherwise: boolean): boolean =>
    texts[key] === undefined ? otherwise : texts[key].toLowerCase() === 'true';
  const oneOf = <T extends string>(key: string, known: readonly T[], otherwise: T): T =>
    known.find((value) => value === texts[key]) ?? otherwise;
  return {
    idleTimeoutSeconds: Number(texts['idle_timeout.timeout_seconds']) || 60,
    xffMode: oneOf('routing.http.xff_header_processing.mode', ['append', 'preserve', 'remove'], 'append'),
    xffClientPort: flag('routing.http.xff_client_port.enabled', false),
    preserveHost: flag('routing.http.preserve_host_header.enabled', false),
    dropInvalidHeaders: flag('routing.http.drop_invalid_header_fields.enabled', false),
    desyncMode: oneOf('routing.http.desync_mitigation_mode', ['monitor', 'defensive', 'strictest'], 'defensive'),
    http2: flag('routing.http2.enabled', true),
    tlsHeaders: flag('routing.http.x_amzn_tls_version_and_cipher_suite.enabled', false),
  };
}
