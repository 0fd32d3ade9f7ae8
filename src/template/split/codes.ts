/** The character codes that the scanners look for. Comparing codes is several times faster than comparing characters. */
export const Code = {
  Tab: 9,
  LineFeed: 10,
  Return: 13,
  Space: 32,
  Quote: 34,
  Hash: 35,
  Star: 42,
  Comma: 44,
  Dash: 45,
  Slash: 47,
  Colon: 58,
  OpenBracket: 91,
  Backslash: 92,
  CloseBracket: 93,
  OpenBrace: 123,
  CloseBrace: 125,
} as const;
