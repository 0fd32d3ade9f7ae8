import { isAscii } from 'node:buffer';

/** Turns bytes into UTF-8 text and back, piece by piece. */
export interface TextRepair {
  next(chunk: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

/**
 * What API Gateway does to a body that is not declared binary: bytes that are not UTF-8 become U+FFFD.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function createTextRepair(): TextRepair {
  const decoder = new TextDecoder();
  let isClean = true;
  return {
    next(chunk) {
      if (isClean && isAscii(chunk)) return chunk;
      isClean = false;
      return Buffer.from(decoder.decode(chunk, { stream: true }));
    },
    end: () => Buffer.from(decoder.decode()),
  };
}
