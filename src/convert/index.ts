export { defineStep, type Blocked, type Change, type Note, type Safety, type Step, type StepContext } from './step';
export { conversionSteps, planConversion, planSteps, type Plan, type PlanOptions } from './plan';
export { documentAfter } from './converted';
export { importedParts } from './bridge/imported-parts';
