import type { Language } from '../document';
import { splitJson } from './json';
import type { Piece } from './piece';
import { splitYaml } from './yaml';

/** Divides a text into the pieces that are parsed on their own; JSON is found out by its start. */
export function split(text: string, language: Language | undefined): Piece[] {
  return divide(text, isJson(text, language) ? 'json' : 'yaml');
}

/** Divides a text as YAML or as JSON. Carriage returns that end a line of YAML alone count as line breaks. */
export function divide(text: string, language: Language): Piece[] {
  return language === 'json' ? splitJson(text) : splitYaml(unifyBreaks(text));
}

/** JSON is what is said to be JSON, and what starts like it; a YAML mapping in braces rarely quotes its first key. */
export function isJson(text: string, language: Language | undefined): boolean {
  return language === 'json' || /^\uFEFF?\s*\{\s*(?:"|\}|\/[/*]|$)/.test(text);
}

/** Writes lone carriage returns as line feeds, as YAML reads them. Every offset stays as it is. */
export function unifyBreaks(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}
