/** Base64 in both directions, without anything of Node. */

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // In slices, because a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(binary);
}

/** Bytes of a base64 text, blanks and line ends ignored; undefined when it is none. */
export function fromBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/[\s=]+/g, '');
  if (!/^[A-Za-z0-9+/]*$/.test(compact) || compact.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
}
