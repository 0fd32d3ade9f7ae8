import type { HeaderField, TargetFailure } from '../simulate/index';

/**
 * A request on its way to the next hop. What comes back arrives in this order: head, pieces, and then `whole` or
 * `broken`; after those, and after `abort`, nothing more comes. The methods that begin with `on` are for the connection.
 */
export abstract class Forwarding {
  private breakOff: ((error?: Error) => void) | undefined;
  private goOn: (() => void) | undefined;
  private isOver = false;

  protected abstract head(status: number, headers: HeaderField[]): void;
  /** Gives false to be spared more until `resume`. */
  protected abstract piece(chunk: Buffer): boolean;
  protected abstract whole(): void;
  protected abstract broken(error: Error): void;

  /** Breaks the connection. */
  abort(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.breakOff?.(new Error('aborted'));
  }

  resume(): void {
    this.goOn?.();
  }

  /** `abort` breaks the connection that carries it. */
  onLane(abort: (error?: Error) => void): void {
    this.breakOff = abort;
    if (this.isOver) abort(new Error('aborted'));
  }

  onHead(status: number, headers: HeaderField[], resume: () => void): void {
    this.goOn = resume;
    if (!this.isOver) this.head(status, headers);
  }

  /** Gives false when no more should come until `resume` of `onHead` is called. */
  onPiece(chunk: Buffer): boolean {
    return this.isOver || this.piece(chunk);
  }

  onWhole(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.whole();
  }

  onBroken(error: Error): void {
    if (this.isOver) return;
    this.isOver = true;
    this.broken(error);
  }
}

/** What a broken call says about the target. */
export function failureOf(error: Error): TargetFailure['failure'] {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  if (
    error.name === 'HTTPParserError' ||
    code === 'UND_ERR_INVALID_ARG' ||
    code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
  )
    return 'malformed';
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'].includes(code)) return 'refused';
  if (['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code)) return 'connect-timeout';
  if (/^(ERR_SSL|ERR_TLS|EPROTO|CERT_|DEPTH_ZERO|UNABLE_TO)/.test(code)) return 'tls';
  return 'reset';
}
