import declareRequestParameter from './declare-request-parameter';
import dependOnListener from './depend-on-listener';
import dependOnMethods from './depend-on-methods';
import escapeStageVariable from './escape-stage-variable';
import freePriority from './free-priority';
import mapPathParameter from './map-path-parameter';
import renameIntegrationTarget from './rename-integration-target';
import reshapeLinkTags from './reshape-link-tags';
import type { Step } from './step';

/** The steps that cure single findings, by id. Those that take a bridge out are `conversionSteps`. */
export const fixSteps: readonly Step[] = [
  declareRequestParameter,
  dependOnListener,
  dependOnMethods,
  escapeStageVariable,
  freePriority,
  mapPathParameter,
  renameIntegrationTarget,
  reshapeLinkTags,
];
