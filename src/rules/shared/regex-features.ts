const features: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\(\?<?[=!]/, 'look-around'],
  [/\\[1-9]|\\k</, 'a backreference'],
  [/\(\?>/, 'an atomic group'],
  [/[*+?}]\+/, 'a possessive quantifier'],
  [/\(\?(?:R|\d|&)/, 'recursion or a subroutine'],
  [/\\[pP]\{/, 'a Unicode class'],
];

/**
 * The first feature in a regular expression that ELB does not support, or `undefined`.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export function unsupportedFeature(regex: string): string | undefined {
  const plain = regex.replace(/\\\\/g, '').replace(/\[(?:\\.|[^\]\\])*\]/g, '[]');
  return features.find(([pattern]) => pattern.test(plain))?.[1];
}
