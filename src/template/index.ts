export { parseData, writeData, type Data, type DataPath, type DataProblem } from './data';
export { detect } from './detect';
export type { Dialect, Language, Problem, TemplateDocument, TemplateSection } from './document';
export * from './editor/index';
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
