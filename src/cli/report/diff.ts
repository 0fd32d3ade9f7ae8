import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** A unified diff of one file that `git apply` and `patch -p1` understand. Empty when the texts are equal. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const plain = name === '-' ? 'stdin' : name.replace(/^\.\//, '');
  const [from, to] = /^([/\\]|[A-Za-z]:)/.test(plain) ? [plain, plain] : [`a/${plain}`, `b/${plain}`];
  return createTwoFilesPatch(from, to, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
