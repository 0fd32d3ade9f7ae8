/** Ids of the commands that package.json contributes, by their name in the code. */
export const commands = {
  convert: 'unbridge.convert',
  previewConversion: 'unbridge.previewConversion',
  convertAll: 'unbridge.convertAll',
  simulateRequest: 'unbridge.simulateRequest',
  simulateHere: 'unbridge.simulateHere',
  showTopology: 'unbridge.showTopology',
  refresh: 'unbridge.refresh',
  reveal: 'unbridge.reveal',
  explainRule: 'unbridge.explainRule',
  openSample: 'unbridge.openSample',
  openTemplate: 'unbridge.openTemplate',
} as const;

/** Ids of the views that package.json contributes. */
export const views = { topology: 'unbridge.topology' } as const;

/** Keys of the settings that package.json contributes. */
export const settings = { enable: 'unbridge.enable', severity: 'unbridge.severity' } as const;

/** Keys for `when` clauses in package.json. */
export const contexts = { hasTemplate: 'unbridge.hasTemplate' } as const;

/** The name that diagnostics, the log and the status item carry. */
export const source = 'Unbridge';

/** The rule that names the bridge; what cures it is the conversion. */
export const bridgeRule = 'nlb-bridge';
