/** The parts of the core that the editor needs at run time. Loaded only by `load-core.ts`, and only once a template is open. */
export { createService } from '../service';
export { ignoredBy } from '../service/settings/ignore';
export { readSettings } from '../service/settings/read-settings';
export { ruleTexts } from '../service/rule-texts';
export { keysTo } from '../template/index';
export { createLineIndex as linesOf } from '../text/index';
export { deployFirst } from './deploy-first';
export { disableRule } from './disable-rule';
export { safeFixes } from './safe-fixes';
export { tiesOf } from './ties';
export * as engine from './simulator/engine';
