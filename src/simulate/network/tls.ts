/**
 * Whether a certificate is valid for a host: names compare without case, `*.` stands for exactly one label (RFC 6125).
 */
export function certificateCovers(names: readonly string[], host: string): boolean {
  const wanted = host.toLowerCase();
  const parent = wanted.slice(wanted.indexOf('.') + 1);
  return names.some((name) => {
    const known = name.toLowerCase();
    return known === wanted || (known.startsWith('*.') && wanted.includes('.') && known.slice(2) === parent);
  });
}
