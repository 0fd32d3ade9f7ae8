import { toBytes } from '../../message';
import { decode } from '../../query';
import { fromBase64, toBase64 } from '../base64';
import { parseJson } from './input';
import { TemplateError } from './parse';
import { Host, isMap, print, toJson, type Value } from './values';

/** `$util`. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference */
export class Util extends Host {
  override call(name: string, args: readonly Value[]): Value {
    return utilFunction(name, args[0]);
  }
}

/** Applies one function of `$util`; undefined when there is none of that name. Throws `TemplateError`. */
export function utilFunction(name: string, argument: Value): Value {
  switch (name) {
    case 'escapeJavaScript':
      return argument === null || argument === undefined ? 'null' : escapeJavaScript(textOf(argument));
    case 'parseJson':
      return parsed(print(argument));
    case 'urlEncode':
      return formEncode(print(argument));
    case 'urlDecode':
      return decode(print(argument));
    case 'base64Encode':
      return toBase64(toBytes(textOf(argument)));
    case 'base64Decode':
      return decodedText(print(argument));
    default:
      return undefined;
  }
}

function textOf(value: Value): string {
  return isMap(value) || Array.isArray(value) ? toJson(value) : print(value);
}

function parsed(text: string): Value {
  const value = parseJson(text);
  if (value === undefined) throw new TemplateError('$util.parseJson got a text that is not JSON.');
  return value;
}

function decodedText(text: string): string {
  const bytes = fromBase64(text);
  if (!bytes) throw new TemplateError('$util.base64Decode got a text that is not base64.');
  return new TextDecoder().decode(bytes);
}

/** `application/x-www-form-urlencoded`, as `java.net.URLEncoder` writes it. */
function formEncode(text: string): string {
  return encodeURIComponent(
    text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '?'),
  )
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** The rules of JavaScript texts; AWS states that a single quote becomes `\'`, which JSON does not take. */
function escapeJavaScript(text: string): string {
  return text.replace(
    /["'\\\b\f\n\r\t]|[\u0000-\u001f\u007f-\uffff]/g,
    (character) => escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
