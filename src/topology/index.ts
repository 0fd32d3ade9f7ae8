export {
  balancerTypeOf,
  forwardsOf,
  identityOf,
  keyOf,
  listenersOf,
  portOf,
  protocolOf,
  rulesOf,
  targetTypeOf,
  type Forward,
} from './balancers';
export { bridgeOf, findBridges, findLonelyNlbs, leadsElsewhere, legsAt, type Bridge, type BridgeLeg } from './bridge';
export { loopName } from './loops';
export type { Method } from './method';
export type * from './model';
export {
  possiblePrivateIntegrations,
  privateIntegrations,
  stageVariableOf,
  stageVariableValues,
  type PrivateIntegration,
} from './private-integration';
export { readList, readStringList } from './read-list';
export { readBoolean, readNumber, readString } from './read-value';
export type { Resolver } from './resolve';
export { exportsOf, nestedUri, type Scope } from './scope';
export { resolveUri } from './uri-path';
export {
  describe,
  identified,
  numberOf,
  portKeyOf,
  soleOf,
  stringOf,
  textOf,
  type External,
  type Outcome,
  type ResourceValue,
  type Settled,
  type SettledText,
} from './settled';
export { buildTopology, type ChosenParameters, type Topology } from './topology';
export { exportShape } from './exports';
export { namePieces, piecesText, piecesWords, stackName, type NamePiece } from './export-name';
export type { ImportTie, Untied } from './import-ties';
export { readUri, readUris, type IntegrationUri, type UriOutcome } from './uri';
export {
  literalOf,
  type Absent,
  type Assumption,
  type Assumptions,
  type Choice,
  type List,
  type ListItem,
  type Literal,
  type Reference,
  type ReferenceTarget,
  type Text,
  type Unknown,
  type Value,
} from './value';
export { readResource } from './readers/index';
export { isUnread } from './unread';
