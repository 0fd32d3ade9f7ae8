/** A block of IPv4 addresses. */
interface Block {
  readonly address: number;
  readonly bits: number;
}

/** True when every address of `inner` is in `outer`. Blocks that are no IPv4 blocks are compared as texts. */
export function containsBlock(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  const [a, b] = [blockOf(outer), blockOf(inner)];
  return a !== undefined && b !== undefined && a.bits <= b.bits && isSameUpTo(a, b, a.bits);
}

/** True unless both are IPv4 blocks without a common address. */
export function mayOverlap(one: string, other: string): boolean {
  const [a, b] = [blockOf(one), blockOf(other)];
  return a === undefined || b === undefined || isSameUpTo(a, b, Math.min(a.bits, b.bits));
}

function isSameUpTo(a: Block, b: Block, bits: number): boolean {
  const size = 2 ** (32 - bits);
  return Math.floor(a.address / size) === Math.floor(b.address / size);
}

function blockOf(text: string): Block | undefined {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!found) return undefined;
  const [a, b, c, d, bits] = found.slice(1).map(Number) as [number, number, number, number, number];
  return { address: ((a * 256 + b) * 256 + c) * 256 + d, bits };
}
