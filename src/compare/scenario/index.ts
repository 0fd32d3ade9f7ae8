/** Request paths as code: what a `*.paths.yaml` file says, whether it holds, and a first one from a template. */
export { checkExpectation } from './check';
export { generateScenario, type GeneratedScenario } from './generate';
export type * from './model';
