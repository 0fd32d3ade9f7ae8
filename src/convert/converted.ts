import { parse, type TemplateDocument } from '../template/index';
import { applyEdits, type Edit } from '../text/index';

const known = new WeakMap<readonly Edit[], TemplateDocument>();

/** A document after the edits of a plan. Parsed once for each list of edits, which belongs to one document. */
export function documentAfter(document: TemplateDocument, edits: readonly Edit[]): TemplateDocument {
  const { uri, language, text } = document;
  const after = known.get(edits) ?? parse(uri, applyEdits(text, edits), { language, previous: document });
  known.set(edits, after);
  return after;
}
