/** Pictures of a topology. Apart from `topology/index`, so that only who draws loads the layout. */
export { toMermaid } from './mermaid';
export { toSvg } from './svg';
