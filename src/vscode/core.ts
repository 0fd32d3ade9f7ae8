/** The parts of the core that the editor needs at run time. Imported only by `engine.ts`, and only once a template is open. */
export { createService } from '../service';
export { ruleTexts } from '../service/rule-texts';
export { safeFixes } from './safe-fixes';
export { tiesOf } from './ties';
