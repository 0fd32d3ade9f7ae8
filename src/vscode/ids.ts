/** Ids of the commands that package.json contributes, by their name in the code. */
export const commands = {
  convert: 'unbridge.convert',
  previewConversion: 'unbridge.previewConversion',
  convertAll: 'unbridge.convertAll',
  convertTicked: 'unbridge.convertTicked',
  tick: 'unbridge.tick',
  untick: 'unbridge.untick',
  showPlannedChanges: 'unbridge.showPlannedChanges',
  revealPlanned: 'unbridge.revealPlanned',
  closePlan: 'unbridge.closePlan',
  simulateRequest: 'unbridge.simulateRequest',
  simulateHere: 'unbridge.simulateHere',
  startSimulator: 'unbridge.startSimulator',
  stopSimulator: 'unbridge.stopSimulator',
  openControlPage: 'unbridge.openControlPage',
  showTopology: 'unbridge.showTopology',
  refresh: 'unbridge.refresh',
  reveal: 'unbridge.reveal',
  explainRule: 'unbridge.explainRule',
  openSample: 'unbridge.openSample',
  openTemplate: 'unbridge.openTemplate',
} as const;

/** Ids of the views that package.json contributes. */
export const views = { topology: 'unbridge.topology', plan: 'unbridge.plan' } as const;

/** Keys of the settings that package.json contributes. */
export const settings = {
  enable: 'unbridge.enable',
  severity: 'unbridge.severity',
  simulatorPort: 'unbridge.simulator.port',
  simulatorTargets: 'unbridge.simulator.targets',
} as const;

/** Keys for `when` clauses in package.json. */
export const contexts = {
  hasTemplate: 'unbridge.hasTemplate',
  hasPlan: 'unbridge.hasPlan',
  hasTicks: 'unbridge.hasTicks',
  hasSockets: 'unbridge.hasSockets',
  isSimulating: 'unbridge.isSimulating',
} as const;

/** The name that diagnostics, the log and the status item carry. */
export const source = 'Unbridge';

/** The rule that names the bridge; what cures it is the conversion. */
export const bridgeRule = 'nlb-bridge';

/** The extension's own id. */
export const extensionId = 'unbridge.unbridge';
