/** Two topologies side by side: the requests that tell their routes apart, and where each one ends. */
export { compareRequests, prove, type Difference, type Proof } from './proof';
export { measurable, type Measurable } from './measurable';
export { describeRequest, representativeRequests } from './requests';
