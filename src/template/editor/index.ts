export { createEditor } from './create-editor';
export { removeFromDependsOn } from './depends-on';
export type { EditorOptions, EntryOptions, EntryPlace, ItemPlace, Refusal, TemplateEditor } from './editor';
export { copyOf, fn, getAtt, ref, sub } from './fragment';
export type { CopyFragment, Fragment, FragmentMap, IntrinsicFragment } from './fragment';
export { renameConditionReferences, renameReferences } from './rename-references';
