export { detect } from './detect';
export type { Dialect, Language, Problem, TemplateDocument, TemplateSection } from './document';
export { removeFromDependsOn, renameReferences } from './edit-references';
export * from './editor/index';
export { getAtt } from './get-att';
export type {
  AliasNode,
  Entry,
  IntrinsicName,
  IntrinsicNode,
  MappingNode,
  Node,
  ScalarNode,
  ScalarStyle,
  ScalarValue,
  SequenceNode,
} from './node';
export { parse, type ParseOptions } from './parse';
export * from './read';
