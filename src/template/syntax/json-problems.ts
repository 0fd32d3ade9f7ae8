import { printParseErrorCode, type ParseErrorCode } from 'jsonc-parser';

const messages: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This is no JSON value; does a text lack its quotes?',
  InvalidNumberFormat: 'This is no valid number',
  PropertyNameExpected: 'A key in double quotes is expected here',
  ValueExpected: 'A value is expected here',
  ColonExpected: 'A colon is missing before this',
  CommaExpected: 'A comma is missing before this',
  CloseBraceExpected: 'A "}" is missing before this',
  CloseBracketExpected: 'A "]" is missing before this',
  EndOfFileExpected: 'The template ends before this; what follows is not read',
  InvalidCommentToken: 'CloudFormation reads no comments in JSON',
  UnexpectedEndOfComment: 'This comment is never closed',
  UnexpectedEndOfString: 'This quote is never closed',
  UnexpectedEndOfNumber: 'This number ends too early',
  InvalidUnicode: 'A "\\u" needs four hexadecimal digits',
  InvalidEscapeCharacter: 'JSON knows no such escape; write two backslashes for one',
  InvalidCharacter: 'A control character in a text has to be written as an escape',
};

/** Says in plain words what is wrong at `offset` of `source`. */
export function describe(code: ParseErrorCode, source: string, offset: number): string {
  const name = printParseErrorCode(code);
  const expectsMore = name === 'PropertyNameExpected' || name === 'ValueExpected';
  if (expectsMore && /[\]}]/.test(source[offset] ?? '') && /,\s*$/.test(source.slice(0, offset))) {
    return 'JSON allows no comma after the last entry';
  }
  return messages[name] ?? 'This is no valid JSON';
}
