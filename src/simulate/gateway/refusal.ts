import type { SourceSpan } from '../model';
import type { GatewayResponseType } from './gateway-responses';

/** Why the gateway answers itself instead of calling the integration. */
export interface Refusal {
  readonly type: GatewayResponseType;
  readonly why: string;
  readonly at?: SourceSpan;
  /** What a person reads instead of the type. */
  readonly label?: string;
  /** Instead of the message of the type. */
  readonly message?: string;
  /** Instead of the built-in status of the type. */
  readonly status?: number;
  /** Instead of the `x-amzn-ErrorType` of the type. */
  readonly errorType?: string;
}

/** The property where a refusal stands, in the form that objects take it in. */
export function placed(at: SourceSpan | undefined): { readonly at?: SourceSpan } {
  return at ? { at } : {};
}
