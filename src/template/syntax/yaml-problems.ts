import type { YAMLError } from 'yaml';

/** What a person can do about an error of the `yaml` package, by the start of its message. First match wins. */
const messages: readonly (readonly [RegExp, string])[] = [
  [/^Missing closing/, 'This quote is never closed'],
  [/^Flow map .*end with/, 'This "{" is never closed, or its "}" is indented too little'],
  [/^Flow sequence .*end with/, 'This "[" is never closed, or its "]" is indented too little'],
  [/^Missing , between/, 'A comma is missing before this'],
  [/^Missing , or :/, 'A comma or a colon is missing before this'],
  [/^Missing space after :/, 'A space is missing after the colon'],
  [/^Tabs are not allowed/, 'YAML is indented with spaces; this is a tab'],
  [/^Implicit map keys need to be followed/, 'This key needs a colon and a value'],
  [/^Implicit keys need to be on a single line/, 'A key has to be on one line; is a colon missing, or a quote?'],
  [/^Nested mappings are not allowed/, 'There is a second colon on this line; quote the text or start a new line'],
  [/^All mapping items must start/, 'This is not indented like the keys around it'],
  [/^All sequence items must start/, 'This "-" is not indented like the ones around it'],
  [/^Sequence item without -/, 'A "-" is missing before this item'],
  [
    /^A block sequence may not be used as an implicit map key/,
    'A list cannot start here; does the key above lack its colon?',
  ],
  [/^Block collections are not allowed within flow/, 'Inside brackets, this has to be written with brackets too'],
  [/^Plain value cannot start with (.*)/, 'A text that starts with $1 needs quotes'],
  [/^Comments must be separated/, 'A space is missing before this "#"'],
  [/^Tags and anchors must be separated/, 'A space is missing after this tag or anchor'],
  [/^Invalid escape sequence (.*)/, '"$1" is no escape that YAML knows; write two backslashes for one'],
  [/^Block scalar header includes extra/, 'Text after "|" or ">" has to start on the next line'],
  [
    /^Block scalar lines must not be less indented|^Block scalar values in collections must be indented/,
    'The lines of this text have to be indented more than its key',
  ],
  [/^Map keys must be unique/, 'This key is already used in this mapping'],
  [/^An alias node must not specify/, 'An alias cannot have a tag or an anchor'],
  [/^Unexpected flow-(map|seq)-end/, 'This closing bracket matches no opening one'],
  [/^Unexpected block-seq-ind|^Unexpected seq-item-ind/, 'A "-" cannot stand here'],
  [/^Unexpected scalar/, 'This text cannot stand here; is a quote or a line break missing before it?'],
];

/** Tokens that stand outside of the document, for it broke off before them. */
const stray = /^Unexpected \S+ token in YAML stream/;

/** Leaves out what only follows from an earlier error: once a document has broken off, every token behind it is one. */
export function withoutCascade(errors: readonly YAMLError[]): readonly YAMLError[] {
  const brokenOff = errors.findIndex(({ message }) => stray.test(message));
  const first = /^Unexpected scalar/.test(errors[brokenOff - 1]?.message ?? '') ? brokenOff - 1 : brokenOff;
  return errors.filter(({ message }, index) => index <= first || !stray.test(message));
}

/** Says in plain words what is wrong. `text` is what was parsed. */
export function describe({ message, pos: [start] }: YAMLError, text: string): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (message.startsWith('Unexpected') && /^ *\t/.test(text.slice(lineStart, start)))
    return 'A tab indents this line; YAML is indented with spaces';
  for (const [pattern, text] of messages) {
    const match = pattern.exec(message);
    if (match) return text.replace('$1', match[1] ?? '');
  }
  return message.replace(/^Error: /, '').split('\n', 1)[0]!;
}
