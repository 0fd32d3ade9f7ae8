export { createEditor } from './create-editor';
export type { EditorOptions, EntryOptions, EntryPlace, ItemPlace, Refusal, TemplateEditor } from './editor';
export { copyOf, fn, getAtt, ref, sub } from './fragment';
export type { CopyFragment, Fragment, FragmentMap, IntrinsicFragment } from './fragment';
