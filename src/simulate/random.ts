/** A repeatable sequence of numbers in [0, 1), so that the same request gives the same trace. Mulberry32. */
export function sequence(seed = 1): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `length` hexadecimal digits. */
export function hexDigits(random: () => number, length: number): string {
  let digits = '';
  while (digits.length < length) {
    const bits = Math.floor(random() * 0x100000000);
    digits +=
      (pairs[bits >>> 24] as string) +
      (pairs[(bits >>> 16) & 255] as string) +
      (pairs[(bits >>> 8) & 255] as string) +
      (pairs[bits & 255] as string);
  }
  return digits.slice(0, length);
}

/** `00` to `ff`. */
const pairs: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** An id in the form of a UUID, as API Gateway gives to each request. */
export function requestId(random: () => number): string {
  const digits = hexDigits(random, 32);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
