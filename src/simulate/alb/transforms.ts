import type { TransformModel } from '../model';
import { compileRegex } from './patterns';

/** The text after the rewrites, or why one of them failed. */
export type Transformed = { readonly text: string } | { readonly failure: string };

/**
 * Applies one transform: the URL with its query, or the host. The first match is replaced, `$1` stands for a group; a
 * regex that does not match leaves the text alone. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export function transform({ type, rewrites }: TransformModel, input: string): Transformed {
  let text = input;
  for (const { regex, replace } of rewrites) {
    const expression = compileRegex(regex, type === 'url-rewrite');
    if (!expression) return { failure: `the regular expression \`${regex}\` is not one that ELB takes` };
    const found = expression.exec(text);
    if (!found) continue;
    const replacement = replace.replace(
      /\$(?:(\d)|\{(\d)\})/g,
      (_, bare?: string, braced?: string) => found[Number(bare ?? braced)] ?? '',
    );
    text = text.slice(0, found.index) + replacement + text.slice(found.index + found[0].length);
  }
  return { text };
}
